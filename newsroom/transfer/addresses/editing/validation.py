"""What a redirect made by a person must be: of an address without a page, to one with a page."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.encoding import iri_to_uri

from newsroom.transfer.addresses.own_pages import canonical_target, page_at
from newsroom.transfer.addresses.paths import normalise_path, split_url
from newsroom.transfer.addresses.redirects import RedirectLoop, final_target
from newsroom.transfer.models import MAX_TARGET_LENGTH, Redirect


def validate_redirect(row: Redirect) -> None:
    """Raise a ValidationError in Thai, or give the row its final target."""
    if row.old_path == "/":
        raise ValidationError({"old_path": "หน้าแรกย้ายไปที่อื่นไม่ได้"})
    if not row.old_path.startswith("/?") and page_at(row.old_path):
        raise ValidationError({"old_path": "มีหน้าของเว็บนี้อยู่ที่ที่อยู่นี้ ผู้อ่านจะเห็นหน้านั้น"})
    if row.is_gone:
        row.new_path = ""
        return
    if not row.new_path:
        raise ValidationError({"new_path": "ใส่ที่อยู่ใหม่ หรือเลือกว่านำออกแล้ว"})
    try:
        target = final_target(row.old_path, canonical_target(row.new_path))
        row.new_path = iri_to_uri(canonical_target(target))
    except RedirectLoop:
        raise ValidationError({"new_path": "ที่อยู่ใหม่พาวนกลับมาที่ที่อยู่เดิม"}) from None
    if len(row.new_path) > MAX_TARGET_LENGTH:
        raise ValidationError({"new_path": "ที่อยู่ใหม่ยาวเกินไป"})
    is_ours = not split_url(row.new_path).netloc
    if is_ours and not page_at(normalise_path(row.new_path)):
        raise ValidationError({"new_path": "ไม่มีหน้าของเว็บนี้ที่ที่อยู่ใหม่"})
