"""Every message of Django and the installed packages has a Thai translation.

The messages are extracted from the installed packages (tests/locale_build.py), so an upgrade that
brings a new English message fails here.
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
from tests.locale_build import DOMAINS, LOCALE, Message, messages, thai_catalogue

# Messages that need no Thai letter, and why.
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
# Latin words that a Thai translation may contain: names, formats, settings and keys.
ALLOWED_LATIN_WORDS = set(
    "URL UUID JSON HTML HTTP HTTPS CSRF GET POST IPv IPv4 IPv6 LDAP Single Sign On Django DEBUG True"
    " False None Control Command null sha256 Referer Referrer Policy no referrer same origin last a z"
    " A Z YYYY MM DD HH ss uuuuuu TZ allow_future allow_empty get_absolute_url".split()
)
PLACEHOLDER = re.compile(r"%\(\w+\)[sdr]|%[sd%]|\{\w*\}")
POSITIONAL_PLACEHOLDERS = {"%s", "%d", "%r", "{}"}
TAG = re.compile(r"</?\w[^>]*>")
THAI_LETTER = re.compile("[ก-ฮ]")


@cache
def _javascript_catalogue() -> dict[str, Any]:
    """The messages that the admin's jsi18n view sends to the browser."""
    with translation.override("th"):
        view = JSONCatalog.as_view(packages=["django.contrib.admin"])
        return json.loads(view(RequestFactory().get("/")).content)["catalog"]


def translate(domain: str, message: Message) -> str:
    """The Thai translation of `message`, from all catalogues together."""
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
    """The messages of `domain` whose translation has no Thai letter."""
    return {
        message
        for message in messages(domain)
        if message.text not in SAME_IN_THAI and not THAI_LETTER.search(translate(domain, message))
    }


@pytest.mark.slow
@pytest.mark.parametrize("domain", DOMAINS)
def test_every_message_of_the_installed_packages_is_translated(domain: str) -> None:
    assert sorted(untranslated(domain)) == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_no_translation_contains_english_words(domain: str) -> None:
    mixed = {}
    for message in messages(domain):
        if message.text in SAME_IN_THAI:
            continue
        text = TAG.sub("", PLACEHOLDER.sub("", translate(domain, message)))
        if words := set(re.findall(r"[A-Za-z]\w*", unescape(text), re.ASCII)) - ALLOWED_LATIN_WORDS:
            mixed[message.text] = words
    assert mixed == {}


def test_messages_are_extracted_from_every_kind_of_source() -> None:
    """One each from a catalogue, Python, a template, a script and a bundled script"""
    extracted = messages("django")
    assert Message("", "Skip to main content") in extracted
    assert (
        Message("", "Account locked: too many login attempts. Please try again later.") in extracted
    )
    assert Message("", "entry", "entries") in extracted
    scripts = messages("djangojs")
    assert Message("one letter Sunday", "S") in scripts
    assert Message("", "Remove caption") in scripts


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_thai_catalogue_has_no_superfluous_or_duplicate_messages(domain: str) -> None:
    required = {(message.context, message.text) for message in messages(domain)}
    translated = [(entry.msgctxt or "", entry.msgid) for entry in thai_catalogue(domain)]
    assert sorted(set(translated) - required) == []
    assert len(translated) == len(set(translated))


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_compiled_catalogue_is_up_to_date(domain: str) -> None:
    compiled = (LOCALE / f"{domain}.mo").read_bytes()
    assert compiled == thai_catalogue(domain).to_binary(), "run: python -m tests.locale_build"


def _positional(placeholders: list[str]) -> list[str]:
    return [name for name in placeholders if name in POSITIONAL_PLACEHOLDERS]


def _faults(entry: polib.POEntry) -> Iterator[str]:
    """What is wrong with one translation."""
    texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if len(texts) != 1:
        yield "Thai has one plural form"
    if entry.fuzzy or entry.obsolete or not all(texts):
        yield "empty, fuzzy or obsolete"
        return
    text = texts[0]
    # The plural has all placeholders; an English singular may leave one out.
    source = entry.msgid_plural or entry.msgid
    in_thai, in_english = PLACEHOLDER.findall(text), PLACEHOLDER.findall(source)
    if set(in_thai) != set(in_english):
        yield "placeholders differ"
    if _positional(in_thai) != _positional(in_english):
        yield "positional placeholders differ"
    if sorted(TAG.findall(text)) != sorted(TAG.findall(source)):
        yield "HTML tags differ"
    if (text[0].isspace(), text[-1].isspace()) != (source[0].isspace(), source[-1].isspace()):
        yield "leading or trailing space differs"
    if clean_line(text) != text.strip() or "เเ" in text or "\u0e4d\u0e32" in text:
        yield "not normalised as stored text is (T-N1)"


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_translation_is_complete_and_fits_its_message(domain: str) -> None:
    faults = {entry.msgid: list(_faults(entry)) for entry in thai_catalogue(domain)}
    assert {msgid: listed for msgid, listed in faults.items() if listed} == {}


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
def test_a_faulty_translation_is_detected(msgid: str, msgstr: str) -> None:
    assert list(_faults(polib.POEntry(msgid=msgid, msgstr=msgstr)))


def test_plurals_and_contexts_are_translated() -> None:
    with translation.override("th"):
        for count in (1, 2):
            text = translation.ngettext("%(num)d year", "%(num)d years", count) % {"num": count}
            assert text == f"{count} ปี"
        assert translation.gettext("None available") == "ยังไม่มี"
        assert translation.pgettext("abbrev. month", "March") == "มี.ค."
        assert translation.gettext("March") == "มีนาคม"
        saved = translation.gettext("The {name} “{obj}” was changed successfully.")
        assert saved.format(name="ข่าว", obj="น้ำท่วม") == "บันทึกข่าว “น้ำท่วม” เรียบร้อยแล้ว"


def test_form_fields_and_password_validators_have_thai_messages() -> None:
    assert forms.CharField().error_messages["required"] == "ต้องกรอกช่องนี้"
    with pytest.raises(ValidationError, match="ต้องไม่เกิน 3 ตัวอักษร"):
        forms.CharField(max_length=3).clean("ข่าวใหญ่")
    with pytest.raises(ValidationError, match="อย่างน้อย 8 ตัวอักษร"):
        MinimumLengthValidator(8).validate("สั้น")


@pytest.mark.django_db
def test_the_admin_is_in_thai_for_a_browser_that_prefers_english(
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
