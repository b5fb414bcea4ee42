"""The first day of an empty site: its steps, each done when the data says so."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Exists
from django.urls import reverse

from newsroom.accounts.models import User
from newsroom.accounts.second_factor.devices import has_second_factor
from newsroom.articles.models import Article, Section
from newsroom.pages.models import Page
from newsroom.pages.site_pages import public_pages
from newsroom.site.models import FrontPageArticle, SiteSettings

# The pages that a paper writes for itself; every site begins with the others.
OWN_PAGES = [
    Page.Kind.ETHICS,
    Page.Kind.TEAM,
    Page.Kind.ADVERTISE,
    Page.Kind.OWNERSHIP,
    Page.Kind.OTHER,
]

_DEFAULT_NAME = SiteSettings._meta.get_field("name").default


class Step(NamedTuple):
    """What to do, where, and whether it is done."""

    label: str
    hint: str
    url: str
    is_done: bool


def first_day_steps(settings: SiteSettings, user: User) -> list[Step]:
    """The steps for an administrator; none once all are done or the site's first day is over."""
    if settings.first_day_is_over:
        return []
    colleagues = User.objects.filter(is_active=True, is_staff=True).exclude(pk=user.pk)
    has_sections, has_people, has_story, has_front_page = (
        User.objects.filter(pk=user.pk)
        .values_list(
            Exists(Section.objects.all()),
            Exists(colleagues),
            Exists(Article.objects.published()),
            Exists(FrontPageArticle.objects.all()),
        )
        .get()
    )
    steps = [
        Step(
            "ตั้งชื่อและตราของเว็บไซต์",
            "ชื่อขึ้นที่หัวทุกหน้า และเมื่อแชร์ข่าว",
            reverse("admin:site_sitesettings_changelist"),
            settings.name != _DEFAULT_NAME and settings.logo_id is not None,
        ),
        Step(
            "ตั้งหมวดข่าว",
            "เช่น ท้องถิ่น การเมือง กีฬา เป็นเมนูของผู้อ่าน",
            reverse("admin:articles_section_add"),
            has_sections,
        ),
        Step(
            "เชิญเพื่อนร่วมงาน",
            "เลือกบทบาทให้แต่ละคน ระบบสร้างชื่อผู้เขียนให้พร้อมกัน",
            reverse("admin:accounts_user_add"),
            has_people,
        ),
        Step(
            "เปิดการยืนยันสองขั้น",
            "รหัสจากโทรศัพท์ตอนเข้าสู่ระบบ คนอื่นที่รู้รหัสผ่านก็เข้าแทนไม่ได้",
            reverse("admin:second_factor_enrol"),
            has_second_factor(user),
        ),
        Step(
            "เขียนหน้าของหนังสือพิมพ์",
            "จรรยาบรรณ ทีมงาน ลงโฆษณา แล้วใส่ในเมนูหัวหรือท้ายเว็บ",
            reverse("admin:pages_page_changelist"),
            any(page.kind in OWN_PAGES for page in public_pages()),
        ),
        Step(
            "เผยแพร่ข่าวแรก",
            "เขียนเอง หรือลากเอกสารที่มีอยู่มาวางในหน้าเขียนข่าว",
            reverse("admin:articles_article_add"),
            has_story,
        ),
        Step(
            "จัดหน้าแรก",
            "เลือกข่าวนำ ช่องที่ว่างใช้ข่าวล่าสุดแทนเอง",
            reverse("admin:site_frontpagearticle_changelist"),
            has_front_page,
        ),
    ]
    return [] if all(step.is_done for step in steps) else steps
