"""The HTML field of story bodies and site texts: our editor in forms, our cleaning on the way in."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.html import escape
from django_prose_editor.fields import ProseEditorField
from django_prose_editor.widgets import AdminProseEditorWidget
from js_asset import Media

from newsroom.articles.body import EDITOR_EXTENSIONS, clean_body
from newsroom.articles.figures import IMG, INSIDE_TAG, photo_ids
from newsroom.articles.video import VideoError, read_video
from newsroom.images.models import Photo

_IMG = re.compile(rf"<img\b{INSIDE_TAG}>", re.IGNORECASE)
_EMBED = re.compile(r'<figure\b[^>]*\bdata-embed="([^"]*)"', re.IGNORECASE)
_NO_CAPTION = re.compile(rf"(<figure><img\b{INSIDE_TAG}>)</figure>")


class BodyWidget(AdminProseEditorWidget):
    """The editor, in Thai, with the library's pictures shown in it."""

    def format_value(self, value: Any) -> str | None:
        """Stored pictures know only their number; the editor needs an address to show.

        It also gets a place for the caption that a picture does not have yet.
        """
        html = super().format_value(value)
        if not html or "data-file" not in html:
            return html
        photos = Photo.objects.in_bulk(photo_ids(html))

        def shown(match: re.Match[str]) -> str:
            photo = photos.get(next(iter(photo_ids(match[0])), 0))
            if photo is None:
                return ""
            bare = re.sub(r'\s+src="[^"]*"', "", match[1])
            return f'<img src="{escape(photo.url())}"{bare}>'

        return _NO_CAPTION.sub(r"\1<figcaption></figcaption></figure>", IMG.sub(shown, html))

    @property
    def media(self) -> Media:
        return super().media + Media(
            js=["images/upload.js", "js/prose-thai.js"], css={"all": ["images/photos.css"]}
        )


class BodyField(ProseEditorField):
    """HTML of the one allow-list (`newsroom.articles.body`), cleaned however it arrives."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(
            *args, **{"extensions": EDITOR_EXTENSIONS, "sanitize": clean_body, **kwargs}
        )

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{**kwargs, "widget": BodyWidget})

    def to_python(self, value: Any) -> Any:
        """Refuse a picture or a video from elsewhere here, where the editor can still be told."""
        value = super().to_python(value)
        if not isinstance(value, str):
            return value
        for address in _EMBED.findall(value):
            try:
                read_video(unescape(address))
            except VideoError as error:
                raise ValidationError(
                    f"{error} (ที่อยู่ที่ใส่มา: {unescape(address)[:80]})", code="foreign_video"
                ) from None
        if any("data-file=" not in image for image in _IMG.findall(value)):
            raise ValidationError(
                "มีภาพที่ไม่ได้อยู่ในคลังภาพ กรุณาลบภาพนั้นออก แล้วใส่ใหม่ด้วยปุ่มภาพและเลือกจากคลัง",
                code="foreign_picture",
            )
        return value

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = clean_body(super().pre_save(model_instance, add) or "")
        setattr(model_instance, self.attname, value)
        return value

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for ours in ("extensions", "sanitize", "config"):
            kwargs.pop(ours, None)
        return name, path, args, kwargs


class CorrectionLinesField(models.JSONField):
    """What readers see of a story's corrections; only `show_corrections` writes it.

    Saving a story that was read before its correction came must not take the correction away.
    """

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        return super().pre_save(model_instance, add) if add else models.F(self.attname)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs
