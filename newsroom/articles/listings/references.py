"""«อ่านเพิ่ม» and documents: lines in a text that are filled in whenever the text is shown.

On pages «อ่านเพิ่ม» has the other article's photo; in feeds, whose readers know none of our styles, it
is the headline alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

from newsroom.articles.listings.cards import ArticleCard, cards_for, render_card_photo
from newsroom.articles.models import Article
from newsroom.body.rendering.references import fill_marks, has_marks, marked_ids
from newsroom.documents.models import Document
from newsroom.thai.lines.typography import typeset

# The HTML attribute `sizes` of the photo beside it: `.read-more .card-photo` in `story.css`.
_SIZES = "6.7rem"
_LABEL = '<span class="read-more-label">อ่านเพิ่ม</span> '
# What the desk sees of what readers do not.
_HIDDEN = {
    "article": (
        f'<p class="read-more">{_LABEL}<span class="read-more-hidden">ข่าวที่เลือกไว้ยังไม่เผยแพร่ '
        "ถูกถอน หรือถูกลบแล้ว ผู้อ่านไม่เห็นบรรทัดนี้</span></p>"
    ),
    "document": '<p class="document">เอกสารนี้ถูกลบแล้ว ผู้อ่านไม่เห็นบรรทัดนี้</p>',
}


def fill_articles(
    articles: Iterable[Article], *, for_desk: bool = False, photos: bool = True
) -> None:
    """Put the lines into `body_html` of these instances, by a query of each kind; not to be saved."""
    marked = [article for article in articles if has_marks(article.body_html)]
    if marked:
        line = _lines([article.body_html for article in marked], for_desk, photos)
        for article in marked:
            article.body_html = fill_marks(article.body_html, line)


def fill_html(html: str, *, for_desk: bool = False) -> str:
    """Rendered HTML with its lines; of what readers do not see none, or for the desk a note."""
    return fill_marks(html, _lines([html], for_desk, True)) if has_marks(html) else html


def _lines(texts: list[str], for_desk: bool, photos: bool) -> Callable[[str, int], str]:
    """The HTML of the lines that these texts need, by kind and id."""
    article_ids = {pk for text in texts for pk in marked_ids(text, "article")}
    document_ids = {pk for text in texts for pk in marked_ids(text, "document")}
    lines = {("article", card.pk): _article_line(card, photos)
             for card in (cards_for(article_ids) if article_ids else ())}  # fmt: skip
    if document_ids:
        documents = Document.objects.in_bulk(document_ids)
        lines |= {("document", pk): _document_line(one) for pk, one in documents.items()}

    def line(kind: str, pk: int) -> str:
        return lines.get((kind, pk), _HIDDEN[kind] if for_desk else "")

    return line


def _article_line(card: ArticleCard, photos: bool) -> str:
    url = card.get_absolute_url()
    photo = render_card_photo(card, url, _SIZES, eager=False) if photos else ""
    return f'<p class="read-more">{photo}{_LABEL}<a href="{url}">{card.headline_html}</a></p>'


def _document_line(document: Document) -> str:
    return (
        f'<p class="document"><a href="{document.get_absolute_url()}">{typeset(escape(document.title))}</a> '
        f'<span class="document-note">{typeset(document.note)}</span></p>'
    )
