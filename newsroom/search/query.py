"""Reading what was typed: terms, phrases, exclusions, years of either era, abbreviations."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice, product

from newsroom.search.abbreviations import MEANINGS
from newsroom.search.analysis import squeeze
from newsroom.thai.clean import is_blank
from newsroom.thai.folding import fold

LONGEST_QUERY = 100
MOST_TERMS = 10
MOST_VARIANTS = 6
SHORTEST_MEANING = 3
_QUOTES = str.maketrans("“”„‟″", '"""""')
_TERM = re.compile(r'(?P<no>(?<!\S)-)?(?:"(?P<phrase>[^"]+)"|(?P<word>[^\s"]+))')
_ERA = re.compile(r"(?:ปี|[พค]ศ)+")
_YEAR = re.compile(r"(?<!\d)(?P<year>1[89]\d\d|20\d\d|21\d\d|2[3-6]\d\d)(?!\d)")
_ERA_AND_YEAR = re.compile(r"(?:ปี|[พค]ศ)*(?P<year>(?:1[89]|2[0-6])\d\d)")
_SIGNS = r"[-–(){}\[\]\"'“”.,:;/&+]{0,3}"
_ERAS_BETWEEN = rf"{_SIGNS}(?:ปี|[พค]ศ)*"
BUDDHIST = 543
FIRST_BUDDHIST = 2300
# A Thai letter beside a Latin one or a digit: words of two scripts typed as one.
_SEAM = re.compile(r"(?<=[\u0E01-\u0E4E])(?=[a-z0-9])|(?<=[a-z0-9])(?=[\u0E01-\u0E4E])")


@dataclass(frozen=True)
class Term:
    """One thing that must be found, in any of its spellings (squeezed; the typed one is first)."""

    spellings: tuple[str, ...]
    phrase: str = ""  # for "…": the folded text with its blanks, to be found just so
    is_year: bool = False

    @property
    def weight(self) -> float:
        """What the term says about a story: long ones say more."""
        return min(len(self.spellings[0]), 12) ** 0.5


@dataclass(frozen=True)
class Query:
    """What a reader typed, and how we read it."""

    typed: str
    terms: tuple[Term, ...]
    excluded: tuple[str, ...] = ()
    folded: str = ""

    @cached_property
    def whole(self) -> tuple[str, ...]:
        """The terms written together, in their spellings: what a phrase would be."""
        # Alternatives are few; the typed one first.
        choices = [term.spellings[:2] if term.is_year else term.spellings for term in self.terms]
        return tuple(dict.fromkeys(map("".join, islice(product(*choices), MOST_VARIANTS))))

    @cached_property
    def neighbours(self) -> tuple[re.Pattern[str], ...]:
        """For every two terms that follow each other: the two side by side, in either order.

        Signs may stand between them (`ใหม่ (COVID-19)`), and an era before a year.
        """
        found = []
        for one, two in zip(self.terms, self.terms[1:], strict=False):
            a, b = ("(?:" + "|".join(map(re.escape, term.spellings)) + ")" for term in (one, two))
            between = _ERAS_BETWEEN if two.is_year else _SIGNS
            found.append(re.compile(f"{a}{between}{b}|{b}{_SIGNS}{a}"))
        return tuple(found)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not self.terms

    def parted(self) -> Query | None:
        """The same with words of two scripts parted (`ไมครอนpm2`); None when there are none."""
        words = [piece for word in self.folded.split() for piece in _SEAM.split(word)]
        if len(words) == len(self.folded.split()):
            return None
        return parse(" ".join(words))


def parse(typed: str) -> Query:
    """Read a query. Blanks part terms, all of which must be found; `"…"` keeps a phrase as it is
    and `-word` excludes. Longer than 100 characters is cut off; never fails."""
    shown = " ".join(typed.replace("\0", "")[:LONGEST_QUERY].split())
    line = shown.translate(_QUOTES)
    terms: list[Term] = []
    excluded: list[str] = []
    for found in _TERM.finditer(line):
        text = fold(found["phrase"] or found["word"])
        if found["no"] and not is_blank(text):
            excluded.append(squeeze(text))
        elif found["phrase"] and not is_blank(text):
            terms.append(Term((squeeze(text),), phrase=text))
        elif not is_blank(text):
            terms.append(Term((squeeze(text),)))
    if not terms and excluded:
        # Nothing but `-jk;` is no exclusion: it is ข่าว on the wrong keyboard.
        terms, excluded = [Term((squeeze(fold(line)),))], []
    known = _with_meanings(_with_years(terms[:MOST_TERMS]))
    return Query(
        typed=shown,
        terms=tuple(term for term in known if len(term.spellings[0]) > 1),
        excluded=tuple(excluded[:MOST_TERMS]),
        folded=fold(line.replace('"', " ")),
    )


def other_era(year: str) -> str:
    """2559 → 2016 and 2016 → 2559."""
    number = int(year)
    return str(number - BUDDHIST if number >= FIRST_BUDDHIST else number + BUDDHIST)


def _with_years(terms: list[Term]) -> list[Term]:
    """Years in both eras; `ปี`, `พ.ศ.` and `ค.ศ.` before a year are only said, not looked for."""
    out: list[Term] = []
    for place, term in enumerate(terms):
        text, after = term.spellings[0], terms[place + 1 :]
        if term.phrase:
            out.append(term)
        elif _ERA.fullmatch(text) and any(_leads_to_year(after)):
            continue
        elif found := _ERA_AND_YEAR.fullmatch(text):
            year = found["year"]
            out.append(Term((year, other_era(year)), is_year=True))
        elif _YEAR.search(text):
            swapped = _YEAR.sub(lambda found: other_era(found["year"]), text)
            out.append(Term((text, swapped)))
        else:
            out.append(term)
    return out


def _leads_to_year(terms: list[Term]) -> list[bool]:
    """[True] when only era words stand before a year."""
    for term in terms:
        if _ERA.fullmatch(term.spellings[0]):
            continue
        return [_ERA_AND_YEAR.fullmatch(term.spellings[0]) is not None]
    return [False]


def _with_meanings(terms: list[Term]) -> list[Term]:
    """Abbreviations with what they stand for, and the reverse.

    Abbreviations of two letters are understood when typed, but not looked for when the long name
    was: two letters stand in every story.
    """
    out = []
    for term in terms:
        text = term.spellings[0]
        others = () if term.phrase else MEANINGS.get(text, ())
        others = tuple(other for other in others if len(other) >= SHORTEST_MEANING)
        out.append(replace(term, spellings=tuple(dict.fromkeys((*term.spellings, *others)))))
    return out
