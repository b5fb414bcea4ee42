"""What the proofreading panel sends: the texts of an article, and the findings dismissed."""

from __future__ import annotations

import json

from django.http import HttpRequest
from django.http.request import RawPostDataException

from newsroom.articles.workflow.proofreading import FIELD_LABELS
from newsroom.thai.copydesk.check import TextTooLongError
from newsroom.thai.copydesk.suggest import MAX_READ_LENGTH

# A page of code points may be four bytes each, and JSON may need six for one.
MAX_REQUEST_BYTES = 1_000_000
MAX_DISMISSED = 300


class InvalidRequest(ValueError):
    """The request's body is not the texts of an article; the message is in Thai."""


def sent_texts(request: HttpRequest) -> dict[str, str]:
    """The texts in a request's JSON; missing ones are empty, other keys are ignored."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_REQUEST_BYTES:
        raise TextTooLongError("ข้อความยาวเกินไป โต๊ะตรวจภาษาจึงยังไม่ตรวจให้")
    try:
        data = json.loads(request.body)
    except (ValueError, RecursionError, RawPostDataException):
        raise InvalidRequest("ข้อมูลที่ส่งมาอ่านไม่ได้") from None
    if not isinstance(data, dict):
        raise InvalidRequest("ข้อมูลที่ส่งมาไม่ใช่ข่าว")
    texts = {field: data.get(field, "") for field in (*FIELD_LABELS, "tags")}
    if not all(isinstance(text, str) for text in texts.values()):
        raise InvalidRequest("ข้อมูลที่ส่งมาไม่ใช่ข้อความ")
    if len(texts["tags"]) > MAX_READ_LENGTH:
        raise TextTooLongError("แท็กยาวเกินไป")
    return texts


def dismissed_keys(text: str) -> set[str]:
    """The findings dismissed in the form, a JSON list of strings; anything else is ignored."""
    try:
        keys = json.loads(text or "[]")
    except (ValueError, RecursionError):
        return set()
    if not isinstance(keys, list):
        return set()
    return {key for key in keys[:MAX_DISMISSED] if isinstance(key, str)}
