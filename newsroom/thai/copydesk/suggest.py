"""What the desk proposes for a story: words for its tags, sentences for its standfirst."""

from __future__ import annotations

import re
from collections import Counter
from math import log

from newsroom.thai.copydesk.dictionary import common, institute, known, stopwords
from newsroom.thai.copydesk.names import full_names
from newsroom.thai.cut import count_clusters, excerpt
from newsroom.thai.dates import MONTHS, WEEKDAYS
from newsroom.thai.folding import fold
from newsroom.thai.words import words

# Tags stand in the beginning of a story, if they are what it is about.
READ = 6_000
LONGEST_TAG_WORDS = 8
LEAST_LETTERS = 3
STANDFIRST_CLUSTERS = 220
_LETTERS = re.compile(r"[ก-ฮ]")
_WORDLIKE = re.compile(r"[ก-๎]+|[^\W\d_]{2,}")
_PLACE = re.compile(
    r"(?:จังหวัด|อำเภอ|ตำบล|จ\.|อ\.|ต\.|เทศบาลเมือง|เทศบาลนคร)[ \u00a0]?([ก-๎]{3,20}?)(?=[\s,)”]|$)"
)
_OFFICE = re.compile(
    r"(?<![ก-๙.])((?:อบจ|อบต|สสจ|ปภ|สพป|สพม|ทต|ทม)\.[ \u00a0]?[ก-๎]{3,20}?)(?=[\s,)”]|$)"
)
# A dateline or «วันนี้ (15 ส.ค. 59)» before the first sentence tells nothing.
_OPENING = re.compile(
    r"^(?:เมื่อ)?(?:วันนี้|วันที่|วัน[ก-๎]+ที่)[ \u00a0]*"
    r"(?:\([^)\n]{1,40}\)|[0-9๐-๙]{1,2}[ \u00a0][ก-๎.]+[ \u00a0]?(?:[0-9๐-๙]{2,4})?)?[ \u00a0]*"
)
_IN_HEADLINE = 3


def spans(text: str) -> Counter[str]:
    """Every run of up to eight words in the beginning of `text`, as identity keys, counted.

    A tag's key among them is a tag that the text names, from word border to word border.
    """
    found: Counter[str] = Counter()
    for line in text[:READ].split("\n"):
        pieces = words(fold(line))
        for start, first in enumerate(pieces):
            if not first[0].isalnum():
                continue
            run = ""
            for piece in pieces[start : start + LONGEST_TAG_WORDS]:
                run += piece
                if not piece.isspace():
                    found[run] += 1
    return found


def telling_words(headline: str, text: str, most: int = 8) -> list[str]:
    """Names of people, places and offices, then words that are frequent here and rare elsewhere."""
    text = text[:READ]
    whole = f"{headline}\n{text}"
    named: Counter[str] = Counter()
    for pattern in (_PLACE, _OFFICE):
        for found in pattern.finditer(whole):
            named[found[1].replace(" ", "")] += 1
    for name in full_names(whole):
        named[name] += 1
    scores: dict[str, float] = {
        name: 6.0 * count + _IN_HEADLINE * 6 * (name in headline)
        for name, count in named.items()
        if _is_telling(name) and (count > 1 or name in headline)
    }
    pieces = Counter(piece for piece in words(whole) if _WORDLIKE.fullmatch(piece))
    often, total = common(), sum(common().values())
    for piece, count in pieces.items():
        in_headline = piece in headline
        if count + _IN_HEADLINE * in_headline < 4 or not _is_telling(piece):
            continue
        if piece not in known() and not piece.isascii():
            # A piece of a name, torn by the segmenter.
            continue
        rarity = log(total / (often.get(piece, 0) + 5))
        if rarity > log(total / 400):
            scores.setdefault(piece, (count + _IN_HEADLINE * in_headline) * rarity / 10)
    best = sorted(scores, key=lambda name: (-scores[name], name))
    return [
        name for name in best if not any(name != other and name in other for other in best[:most])
    ][:most]


def _is_telling(name: str) -> bool:
    if name in stopwords() or name in MONTHS or name in WEEKDAYS:
        return False
    return len(_LETTERS.findall(name)) >= LEAST_LETTERS or (name.isascii() and len(name) >= 3)


def standfirst(headline: str, text: str) -> str:
    """The best beginning of a paragraph of the lead: short enough, and about what the headline says."""
    wanted = {word for word in words(headline) if word in institute() and word not in stopwords()}
    best, best_score = "", 0.0
    for number, line in enumerate(text[:READ].split("\n")[:4]):
        line = _OPENING.sub("", line.strip())
        if count_clusters(line) < 40:
            continue
        short = _phrases(line)
        shared = len(wanted.intersection(words(short)))
        score = (shared + 1) / (number + 2)
        if score > best_score:
            best, best_score = short, score
    return best


def _phrases(line: str) -> str:
    """As many whole phrases as fit: in Thai a blank ends what a comma or a full stop would."""
    short = excerpt(line, STANDFIRST_CLUSTERS, ellipsis="")
    if len(short) < len(line.strip()):
        whole, blank, _rest = short.rpartition(" ")
        if blank and count_clusters(whole) >= STANDFIRST_CLUSTERS // 2:
            short = whole.rstrip(" ,–-")
    opened = short.rfind("(")
    return short[:opened].rstrip() if opened > short.rfind(")") else short
