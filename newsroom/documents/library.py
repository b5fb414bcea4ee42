"""Taking documents in."""

from __future__ import annotations

import hashlib
import secrets
from pathlib import PurePath
from typing import IO, Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from newsroom.documents.checking import MAX_BYTES, check_document
from newsroom.documents.models import MAX_TITLE_LENGTH, Document
from newsroom.thai.clean import clean_line, is_blank

MAX_NAME_LENGTH = 255


def get_or_create_document(
    file: IO[bytes], *, name: str = "", title: str = "", by: Any = None
) -> tuple[Document, bool]:
    """The document of a file and whether it is new: a file with the same bytes is the same.

    Without a title it has the file's name. Raises `DocumentError` if readers may not download it.
    """
    name = clean_line(name or getattr(file, "name", "") or "")
    file.seek(0)
    data = file.read(MAX_BYTES + 1)
    kind = check_document(data, name)
    sha256 = hashlib.sha256(data).hexdigest()
    if existing := Document.objects.filter(sha256=sha256).first():
        return existing, False
    title = clean_line(title)
    if is_blank(title):
        title = clean_line(PurePath(name.replace("\\", "/")).stem.replace("_", " "))
    if is_blank(title):
        title = kind.label
    stored = default_storage.save(
        f"documents/{secrets.token_hex(8)}.{kind.value}", ContentFile(data)
    )
    document = Document(
        title=title[:MAX_TITLE_LENGTH], file=stored, original_name=name[-MAX_NAME_LENGTH:],
        kind=kind, bytes=len(data), sha256=sha256, uploaded_by=by,
    )  # fmt: skip
    try:
        with transaction.atomic():
            document.save()
    except IntegrityError:
        # The same file was uploaded by somebody else at the same moment.
        default_storage.delete(stored)
        return Document.objects.get(sha256=sha256), False
    except BaseException:
        default_storage.delete(stored)
        raise
    return document, True
