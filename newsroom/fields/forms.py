"""Forms as all screens show them."""

from __future__ import annotations

from typing import Any

from django import forms


class Form(forms.Form):
    """Django's, whose labels end without a colon."""

    def __init__(self, *args: Any, label_suffix: str = "", **kwargs: Any) -> None:
        kwargs["label_suffix"] = label_suffix
        super().__init__(*args, **kwargs)
