"""Words and phrases that are repeated by accident."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsroom.thai.copydesk.findings import Spot
from newsroom.thai.segmentation import segment_words

# Function words that never follow themselves; ที่ที่ and จะจะ may be meant, so they are not listed.
_NEVER_REPEATED = frozenset(
    "และ หรือ ของ ใน โดย เพื่อ จาก แห่ง ซึ่ง อัน แต่ เมื่อ ถึง กับ การ ความ ณ แก่ ตาม ด้วย ทั้ง ได้ เป็น จึง ระหว่าง สำหรับ".split()
)
# Of these, across a space one may end a phrase and the other begin the next.
_REPEATED_ACROSS_SPACE = frozenset("ได้ ด้วย เป็น ถึง ตาม อัน ณ ความ การ ทั้ง".split())
# Other words are reported from this length on: short ones are repeated for emphasis.
MIN_REPEATED_LENGTH = 5
_WORD = re.compile(r"[ก-ฮะ-ฺเ-ๅ็-๎]+")
_CHAR = "[ก-ฮะ-ฺเ-ๅ็-๎]"
# A phrase of 10 to 60 code points twice in a row. Across a space both must be whole runs:
# «กรมทางหลวง กรมทางหลวงชนบท» is right.
_PHRASE = re.compile(rf"({_CHAR}{{10,60}})\1|(?<!{_CHAR})({_CHAR}{{10,60}})[ \u00a0]\2(?!{_CHAR})")


def repeated_words(text: str) -> Iterator[Spot]:
    """«และและ», «ประชาชนประชาชน», and a phrase that was pasted twice."""
    # The current run of one word is text[start:end]; `spaces` follow it.
    offset, start, end, previous, spaces = 0, 0, 0, "", ""
    for word in [*segment_words(text), ""]:
        if word in (" ", "\u00a0") and previous:
            spaces += word
        elif word and word == previous and _is_accidental(word, spaces):
            end, spaces = offset + len(word), ""
        else:
            if end > start + len(previous):
                is_function_word = previous in _NEVER_REPEATED
                fixes = (previous,) if is_function_word else (previous, f"{previous} ๆ")
                yield Spot(start, end, f"คำว่า «{previous}» ซ้ำกัน", fixes)
            previous, spaces = (word if _WORD.fullmatch(word) else ""), ""
            start = end = offset
        offset += len(word)
    for match in _PHRASE.finditer(text):
        phrase = match[1] or match[2]
        if len(set(phrase)) > 4:
            yield Spot(*match.span(), "ข้อความนี้ซ้ำกันสองครั้ง", (phrase,))


def _is_accidental(word: str, spaces: str) -> bool:
    """Whether `word` after itself and `spaces` is an error."""
    if word in _NEVER_REPEATED:
        return not spaces or word not in _REPEATED_ACROSS_SPACE
    return not spaces and len(word) >= MIN_REPEATED_LENGTH and len(set(word)) > 2
