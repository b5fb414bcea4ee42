"""Hostile requests: values, headers, bodies and paths that no page of ours sends."""

from __future__ import annotations

import re
from random import Random
from typing import Any
from urllib.parse import quote, urlencode

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests import source_code

VALUES = [
    "", " ", "0", "-1", "1", "2", "²", "๑๒", "1.5", "1e400", "NaN", "None", "true", "x", "[]", "{}", "null",
    '{"a":[1', '["\\ud800", 1, null]', '{"headline": "\\ud800", "body": 5, "lead": [1, "x", {}], "id": []}', "[" * 500, "9" * 30, "9" * 5000, "9223372036854775807", "9223372036854775808", "0x10", "1_0",
    "\0", "ก\0ข", "\ud800", "ก\udfffข", "\ufeff", "\u200b", "\u202eกลับ\u202c", "\u2028", "\r\nX-Evil: 1", "\x1b[2J",
    "ุุุุุุุุ", "ก" * 5000, "ก" + "้" * 3000, "é" * 300, "😀" * 300, "\U0010ffff", "ﷺ" * 300,
    "' OR 1=1 --", '"; DROP TABLE articles_article; --', "1) UNION SELECT 1", "%", "_%", "\\", "%s %d %(a)s",
    "{{ 7*7 }}", "{% load x %}", "{0.__class__}", "${7*7}", "<script>alert(1)</script>", "<p>" * 400,
    "<table><tr><th>ก", "<!--", "<![CDATA[", "&#0;&#xD800;&#x110000;", "<img src=x onerror=alert(1)>", "]]>",
    "javascript:alert(1)", "//evil.example/", "https://evil.example/", "http://[", "http://[::1", "http://ก.ข:99999/",
    "https://a\u2100b/", "../../etc/passwd", "/etc/passwd\0.jpg", "file:///etc/passwd", "data:text/html,x",
    "2026-02-30", "2026-13-01T99:99", "0000-00-00", "99999-01-01", "31/12/9999 23:59", "พรุ่งนี้ 25.00", "๓๑ ก.พ. ๒๕๖๙",
    "a@b", "ก@ข.ค", "a@example.com\nBcc: b@example.com", "a" * 300 + "@example.com", "-", "ท้องถิ่น", "local",
]  # fmt: skip
# The names that our code reads from a request besides the fields of forms.
READ_NAMES = sorted(
    {
        name
        for path in source_code.modules()
        for name in re.findall(
            r'(?:GET|POST|FILES)(?:\.get|\.getlist|\.pop)?[(\[]"(\w+)"', path.read_text("utf-8")
        )
    }
    | {"next", "_popup", "_to_field", "_changelist_filters", "o", "p", "all", "e", "term", "action"}
    | {"app_label", "model_name", "field_name", "page", "format", "select_across", "_selected_action"}
)  # fmt: skip
HEADERS: list[dict[str, str]] = [
    {"HTTP_HOST": "evil.example"},
    {"HTTP_HOST": "a b"},
    {"HTTP_HOST": "[::1"},
    {"HTTP_ACCEPT_LANGUAGE": "th;q=x,,;;" + "a" * 600},
    {"HTTP_ACCEPT_ENCODING": "br;q=ก, *;q=-1"},
    {"HTTP_COOKIE": "sessionid=\0; csrftoken; =; a=\xff"},
    {"HTTP_COOKIE": 'messages=["__json_message",0,1]; sessionid=' + "x" * 5000},
    {"HTTP_X_FORWARDED_FOR": "1.2.3.4, ก, ::ffff:1.2.3.4, " + "9" * 100},
    {"HTTP_X_FORWARDED_PROTO": "https"},
    {"HTTP_X_FORWARDED_HOST": "evil.example:0"},
    {"HTTP_IF_MODIFIED_SINCE": "Thu, 32 Foo 99999 99:99:99 GMT"},
    {"HTTP_IF_NONE_MATCH": '"unclosed, W/"ก'},
    {"HTTP_RANGE": "bytes=9-1,-"},
    {"HTTP_REFERER": "http://[bad/ก"},
    {"HTTP_ORIGIN": "null"},
    {"HTTP_USER_AGENT": "\x00\x1b" + "ก" * 3000},
    {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest", "HTTP_ACCEPT": "application/json"},
    {"HTTP_SEC_FETCH_SITE": "cross-site"},
    {"HTTP_X_CSRFTOKEN": "\0", "REMOTE_ADDR": "ก"},
    {"REMOTE_ADDR": "fe80::1%eth0"},
    {"QUERY_STRING": "a=%ff%fe&b=%00&" + "&".join(f"x{n}=1" for n in range(1200))},
    {"QUERY_STRING": "q=%ED%A0%80&page=%EF%BC%91&;=&&=%"},
]
BODIES: list[tuple[str, bytes]] = [
    ("application/json", b'{"a": [1, {"b": null}'),
    ("application/json", b'{"html": 5, "values": {"body": []}, "id": {}}'),
    ("application/json", b'{"headline": "\\ud800", "html": "\\udfff", "text": "\\u0000"}'),
    ("application/json", b"[" * 3000),
    ("application/json", b"\xff\xfe"),
    ("application/x-www-form-urlencoded", b"%ff=%fe&a=%00&&=;" + b"q" * 3000),
    ("application/x-www-form-urlencoded", b"a=1&" * 1200),
    ("application/x-www-form-urlencoded; charset=nonsense", b"a=%e0%b8%81"),
    ("application/x-www-form-urlencoded; charset=utf-7", b"a=+AD4-"),
    ("multipart/form-data", b"no boundary"),
    ("multipart/form-data; boundary=b", b'--b\r\nContent-Disposition: form-data; name="a'),
    (
        "multipart/form-data; boundary=b",
        b"--b\r\nContent-Disposition: form-data\r\n\r\n\0\r\n--b--",
    ),
    (
        "multipart/form-data; boundary=b",
        b'--b\r\nContent-Disposition: form-data; name="file"; filename="../\0.docx"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n!!!\r\n--b--\r\n",
    ),
    ("text/plain", "ข้อความ".encode()),
    ("", b"\0" * 100),
]
FILES = [
    b"",
    b"\0" * 50,
    b"\xff\xd8\xff\xe0broken",
    b"PK\x03\x04broken",
    "ก,ข\nค".encode(),
    b"GIF89a",
]
PATH_PARTS = [
    "0", "-1", "²", "%E0%B9%91", "9" * 40, "9223372036854775808", "%00", "%ff%fe", "%ED%A0%80", "..", "%2e%2e%2f",
    "%0d%0a", "a'b", "%22%3E%3Cscript%3E", "x" * 3000, quote("ก" * 300), quote("\u202eก"), "_3A_00", "_", "1_2F2",
    "None", "admin", "%25s", "1:2:3", "é", "quote_5F", "%E0%B9", "a%2Fb", "%5C", "ุ",
]  # fmt: skip


def value(rng: Random) -> str:
    """A hostile value; half of the time something short that a field may take."""
    return rng.choice(VALUES)


def upload(rng: Random) -> SimpleUploadedFile:
    """A file that is not what its name says."""
    name = rng.choice(["a.jpg", "b.docx", "c.csv", "../d.png", "ก" * 200 + ".webp", "e.svg"])
    return SimpleUploadedFile(name, rng.choice(FILES), content_type="image/jpeg")


def mutate(rng: Random, fields: dict[str, list[str]]) -> dict[str, Any]:
    """The fields of a form: some hostile, some missing, some repeated, some of no such form."""
    sent: dict[str, Any] = {}
    share = rng.choice([0.05, 0.2, 0.6])
    for name, values in fields.items():
        if rng.random() < share:
            fate = rng.randrange(5)
            if fate == 0:
                continue
            sent[name] = [value(rng), *values] if fate == 1 else value(rng)
        else:
            sent[name] = values
    for _ in range(rng.randrange(3)):
        sent[rng.choice(READ_NAMES)] = value(rng)
    if rng.random() < 0.1:
        sent[rng.choice(["file", "files", "photos", "original", *fields])] = upload(rng)
    return sent


def body_of(rng: Random, fields: dict[str, Any]) -> tuple[str, bytes]:
    """The content type and the bytes of a POST: of these fields, or of nothing like a form.

    A lone surrogate goes as the three bytes that would stand for it.
    """
    if rng.random() < 0.12:
        return rng.choice(BODIES)
    has_file = any(isinstance(each, SimpleUploadedFile) for each in fields.values())
    if has_file or rng.random() < 0.2:
        plain = {name: _encodable(each) for name, each in fields.items()}
        return MULTIPART_CONTENT, encode_multipart(BOUNDARY, plain)
    text = urlencode(fields, doseq=True, errors="surrogatepass")
    return "application/x-www-form-urlencoded", text.encode()


def _encodable(each: Any) -> Any:
    if isinstance(each, list):
        return [_encodable(item) for item in each]
    return each.encode("utf-8", "replace").decode() if isinstance(each, str) else each
