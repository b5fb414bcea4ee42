"""The pages that every site begins with."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

PRIVACY_NOTICE = (
    "<p>เว็บไซต์นี้ไม่ใช้คุกกี้กับผู้อ่าน และไม่ส่งข้อมูลของผู้อ่านให้ผู้อื่น</p>"
    "<p>เรานับจำนวนผู้อ่านของแต่ละข่าวโดยไม่ใช้คุกกี้และไม่เก็บหมายเลขไอพี ระหว่างวันเราเก็บเพียงรหัสที่ย้อนกลับเป็นตัวบุคคลไม่ได้เพื่อไม่ให้นับซ้ำ "
    "เมื่อขึ้นวันใหม่ รหัสและกุญแจของวันก่อนจะถูกลบทิ้ง เหลือไว้แต่จำนวน ผู้ที่ปิดสคริปต์ในเบราว์เซอร์จะไม่ถูกนับ</p>"
    "<p>เมื่อคุณแสดงความคิดเห็น เราเก็บชื่อ ข้อความ และอีเมล (ถ้าใส่) ไว้กับความคิดเห็น และเก็บหมายเลขไอพี พอร์ต และชื่อโปรแกรมที่ใช้ไว้ไม่น้อยกว่า 90 วัน "
    "ตามพระราชบัญญัติว่าด้วยการกระทำความผิดเกี่ยวกับคอมพิวเตอร์ มาตรา 26 แล้วลบทิ้ง</p>"
    "<p>คุณขอดู ขอแก้ไข หรือขอลบข้อมูลของคุณได้ ตามพระราชบัญญัติคุ้มครองข้อมูลส่วนบุคคล พ.ศ. 2562 "
    'โดย<a href="/contact/">ติดต่อเรา</a></p>'
)
# Kind and slug, title, body.
DEFAULT_PAGES = {
    "about": ("เกี่ยวกับเรา", ""),
    "contact": ("ติดต่อเรา", ""),
    "privacy": ("ประกาศความเป็นส่วนตัว", PRIVACY_NOTICE),
}


def create_default_pages(model: Any, bodies: dict[str, str]) -> None:
    """Create those that are missing; `model` is `Page` or a migration's.

    `bodies`: the texts that a site has written for them, by kind.
    """
    for kind, (title, body) in DEFAULT_PAGES.items():
        if not model.objects.filter(slug=kind).exists():
            model.objects.create(
                slug=kind,
                kind=kind,
                title=title,
                body=bodies.get(kind) or body,
                status="published",
                published_at=timezone.now(),
            )
