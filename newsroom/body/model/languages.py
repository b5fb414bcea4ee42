"""Passages in other scripts than Thai and Latin: their language, and their direction.

A screen reader needs the language to read them, a browser to choose a font; Jawi and Arabic run
from right to left. Latin passages are not marked: English names are everywhere in Thai news.
"""

from __future__ import annotations

import re

# (language, letters): the usual language of a script; `_refine` looks closer.
_SCRIPTS = [
    ("el", "\u0370-\u03ff"), ("ru", "\u0400-\u052f"), ("hy", "\u0530-\u058f"),
    ("he", "\u0590-\u05ff"), ("ar", "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefe"),
    ("hi", "\u0900-\u097f"), ("bn", "\u0980-\u09ff"), ("pa", "\u0a00-\u0a7f"),
    ("gu", "\u0a80-\u0aff"), ("ta", "\u0b80-\u0bff"), ("te", "\u0c00-\u0c7f"),
    ("kn", "\u0c80-\u0cff"), ("ml", "\u0d00-\u0d7f"), ("si", "\u0d80-\u0dff"),
    ("lo", "\u0e80-\u0eff"), ("bo", "\u0f00-\u0fff"), ("my", "\u1000-\u109f\uaa60-\uaa7f"),
    ("ka", "\u10a0-\u10ff"), ("ko", "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af"),
    ("km", "\u1780-\u17ff"), ("mn", "\u1800-\u18af"), ("nod", "\u1a20-\u1aaf"),
    ("ja", "\u3040-\u30ff"), ("zh", "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"),
]  # fmt: skip
_ANY = "".join(letters for _, letters in _SCRIPTS)
# From the first to the last letter of a passage; blanks, marks and punctuation may come between.
# Possessive: a passage is read once.
_PASSAGE = re.compile(rf"[{_ANY}]++(?:[\s\u200c\u200d.,:;!?·、。，「」()0-9-]*+[{_ANY}]++)*+")
_LETTER = re.compile(f"[{_ANY}]")
_OF_SCRIPT = {lang: re.compile(f"[{letters}]") for lang, letters in _SCRIPTS}
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# Letters of Jawi (Malay in Arabic script) that Arabic does not have: چ ڠ ڤ ݢ ڽ ۏ.
_JAWI = re.compile("[\u0686\u06a0\u06a4\u0762\u06bd\u06cf]")
_KANA = re.compile("[\u3040-\u30ff]")
# Languages that share a script; what the source says is believed if it is one of these.
_SAME_SCRIPT = {
    "ar": ("ar", "ms", "fa", "ur", "mfa", "ps", "ckb", "ug"), "ru": ("ru", "uk", "bg", "sr", "kk", "mn"),
    "hi": ("hi", "mr", "ne", "sa", "pi"), "zh": ("zh", "ja", "yue", "ko"), "my": ("my", "shn", "mnw", "kar", "ksw"),
    "nod": ("nod", "tts", "kkh"), "ja": ("ja",), "he": ("he", "yi"),
}  # fmt: skip
_LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}", re.IGNORECASE)


def split_by_script(text: str, given: str) -> list[tuple[str, str]]:
    """`text` in pieces, each with its language; `""` for Thai and Latin.

    `given`: the language that the source claims, used where its script fits.
    """
    if not _LETTER.search(text):
        return [(text, "")]
    parts: list[tuple[str, str]] = []
    position = 0
    for match in _PASSAGE.finditer(text):
        lang = _language(match.group(), given)
        if match.start() > position:
            parts.append((text[position : match.start()], ""))
        parts.append((match.group(), lang))
        position = match.end()
    if position < len(text):
        parts.append((text[position:], ""))
    return parts


def _language(passage: str, given: str) -> str:
    """The language of a passage's first letter's script; a passage of several scripts is rare."""
    lang = next(lang for lang, pattern in _OF_SCRIPT.items() if pattern.match(passage))
    base = given.split("-")[0].lower()
    if _LANGUAGE_TAG.fullmatch(given) and base in _SAME_SCRIPT.get(lang, (lang,)):
        return given
    if lang == "ar" and _JAWI.search(passage):
        return "ms-Arab"
    if lang == "zh" and _KANA.search(passage):
        return "ja"
    return lang


def may_have_other_scripts(html: str) -> bool:
    """False if HTML has no letter of another script, not even as a character reference."""
    return "&#" in html or _LETTER.search(html) is not None


def is_right_to_left(text: str) -> bool:
    """Whether the text has letters that run from right to left."""
    return _RIGHT_TO_LEFT.search(text) is not None
