"""Texts in several languages at once, as the plugins qTranslate, qTranslate-X and mqTranslate store them.

`[:th]ข่าว[:en]News[:]`, `{:th}ข่าว{:en}News{:}` and `<!--:th-->ข่าว<!--:--><!--:en-->News<!--:-->`.
"""

from __future__ import annotations

import re

_MARK = re.compile(r"\[:([a-z]{2})?\]|\{:([a-z]{2})?\}|<!--:([a-z]{2})?-->")
OUR_LANGUAGE = "th"


def one_language(text: str) -> tuple[str, bool]:
    """`(text in Thai, whether it had other languages)`; without Thai its first language.

    What stands outside of the marks is in every language.
    """
    if "[:" not in text and "{:" not in text and "<!--:" not in text:
        return text, False
    pieces: list[tuple[str, str]] = []  # (language, text)
    position, language = 0, ""
    for match in _MARK.finditer(text):
        pieces.append((language, text[position : match.start()]))
        position, language = match.end(), next(filter(None, match.groups()), "")
    pieces.append((language, text[position:]))
    languages = list(dict.fromkeys(lang for lang, piece in pieces if lang and piece.strip()))
    if not languages:
        return text, False
    chosen = OUR_LANGUAGE if OUR_LANGUAGE in languages else languages[0]
    return "".join(piece for lang, piece in pieces if lang in ("", chosen)), len(languages) > 1
