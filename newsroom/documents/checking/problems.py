"""The refusal of a document."""

from __future__ import annotations

from django.core.exceptions import ValidationError


class DocumentError(ValidationError):
    """The file is no document that readers may download; the message is for the desk, in Thai."""
