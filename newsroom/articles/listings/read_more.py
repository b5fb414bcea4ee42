"""«อ่านเพิ่ม»: lines in a text that lead to other articles, filled in whenever the text is shown."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from newsroom.articles.listings.cards import cards_for
from newsroom.articles.models import Article
from newsroom.body.rendering.read_more import fill_marks, marked_ids

_LABEL = '<span class="read-more-label">อ่านเพิ่ม</span> '
# What the desk sees of an article that readers do not.
_HIDDEN = (
    f'<p class="read-more">{_LABEL}<span class="read-more-hidden">ข่าวที่เลือกไว้ยังไม่เผยแพร่ '
    "ถูกถอน หรือถูกลบแล้ว ผู้อ่านไม่เห็นบรรทัดนี้</span></p>"
)


def fill_articles(articles: Iterable[Article], *, for_desk: bool = False) -> None:
    """Put the lines into `body_html` of these instances, by one query for all; not to be saved."""
    marked = [article for article in articles if "<!--read-more:" in article.body_html]
    if not marked:
        return
    lines = _lines({pk for article in marked for pk in marked_ids(article.body_html)})
    hidden = _HIDDEN if for_desk else ""
    for article in marked:
        article.body_html = fill_marks(article.body_html, lambda pk: lines.get(pk, hidden))


def fill_html(html: str, *, for_desk: bool = False) -> str:
    """Rendered HTML with its lines; of articles that are not public none, or for the desk a note."""
    ids = marked_ids(html)
    if not ids:
        return html
    lines, hidden = _lines(ids), _HIDDEN if for_desk else ""
    return fill_marks(html, lambda pk: lines.get(pk, hidden))


def _lines(ids: Collection[int]) -> dict[int, str]:
    """The HTML of the line to each public article among these ids."""
    return {
        card.pk: f'<p class="read-more">{_LABEL}<a href="{card.get_absolute_url()}">{card.headline_html}</a></p>'
        for card in cards_for(ids)
    }
