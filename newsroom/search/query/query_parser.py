"""The query parser: terms, phrases, exclusions, years of both eras, synonyms."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice, pairwise, product

from newsroom.search.analyzer import strip_spaces
from newsroom.search.query.synonyms import SYNONYMS, synonyms_at_the_start
from newsroom.thai.clean import has_thai, is_blank
from newsroom.thai.dates import to_buddhist_year, to_christian_year
from newsroom.thai.folding import fold

MAX_QUERY_LENGTH = 100
MAX_TERMS = 10
MAX_CONCATENATIONS = 6
MIN_SYNONYM_LENGTH = 3
# Years from this one on are taken for Buddhist ones.
MIN_BUDDHIST_YEAR = 2300

_QUOTES = str.maketrans("“”„‟″", '"""""')
_TERM = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]+)"|(?P<word>[^\s"]+))')
_ERA = re.compile(r"(?:ปี|[พค]ศ)+")
_YEAR = re.compile(r"(?<!\d)(?P<year>1[89]\d\d|20\d\d|21\d\d|2[3-6]\d\d)(?!\d)")
_ERA_AND_YEAR = re.compile(r"(?:ปี|[พค]ศ)*(?P<year>(?:1[89]|2[0-6])\d\d)")
_PUNCTUATION = r"[-–(){}\[\]\"'“”.,:;/&+]{0,3}"
_PUNCTUATION_AND_ERA = rf"{_PUNCTUATION}(?:ปี|[พค]ศ)*"
# A Thai character next to a Latin one or a digit: words of two scripts typed without a space.
_SCRIPT_BOUNDARY = re.compile(r"(?<=[\u0E01-\u0E4E])(?=[a-z0-9])|(?<=[a-z0-9])(?=[\u0E01-\u0E4E])")


@dataclass(frozen=True)
class Term:
    """One term of a query; a document must contain at least one of its variants.

    `variants` are folded and unspaced, the typed one first, then synonyms or the other era.
    `phrase` is set for a quoted term: the folded text with its spaces, to be matched literally.
    """

    variants: tuple[str, ...]
    phrase: str = ""
    is_year: bool = False

    @property
    def weight(self) -> float:
        """Weight of the term in the score: long terms are more specific."""
        return min(len(self.variants[0]), 12) ** 0.5


@dataclass(frozen=True)
class ParsedQuery:
    """A query as it was typed (`text`) and as it was understood."""

    text: str
    terms: tuple[Term, ...]
    excluded: tuple[str, ...] = ()
    folded: str = ""

    @cached_property
    def concatenations(self) -> tuple[str, ...]:
        """All terms joined without spaces, for some combinations of variants, the typed one first."""
        choices = [term.variants[:2] if term.is_year else term.variants for term in self.terms]
        return tuple(dict.fromkeys(map("".join, islice(product(*choices), MAX_CONCATENATIONS))))

    @cached_property
    def adjacent_pairs(self) -> tuple[re.Pattern[str], ...]:
        """For each two consecutive terms a pattern that finds them next to each other, in any order.

        Punctuation may stand between them (`ใหม่ (COVID-19)`), and an era before a year.
        """
        patterns = []
        for first, second in pairwise(self.terms):
            a, b = (
                "(?:" + "|".join(map(re.escape, term.variants)) + ")" for term in (first, second)
            )
            between = _PUNCTUATION_AND_ERA if second.is_year else _PUNCTUATION
            patterns.append(re.compile(f"{a}{between}{b}|{b}{_PUNCTUATION}{a}"))
        return tuple(patterns)

    @property
    def is_empty(self) -> bool:
        """Whether the query has no term to search for."""
        return not self.terms

    def split_scripts(self) -> ParsedQuery | None:
        """The query with words of two scripts separated (`ไมครอนpm2`); None when it has none."""
        typed_words = self.folded.split()
        words = [part for word in typed_words for part in _SCRIPT_BOUNDARY.split(word)]
        return None if len(words) == len(typed_words) else parse(" ".join(words))


def parse(text: str) -> ParsedQuery:
    """Parse a query as it was typed; never fails.

    Spaces separate terms, all of which are required; `"…"` is a phrase, `-word` excludes. What
    exceeds `MAX_QUERY_LENGTH` characters is cut off.
    """
    text = " ".join(text.replace("\0", "")[:MAX_QUERY_LENGTH].split())
    line = text.translate(_QUOTES)
    terms: list[Term] = []
    excluded: list[str] = []
    for match in _TERM.finditer(line):
        folded = fold(match["phrase"] or match["word"])
        if is_blank(folded):
            continue
        unspaced = strip_spaces(folded)
        if match["minus"]:
            excluded.append(unspaced)
        else:
            phrase = folded if match["phrase"] else ""
            others = () if phrase else _at_the_start(match["word"], unspaced)
            terms.append(Term((unspaced, *others), phrase=phrase))
    if not terms and excluded:
        # A lone `-jk;` excludes nothing: it is ข่าว typed with the English keyboard layout.
        terms, excluded = [Term((strip_spaces(fold(line)),))], []
    expanded = _expand_synonyms(_expand_years(terms[:MAX_TERMS]))
    return ParsedQuery(
        text=text,
        terms=tuple(term for term in expanded if len(term.variants[0]) > 1),
        excluded=tuple(excluded[:MAX_TERMS]),
        folded=fold(line.replace('"', " ")),
    )


def _at_the_start(word: str, unspaced: str) -> tuple[str, ...]:
    """Other names for what a word begins with: `ผวจ.เชียงใหม่`, `พลเอกประยุทธ์`."""
    head = fold(word.rpartition(".")[0] + ".") if "." in word[:-1] else ""
    is_abbreviation = bool(head) and unspaced.startswith(head) and has_thai(head)
    return synonyms_at_the_start(unspaced, head if is_abbreviation else "")


def convert_era(year: str) -> str:
    """A Buddhist year as a Christian one (2559 → 2016) and the reverse (2016 → 2559)."""
    number = int(year)
    is_buddhist = number >= MIN_BUDDHIST_YEAR
    return str(to_christian_year(number) if is_buddhist else to_buddhist_year(number))


def _expand_years(terms: list[Term]) -> list[Term]:
    """Give years a variant in the other era, and drop `ปี`, `พ.ศ.` and `ค.ศ.` before a year."""
    expanded: list[Term] = []
    for index, term in enumerate(terms):
        text = term.variants[0]
        if term.phrase:
            expanded.append(term)
        elif _ERA.fullmatch(text) and _next_is_year(terms[index + 1 :]):
            continue
        elif match := _ERA_AND_YEAR.fullmatch(text):
            year = match["year"]
            expanded.append(Term((year, convert_era(year)), is_year=True))
        elif _YEAR.search(text):
            converted = _YEAR.sub(lambda match: convert_era(match["year"]), text)
            expanded.append(Term((text, converted)))
        else:
            expanded.append(term)
    return expanded


def _next_is_year(terms: list[Term]) -> bool:
    """Whether the first of these terms that is not an era is a year."""
    text = next((term.variants[0] for term in terms if not _ERA.fullmatch(term.variants[0])), "")
    return _ERA_AND_YEAR.fullmatch(text) is not None


def _expand_synonyms(terms: list[Term]) -> list[Term]:
    """Add to each term what it abbreviates or what abbreviates it.

    Abbreviations of two characters are expanded but never added: almost every article contains
    those two characters.
    """
    expanded = []
    for term in terms:
        known = () if term.phrase else SYNONYMS.get(term.variants[0], ())
        added = (synonym for synonym in known if len(synonym) >= MIN_SYNONYM_LENGTH)
        expanded.append(replace(term, variants=tuple(dict.fromkeys((*term.variants, *added)))))
    return expanded
