"""Validation of uploaded pictures (T-I1); `newsroom.images.decoding` looks inside."""

from __future__ import annotations

import hashlib
from typing import IO

from newsroom.images.decoding.errors import photo_error
from newsroom.images.decoding.limits import MAX_UPLOAD_BYTES


def read_upload(file: IO[bytes]) -> bytes:
    """The bytes of an upload. Raises `PhotoError` if it is empty or over `MAX_UPLOAD_BYTES`."""
    file.seek(0)
    data = file.read(MAX_UPLOAD_BYTES + 1)
    if not data:
        raise photo_error("empty")
    if len(data) > MAX_UPLOAD_BYTES:
        raise photo_error("heavy")
    return data


def fingerprint(data: bytes) -> str:
    """SHA-256 of an uploaded file, in hexadecimal: it identifies a photo that is sent again."""
    return hashlib.sha256(data).hexdigest()
