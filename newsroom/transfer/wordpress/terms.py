"""Categories, tags and authors of a WordPress export, as the importer's terms."""

from __future__ import annotations

from urllib.parse import unquote

from newsroom.articles.models import Byline
from newsroom.thai.clean import clean_line
from newsroom.thai.slugs import latin_slug
from newsroom.transfer.records import TermRecord
from newsroom.transfer.wordpress.plain import plain_line
from newsroom.transfer.wordpress.wxr.items import WpAuthor, WpItem, WpSite, WpTerm

# WordPress's category of posts that nobody categorised, in English and in Thai.
DEFAULT_CATEGORIES = {"uncategorized", "uncategorised", "ไม่มีหมวดหมู่", "ไม่มีหมวด"}
# Plugins' fields with the term id of the category that a post is shown under.
PRIMARY_CATEGORY_META = ("_yoast_wpseo_primary_category", "rank_math_primary_category")
CO_AUTHOR_PREFIX = "cap-"


class Terms:
    """The terms of one export; a nicename, a login or a term id identifies each."""

    def __init__(self, site: WpSite) -> None:
        self.site = site
        self._nicenames = _author_nicenames(site)
        self._logins = {nicename: login for login, nicename in self._nicenames.items()}

    def section(self, nicename: str, name: str = "") -> TermRecord:
        """A category; exports percent-encode a Thai nicename."""
        known = self.site.categories.get(nicename)
        label = plain_line((known.name if known else "") or name)
        stem = decoded(nicename)
        parent = self.site.categories.get(known.parent) if known and known.parent else None
        return TermRecord(
            key=nicename.lower(),
            name=label or stem,
            slug=stem if stem.isascii() else "",
            stem=stem,
            qualifier=plain_line(parent.name) if parent else "",
        )

    def tag(self, term: WpTerm) -> TermRecord:
        """A tag; another taxonomy's terms are told apart by its name."""
        known = self.site.tags.get(term.nicename) if term.taxonomy == "post_tag" else None
        prefix = "" if term.taxonomy in ("post_tag", "tag") else f"{term.taxonomy}/"
        stem = decoded(term.nicename)
        name = plain_line((known.name if known else "") or term.name) or stem
        return TermRecord(key=f"{prefix}{term.nicename.lower()}", name=name, stem=stem)

    def author(self, login: str) -> TermRecord:
        """A user of the site; one who is not in the export is known by the login only."""
        known = self.site.authors.get(login)
        nicename = self._nicenames.get(login) or sanitize_title(login)
        name = plain_line(known.name) if known else login
        return TermRecord(key=login, name=name or login, slug=nicename, stem=nicename)

    def authors(self) -> list[TermRecord]:
        """All users; those whose address is their login come first, so that they keep it."""
        logins = sorted(self.site.authors, key=lambda login: sanitize_title(login) != login.lower())
        return [self.author(login) for login in logins]

    def bylines(self, item: WpItem) -> list[tuple[TermRecord, str]]:
        """The co-authors of a post (Co-Authors Plus), else the user who wrote it."""
        people = [self._co_author(term) for term in item.terms if term.taxonomy == "author"]
        if not people and item.creator:
            people = [self.author(item.creator)]
        return [(person, Byline.Role.WRITER) for person in people]

    def sections(self, item: WpItem) -> list[TermRecord]:
        """The categories of a post, the primary one first, without «uncategorised»."""
        terms = [term for term in item.terms if term.taxonomy == "category"]
        primary = item.meta_value(*PRIMARY_CATEGORY_META)
        if primary.isdecimal():
            ids = {category.nicename: category.id for category in self.site.categories.values()}
            terms.sort(key=lambda term: ids.get(term.nicename) != int(primary[:18]))
        sections = [self.section(term.nicename, term.name) for term in terms]
        return [one for one in sections if one.name.strip().lower() not in DEFAULT_CATEGORIES]

    def _co_author(self, term: WpTerm) -> TermRecord:
        nicename = decoded(term.nicename).removeprefix(CO_AUTHOR_PREFIX)
        login = self._logins.get(nicename)
        if login:
            return self.author(login)
        name = plain_line(term.name) or nicename
        return TermRecord(key=f"co-author {nicename}", name=name, slug=nicename, stem=nicename)


def decoded(nicename: str) -> str:
    """A slug as a reader sees it in an address."""
    return clean_line(unquote(nicename, errors="ignore")).strip("/")


def sanitize_title(text: str) -> str:
    """The slug WordPress makes of a login: `somchai.k` → `somchai-k`."""
    return latin_slug(text) if text.isascii() else decoded(text).lower().replace(" ", "-")


def _author_nicenames(site: WpSite) -> dict[str, str]:
    """What WordPress called each user's page; the later of two alike got `-2`."""
    nicenames: dict[str, str] = {}
    taken: set[str] = set()

    def order(author: WpAuthor) -> tuple[bool, int]:
        return sanitize_title(author.login) != author.login.lower(), author.id

    for author in sorted(site.authors.values(), key=order):
        nicename = stem = sanitize_title(author.login) or f"user-{author.id}"
        number = 2
        while nicename in taken:
            nicename, number = f"{stem}-{number}", number + 1
        taken.add(nicename)
        nicenames[author.login] = nicename
    return nicenames
