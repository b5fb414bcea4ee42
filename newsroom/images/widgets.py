"""Choosing a photo of the library in a form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse

from newsroom.images.models import Photo


class PhotoPicker(forms.NumberInput):
    """The number of a photo, with its picture and a button that opens the library.

    Without script it is a plain number field.
    """

    template_name = "images/picker_widget.html"

    class Media:
        js = ["images/picker-widget.js"]
        css = {"all": ["images/photos.css"]}

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        known = str(value).isdigit() if value else False
        context["photo"] = Photo.objects.filter(pk=value).first() if known else None
        context["picker_url"] = reverse("admin:images_photo_picker")
        return context
