"""Bodies as WordPress shows them: photos by address, videos as lines that it embeds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from django.utils.html import escape

from newsroom.articles.models import Article
from newsroom.articles.public_urls import article_url
from newsroom.body.asides import is_pull_quote, speaker_line
from newsroom.body.figures import document_ids, photo_ids, read_more_ids
from newsroom.body.parsing.tree import Element, parse, serialize
from newsroom.documents.models import Document
from newsroom.images.models import Photo
from newsroom.thai.dates import thai_date
from newsroom.web.absolute_urls import absolute_url


def wordpress_html(
    body: str, photos: Mapping[int, Photo], attachment_id: Callable[[int], int]
) -> str:
    """Body HTML with absolute addresses; a photo that the library has no more is left out.

    «อ่านเพิ่ม» is a paragraph with a link; to an article that is not public there is none.
    """
    headlines = dict(
        Article.objects.published_among(ids).values_list("pk", "headline")
        if (ids := read_more_ids(body))
        else ()
    )
    root, _ = parse(body)
    documents = Document.objects.in_bulk(ids) if (ids := document_ids(body)) else {}
    for element in root.elements():
        if element.tag == "a" and element.get("href").startswith("/"):
            element.attrs["href"] = absolute_url(element.get("href"))
        if url := element.attrs.pop("data-embed", ""):
            element.attrs["class"] = "wp-block-embed"
            element.children.insert(0, Element("div", {}, [f"\n{url}\n"]))
        if article_id := element.attrs.pop("data-article", ""):
            _make_line(element, int(article_id), headlines)
        if document_id := element.attrs.pop("data-document", ""):
            _make_file(element, documents.get(int(document_id)))
        if is_pull_quote(element):
            _make_pull_quote(element)
        elif element.tag == "aside":
            element.attrs["class"] = "fact-box"
        if element.attrs.pop("data-gallery", None) is not None:
            element.attrs["class"] = "wp-block-gallery"
        element.children = [
            child
            for child in element.children
            if not isinstance(child, Element) or _shown(child, photos, attachment_id)
        ]
    return serialize(root.children)


def _make_line(figure: Element, article_id: int, headlines: Mapping[int, str]) -> None:
    figure.tag = "p"
    if headline := headlines.get(article_id):
        link = Element("a", {"href": article_url(pk=article_id)}, [headline])
        figure.children = ["อ่านเพิ่ม: ", link]


def _make_file(figure: Element, document: Document | None) -> None:
    """The block of a file; the link leads to this site."""
    figure.tag = "div"
    if document is not None:
        figure.attrs["class"] = "wp-block-file"
        link = Element("a", {"href": document.get_absolute_url()}, [document.title])
        figure.children = [link, f" ({document.note})"]


def _make_pull_quote(quote: Element) -> None:
    """The block that WordPress calls so, with who said it as its `cite`."""
    inner = Element("blockquote", {}, quote.children)
    if speaker := speaker_line(quote):
        inner.children = [*inner.children, Element("cite", {}, [speaker])]
    quote.tag, quote.attrs, quote.children = "figure", {"class": "wp-block-pullquote"}, [inner]


def _shown(
    element: Element, photos: Mapping[int, Photo], attachment_id: Callable[[int], int]
) -> bool:
    if element.tag != "img" or not element.get("data-file"):
        return True
    photo = photos.get(int(element.attrs.pop("data-file")))
    if photo is None:
        return False
    element.attrs |= {
        "src": absolute_url(photo.url()),
        "class": f"wp-image-{attachment_id(photo.pk)}",
    }
    return True


def photos_of(bodies: Iterable[str]) -> dict[int, Photo]:
    """The photos that these bodies show."""
    return Photo.objects.in_bulk({pk for body in bodies for pk in photo_ids(body)})


_CO_AUTHORS = '<p class="co-authors">'
_CO_AUTHORS_LINE = re.compile(f"{re.escape(_CO_AUTHORS)}[^<]*</p>")


def without_co_authors(content: str) -> str:
    """The text of an item of ours without the line of its authors, whom its terms tell, too."""
    return _CO_AUTHORS_LINE.sub("", content)


def appendix(article: Article, authors: list[str]) -> str:
    """Corrections, several authors and credit lines, for which WordPress has no place but the text."""
    corrections = [
        f"<p><strong>แก้ไขข่าว {thai_date(row.corrected_at)}</strong> {escape(row.text)}</p>"
        for row in article.corrections.all()
    ]
    credits = [
        f"<p>{escape(row.role or 'เครดิต')} : {escape(row.name)}</p>"
        for row in article.credits.all()
    ]
    by = [f"{_CO_AUTHORS}ผู้เขียน : {escape(', '.join(authors))}</p>"] if len(authors) > 1 else []
    return "".join([*corrections, *by, *credits])
