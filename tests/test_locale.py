"""Everything Django and our packages can say to an editor is said in Thai.

The messages asked for are read from the packages as installed (tests/locale_build.py), so that an
upgrade that brings a new English sentence fails here first.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import Any

import polib
import pytest
from django import forms
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.test import Client, RequestFactory
from django.utils import translation
from django.views.i18n import JSONCatalog

from newsroom.thai.clean import clean_line
from tests.locale_build import DOMAINS, LOCALE, Message, messages, thai

# Not words, or words that are the same in Thai.
SAME_IN_THAI = {
    ":": "punctuation",
    ", ": "punctuation between the items of a list",
    ":?.!": "the marks after which a form label needs no colon",
    "…": "the ellipsis of the paginator",
    "%(truncated_text)s…": "an ellipsis",
    "%(class_name)s %(instance)s": "two names",
    "IPv4": "the name of a protocol",
    "IPv6": "the name of a protocol",
}
# Latin words that a Thai sentence may hold: names, formats and keys, as on a Thai keyboard.
LATIN = set(
    "URL UUID JSON HTML HTTP HTTPS CSRF GET POST IPv IPv4 IPv6 LDAP Single Sign On Django DEBUG True"
    " False None Control Command null sha256 Referer Referrer Policy no referrer same origin last a z"
    " A Z YYYY MM DD HH ss uuuuuu TZ allow_future allow_empty get_absolute_url".split()
)
PLACEHOLDER = re.compile(r"%\(\w+\)[sdr]|%[sd%]|\{\w*\}")
BY_PLACE = {"%s", "%d", "%r", "{}"}
TAG = re.compile(r"</?\w[^>]*>")
THAI_LETTER = re.compile("[ก-ฮ]")


@cache
def _javascript_catalogue() -> dict[str, Any]:
    """What the browser gets from the admin's jsi18n."""
    with translation.override("th"):
        view = JSONCatalog.as_view(packages=["django.contrib.admin"])
        return json.loads(view(RequestFactory().get("/")).content)["catalog"]


def shown(domain: str, message: Message) -> str:
    """What an editor sees for `message`, from all catalogues together."""
    if domain == "djangojs":
        key = f"{message.context}\x04{message.text}" if message.context else message.text
        text = _javascript_catalogue().get(key, message.text)
        return text[0] if isinstance(text, list) else text
    with translation.override("th"):
        match message:
            case ("", text, ""):
                return translation.gettext(text)
            case ("", text, plural):
                return translation.ngettext(text, plural, 1)
            case (context, text, ""):
                return translation.pgettext(context, text)
            case (context, text, plural):
                return translation.npgettext(context, text, plural, 1)


def untranslated(domain: str) -> set[Message]:
    """The messages of `domain` that would be shown without a Thai letter."""
    return {
        message
        for message in messages(domain)
        if message.text not in SAME_IN_THAI and not THAI_LETTER.search(shown(domain, message))
    }


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_message_of_the_installed_packages_is_shown_in_thai(domain: str) -> None:
    assert sorted(untranslated(domain)) == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_no_thai_sentence_is_left_half_in_english(domain: str) -> None:
    mixed = {}
    for message in messages(domain):
        if message.text in SAME_IN_THAI:
            continue
        text = TAG.sub("", PLACEHOLDER.sub("", shown(domain, message)))
        if words := set(re.findall(r"[A-Za-z]\w*", unescape(text), re.ASCII)) - LATIN:
            mixed[message.text] = words
    assert mixed == {}


def test_the_sources_are_really_read() -> None:
    """One message each from a catalogue, Python, a template, a script and a bundled script."""
    found = messages("django")
    assert Message("", "Skip to main content") in found
    assert Message("", "Account locked: too many login attempts. Please try again later.") in found
    assert Message("", "entry", "entries") in found
    scripts = messages("djangojs")
    assert Message("one letter Sunday", "S") in scripts
    assert Message("", "Remove caption") in scripts


@pytest.mark.parametrize("domain", DOMAINS)
def test_our_catalogue_holds_nothing_that_nobody_asks_for(domain: str) -> None:
    asked = {(message.context, message.text) for message in messages(domain)}
    held = [(entry.msgctxt or "", entry.msgid) for entry in thai(domain)]
    assert sorted(set(held) - asked) == []
    assert len(held) == len(set(held))


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_compiled_catalogue_is_the_written_one(domain: str) -> None:
    compiled = (LOCALE / f"{domain}.mo").read_bytes()
    assert compiled == thai(domain).to_binary(), "run: python -m tests.locale_build"


def _faults(entry: polib.POEntry) -> Iterator[str]:
    """What is wrong with one translation of ours."""
    texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if len(texts) != 1:
        yield "Thai has one plural form"
    if entry.fuzzy or entry.obsolete or not all(texts):
        yield "empty, fuzzy or obsolete"
        return
    text = texts[0]
    # The plural has all placeholders; an English singular may leave one out.
    source = entry.msgid_plural or entry.msgid
    ours, theirs = PLACEHOLDER.findall(text), PLACEHOLDER.findall(source)
    if set(ours) != set(theirs):
        yield "placeholders differ"
    if [mark for mark in ours if mark in BY_PLACE] != [mark for mark in theirs if mark in BY_PLACE]:
        yield "placeholders that are filled by their place differ"
    if sorted(TAG.findall(text)) != sorted(TAG.findall(source)):
        yield "HTML tags differ"
    if (text[0].isspace(), text[-1].isspace()) != (source[0].isspace(), source[-1].isspace()):
        yield "blanks at the edges belong to the sentence around it"
    if clean_line(text) != text.strip() or "เเ" in text or "\u0e4d\u0e32" in text:
        yield "not spelt as stored text is (T-N1)"


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_translation_is_whole_and_fits_its_message(domain: str) -> None:
    faults = {entry.msgid: list(_faults(entry)) for entry in thai(domain)}
    assert {text: found for text, found in faults.items() if found} == {}


@pytest.mark.parametrize(
    ("msgid", "msgstr"),
    [
        ("Add %s", ""),
        ("Add %s", "เพิ่ม"),
        ("%s of %d", "%d จาก %s"),
        ("Added {name}.", "เพิ่ม{nam} แล้ว"),
        ("By %(title)s", "ตาม%(titel)s"),
        ("<em>Error</em>", "<em>ข้อผิดพลาด<em>"),
        (" By ", "ตาม"),
        ("Change", "เเก้ไข"),
        ("Do", "ท\u0e4d\u0e32"),
    ],
)
def test_a_broken_translation_is_noticed(msgid: str, msgstr: str) -> None:
    assert list(_faults(polib.POEntry(msgid=msgid, msgstr=msgstr)))


def test_thai_counts_speak_and_contexts_differ() -> None:
    with translation.override("th"):
        for number in (1, 2):
            text = translation.ngettext("%(num)d year", "%(num)d years", number) % {"num": number}
            assert text == f"{number} ปี"
        assert translation.gettext("None available") == "ยังไม่มี"
        assert translation.pgettext("abbrev. month", "March") == "มี.ค."
        assert translation.gettext("March") == "มีนาคม"
        saved = translation.gettext("The {name} “{obj}” was changed successfully.")
        assert saved.format(name="ข่าว", obj="น้ำท่วม") == "บันทึกข่าว “น้ำท่วม” เรียบร้อยแล้ว"


def test_forms_and_password_rules_complain_in_thai() -> None:
    assert forms.CharField().error_messages["required"] == "ต้องกรอกช่องนี้"
    with pytest.raises(ValidationError, match="ต้องไม่เกิน 3 ตัวอักษร"):
        forms.CharField(max_length=3).clean("ข่าวใหญ่")
    with pytest.raises(ValidationError, match="อย่างน้อย 8 ตัวอักษร"):
        MinimumLengthValidator(8).validate("สั้น")


@pytest.mark.django_db
def test_the_admin_speaks_thai_to_a_browser_that_asks_for_english(
    client: Client, admin_client: Client
) -> None:
    page = client.get("/admin/login/", headers={"accept-language": "en"}).content.decode()
    assert "เข้าสู่ระบบ" in page
    assert "ข้ามไปยังเนื้อหาหลัก" in page
    script = admin_client.get("/admin/jsi18n/", headers={"accept-language": "en"}).content.decode()
    catalogue = json.loads(re.search(r"const newcatalog = (\{.*?\});", script, re.S)[1])
    assert catalogue["abbrev. month January\x04Jan"] == "ม.ค."
    assert catalogue["one letter Thursday\x04T"] == "พฤ"
    assert catalogue["Insert Table"] == "แทรกตาราง"
