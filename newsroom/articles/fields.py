"""Model fields of articles: body HTML with its editor, and the corrections shown to readers."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import models
from django.templatetags.static import static
from django.urls import reverse_lazy
from django_prose_editor.fields import ProseEditorField
from django_prose_editor.widgets import AdminProseEditorWidget
from js_asset import ImportMap, Media

from newsroom.body.asides import TITLE_TAG
from newsroom.body.conversion import Note
from newsroom.body.figures import document_ids, has_caption, photo_ids, read_more_ids
from newsroom.body.parsing.tree import Element, Node, parse, serialize
from newsroom.body.pipeline import clean_body, convert
from newsroom.body.sanitizer import CleanHtml
from newsroom.body.schema import editor_extensions
from newsroom.documents.models import Document
from newsroom.images.models import Photo
from newsroom.images.widgets import PHOTO_DIALOG

EDITOR_EXTENSIONS = editor_extensions(
    photo_urls={
        "libraryUrl": reverse_lazy("admin:images_photo_library"),
        "sendUrl": reverse_lazy("admin:images_photo_send"),
        "textsUrl": reverse_lazy("admin:images_photo_texts"),
    },
    paste_url=reverse_lazy("admin:articles_article_paste"),
    document_url=reverse_lazy("admin:articles_article_document"),
    link_targets_url=reverse_lazy("admin:articles_article_link_targets"),
    attachment_urls={
        "libraryUrl": reverse_lazy("admin:documents_document_library"),
        "sendUrl": reverse_lazy("admin:documents_document_send"),
    },
)

# Modules that the editor's extensions import from each other; of the last line when they are needed.
SHARED_MODULES = ("blocks", "conversion", "documents")
LATER_MODULES = ("attachment-dialog", "find-bar", "folding", "link-dialog")


class BodyWidget(AdminProseEditorWidget):
    """The editor, in Thai, showing the library's photos."""

    def format_value(self, value: object) -> str | None:
        """Body HTML for the editor.

        Stored photos have an id only, the editor needs a `src`; and it needs a `<figcaption>` to
        offer a place for a caption, a heading for the title of a fact box.
        """
        html = super().format_value(value)
        return for_editor(html) if html else html

    @property
    def media(self) -> Media:
        modules = {
            f"newsroom/editor/{name}": f"js/editor/{name}.js"
            for name in (*SHARED_MODULES, *LATER_MODULES)
        }
        editor = Media(
            importmap=ImportMap(modules),
            js=["js/editor-i18n-th.js", "js/body-value.js"],
            css={"all": ["css/find-bar.css"]},
        )
        return super().media + PHOTO_DIALOG + editor


def for_editor(html: str) -> str:
    """Clean body HTML with what the editor needs in addition: a `src`, a place for each caption and title.

    A photo that the library has no more stays, marked, until somebody takes it out. «อ่านเพิ่ม» says
    where it leads, and whether readers see it.
    """
    root, _ = parse(clean_body(html))
    for box in root.elements():
        if box.tag == "aside" and not (box.children and _is_title(box.children[0])):
            box.children.insert(0, Element(TITLE_TAG))
    figures = [
        one for one in root.elements() if one.tag == "figure" and "data-gallery" not in one.attrs
    ]
    attachments = Document.objects.in_bulk(document_ids(html)) if "data-document=" in html else {}
    stories = _read_more_targets(html) if "data-article=" in html else {}
    if not figures:
        return serialize(root.children)
    ids = photo_ids(html)
    photos = Photo.objects.in_bulk(ids) if ids else {}
    for figure in figures:
        if "data-article" in figure.attrs:
            figure.attrs |= stories.get(int(figure.get("data-article")), _UNKNOWN_STORY)
            continue
        if "data-document" in figure.attrs:
            document = attachments.get(int(figure.get("data-document")))
            figure.attrs["data-name"] = document.title if document else "เอกสารนี้ถูกลบแล้ว"
            figure.attrs["data-note"] = document.note if document else "ผู้อ่านไม่เห็นบรรทัดนี้"
            continue
        if not has_caption(figure):
            figure.children.append(Element("figcaption"))
        for img in (one for one in figure.elements() if one.tag == "img"):
            photo = photos.get(int(img.get("data-file")))
            img.attrs["src"] = photo.url() if photo else static("icons/missing-photo.svg")
    return serialize(root.children)


def _is_title(node: Node) -> bool:
    return isinstance(node, Element) and node.tag == TITLE_TAG


_UNKNOWN_STORY = {"data-headline": "ข่าวนี้", "data-note": "ไม่มีแล้ว ผู้อ่านไม่เห็นบรรทัดนี้"}


def _read_more_targets(html: str) -> dict[int, dict[str, str]]:
    """What the editor says of the articles that «อ่านเพิ่ม» leads to; no headline before it is public."""
    articles = apps.get_model("articles", "Article")._default_manager
    said = {}
    for pk, article in articles.for_headlines().in_bulk(read_more_ids(html)).items():
        if article.is_published:
            said[pk] = {"data-headline": article.headline}
        elif article.withdrawn_at:
            said[pk] = {
                "data-headline": article.headline,
                "data-note": "ถูกถอนแล้ว ผู้อ่านไม่เห็นบรรทัดนี้",
            }
        else:
            said[pk] = {
                "data-headline": f"ข่าวหมายเลข {pk}",
                "data-note": "ยังไม่เผยแพร่ ผู้อ่านยังไม่เห็นบรรทัดนี้",
            }
    return said


def without_photos(html: str, ids: set[int]) -> str:
    """Body HTML without these photos; their captions stay."""
    root, _ = parse(html)
    for element in root.elements():
        element.children = [
            child
            for child in element.children
            if not isinstance(child, Element)
            or child.tag != "img"
            or int(child.get("data-file")) not in ids
        ]
    return serialize(root.children)


class BodyField(ProseEditorField):
    """Body HTML (`newsroom.body`), sanitised on every way into the database.

    Validation and `save()` put the sanitised value on the instance, as `CleanHtml`, which is not
    sanitised again; `update()` and `bulk_update()` are caught in `get_db_prep_save`.
    """

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(
            *args, **{"extensions": EDITOR_EXTENSIONS, "sanitize": clean_body, **kwargs}
        )

    def clean(self, value: Any, model_instance: models.Model | None) -> CleanHtml:
        """The value for storing. What it says about the source is on the instance: `body_notes`."""
        value = models.TextField.clean(self, value, model_instance)
        converted = convert(value)
        html, notes = converted.html, converted.notes
        ids = set(photo_ids(html))
        missing = ids - set(Photo.objects.in_bulk(ids)) if ids else set()
        if missing:
            html = clean_body(without_photos(html, missing))
            notes = [*notes, *(Note.of("picture-missing", f"ภาพหมายเลข {one}") for one in missing)]
        if model_instance is not None:
            setattr(model_instance, f"{self.attname}_notes", notes)
        return html

    def formfield(self, **kwargs: object) -> object:
        return super().formfield(**{**kwargs, "widget": BodyWidget})

    def pre_save(self, model_instance: models.Model, add: bool) -> CleanHtml:
        value = clean_body(super().pre_save(model_instance, add) or "")
        setattr(model_instance, self.attname, value)
        return value

    def get_db_prep_save(self, value: object, connection: object) -> object:
        if isinstance(value, str):
            value = str(clean_body(value))
        return super().get_db_prep_save(value, connection)

    def deconstruct(self) -> object:
        name, path, args, kwargs = super().deconstruct()
        for not_in_migrations in ("extensions", "sanitize", "config"):
            kwargs.pop(not_in_migrations, None)
        return name, path, args, kwargs


class CorrectionsField(models.JSONField):
    """The denormalised corrections of an article; only `update_corrections_json` writes them.

    `save()` keeps the stored value, because a stale instance would undo a newer correction.
    """

    def pre_save(self, model_instance: models.Model, add: bool) -> object:
        return super().pre_save(model_instance, add) if add else models.F(self.attname)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs
