"""What the menus show: items whose target readers can open, as labels and URLs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import timezone

from newsroom.articles.models import Article, Author, Section, Tag
from newsroom.pages.models import Menu, MenuItem
from newsroom.pages.site_pages import public_pages
from newsroom.web.page_cache.memo import memoize


@dataclass(frozen=True)
class MenuLink:
    """A line of a menu as readers see it; `section_id`: the section it leads to."""

    label: str
    url: str
    section_id: int | None = None


def menu_links() -> dict[str, list[MenuLink]]:
    """The lines of each menu, by place; an empty list for one that is not set up."""
    return memoize("menus", _read)


def _read() -> dict[str, list[MenuLink]]:
    links: dict[str, list[MenuLink]] = {place: [] for place in Menu.Place.values}
    for item in items_with_targets():
        if not problem_of(item):
            link = MenuLink(item.text, url_of(item), item.section_id)
            links[item.menu.place].append(link)
    return links


def items_with_targets() -> Iterable[MenuItem]:
    """All items in their order, with what they lead to."""
    items = MenuItem.objects.select_related("menu", "section", "page", "tag")
    return items.defer("page__body")


def url_of(item: MenuItem) -> str:
    """Where an item leads; empty if its target is gone."""
    target = item.target
    return target.get_absolute_url() if target else item.url


def problem_of(item: MenuItem) -> str:
    """Why readers do not see an item, in Thai; empty if they do."""
    if item.page and not item.page.is_published:
        return "หน้านี้ยังไม่เผยแพร่ หรือถูกนำออก"
    if item.tag and not Tag.objects.public(timezone.now()).filter(pk=item.tag.pk).exists():
        return "ไม่มีข่าวที่ใช้แท็กนี้"
    if item.target:
        return ""
    if not item.url:
        return f"«{item.target_name}» ถูกลบไปแล้ว"
    return "" if leads_somewhere(item.url) else "ไม่มีหน้าที่ที่อยู่นี้"


def leads_somewhere(url: str) -> bool:
    """Whether a page that readers see is at a path of ours; what other sites have is theirs."""
    if not url.startswith("/"):
        return True
    try:
        return _exists(resolve(unquote(urlsplit(url).path)))
    except (Resolver404, ValueError):
        return False


def _exists(match: ResolverMatch) -> bool:
    name, values = match.view_name, match.kwargs
    if name == "articles:article":
        return Article.objects.published_among([values["pk"]]).exists()
    if name == "articles:section":
        return Section.objects.filter(slug=values["slug"]).exists()
    if name == "articles:author":
        return Author.objects.filter(slug=values["slug"]).exists()
    if name == "articles:tag":
        return Tag.objects.public(timezone.now()).filter(slug=values["slug"]).exists()
    if name == "pages:page":
        return any(page.slug == values["slug"] for page in public_pages())
    return True
