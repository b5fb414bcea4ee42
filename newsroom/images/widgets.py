"""The form widget that chooses a photo of the library."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from js_asset import ImportMap, Media

from newsroom.images.models import Photo
from newsroom.web.converters import parse_id

# Of the focal point and the crops around it; fetched when a photo is to be cropped.
CROP_MODULES = {
    f"newsroom/photos/{name}": f"js/photos/{name}.js" for name in ("crops", "crop-dialog")
}
DIALOG_MODULES = {
    "newsroom/photos/dialog": "js/photos/dialog.js",
    "newsroom/library-dialog": "js/library-dialog.js",
}
# What a page needs to open the photo dialog, whose script it fetches when it does.
PHOTO_DIALOG = Media(
    importmap=ImportMap({**DIALOG_MODULES, **CROP_MODULES}),
    js=["js/photos/upload.js"],
    css={"all": ["css/photos.css", "css/photo-dialog.css", "css/photo-crops.css"]},
)


class PhotoPicker(forms.NumberInput):
    """A photo's id, with its thumbnail and a button that opens the photo dialog.

    Without script it is a plain number input. `credit` is filled in for what is uploaded there.
    `may_crop`: whether the user may move the focal point of what was chosen.
    """

    credit = ""
    may_crop = False

    template_name = "images/picker_widget.html"

    @property
    def media(self) -> Media:
        return PHOTO_DIALOG + Media(js=["js/photos/picker-widget.js"])

    def get_context(
        self, name: str, value: Any, attrs: dict[str, object] | None
    ) -> dict[str, object]:
        context = super().get_context(name, value, attrs)
        pk = parse_id(str(value)) if value else None
        context["photo"] = Photo.objects.filter(pk=pk).first() if pk else None
        context["library_url"] = reverse("admin:images_photo_library")
        context["send_url"] = reverse("admin:images_photo_send")
        context["credit"] = self.credit
        context["focal_point_url"] = (
            reverse("admin:images_photo_focal_point") if self.may_crop else ""
        )
        context["texts_url"] = reverse("admin:images_photo_texts")
        return context
