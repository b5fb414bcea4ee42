"""Every screen of the admin, held to axe and to the width of a phone, as the role that uses it most."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from newsroom.accounts import roles
from newsroom.articles.workflow import revisions, transitions
from newsroom.articles.workflow.changes import keeping
from newsroom.articles.workflow.handover import notes
from newsroom.audit.models import AuditLogEntry
from newsroom.mail.models import OutgoingMail
from newsroom.pages.models import Menu, MenuItem
from newsroom.pages.revisions import create_revision
from newsroom.site.models import SiteSettings
from newsroom.transfer.models import Redirect
from tests import axe, builders

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

# Below /admin/, by who uses it; `{…}` are ids of `newsroom`.
SCREENS = {
    "": "login/ password/",
    roles.REPORTER: """
        / articles/article/ articles/article/add/ articles/article/{draft}/change/
        articles/article/{own}/change/ images/photo/ images/photo/upload/
        documents/document/ documents/document/add/ documents/document/{document}/change/
        images/photo/{photo}/change/ account/ account/notifications/ login/enrol/ password_change/
        planning/idea/ planning/idea/?view=day planning/idea/add/ planning/idea/{idea}/change/
    """,
    roles.SUB_EDITOR: """
        articles/article/{review}/change/ articles/article/{review}/history/
        articles/article/{review}/revisions/{revision}/ articles/article/{review}/preview-link/
        articles/tag/ articles/tag/add/ articles/tag/{tag}/change/ articles/author/
        articles/author/add/ articles/author/{author}/change/
    """,
    roles.EDITOR: """
        / articles/article/?q=น้ำ articles/article/{public}/change/
        articles/article/{changed}/change/ articles/article/{changed}/change/?live articles/article/{draft}/delete/
        articles/section/ articles/section/add/ articles/section/{section}/change/
        site/frontpagearticle/ images/photo/{photo}/delete/
        pages/page/ pages/page/add/ pages/page/{page}/change/ pages/page/{page}/history/
        pages/page/{page}/revisions/1/ pages/menu/ pages/menu/{menu}/change/
        planning/idea/ planning/idea/list/ planning/idea/{idea}/change/ planning/idea/{idea}/delete/
        planning/idea/{idea}/history/
    """,
    roles.MODERATOR: """
        / comments/comment/ comments/comment/{comment}/change/ comments/commenter/
    """,
    roles.ADMINISTRATOR: """
        / accounts/user/ accounts/user/add/ accounts/user/{user}/change/ accounts/user/{user}/access/
        auth/group/ auth/group/add/ auth/group/{group}/change/ site/sitesettings/
        transfer/redirect/ transfer/redirect/add/ transfer/redirect/import/
        mail/outgoingmail/ audit/auditlogentry/ audit/auditlogentry/{entry}/change/
    """,
}


# Labels that end with a colon.
COLONS = """() => [...document.querySelectorAll("label")].map((label) => label.innerText.trim())
  .filter((text) => text.endsWith(":"))"""


@pytest.fixture
def users(db: Any) -> dict[str, Any]:
    return {
        role: builders.role_user(role, f"user{number}")
        for number, role in enumerate(filter(None, SCREENS))
    }


@pytest.fixture
def ids(users: dict[str, Any], settings: Any) -> dict[str, int]:
    """One of everything that the admin shows."""
    settings.MAIL_IS_CONFIGURED, settings.PUBLIC_URL = True, "https://example.com"
    reporter, editor = users[roles.REPORTER], users[roles.EDITOR]
    SiteSettings(name="อ่าวทรายโพสต์", tagline="ข่าวคนอ่าวทราย").save()
    photo = builders.photo(by=reporter)
    document = builders.document(by=reporter)
    builders.photo(shade=7, alt="", credit="", caption="")
    body = f'{builders.BODY}<figure><img data-file="{photo.pk}" alt="ท่าเรือ"></figure>'
    body += f'<figure data-document="{document.pk}"></figure>'
    own = builders.published_article(created_by=reporter, tags=["น้ำท่วม", "ชายหาด"])
    public = builders.published_article(body=body, lead_photo=photo, credits=[("ภาพ", "สุนิสา ชูช่วย")])
    draft = builders.draft_article(created_by=reporter, headline="น้ำท่วม" * 12)
    review = builders.draft_article(created_by=reporter)
    transitions.record_revision(review, by=reporter)
    transitions.send_to_review(review, by=reporter)
    notes.add_note(review, by=editor, text="ฝากตรวจตัวเลข")
    changed = builders.published_article(created_by=reporter)
    revisions.ensure_baseline(changed)
    base = revisions.latest_revision(changed)
    assert base
    change = {**base.snapshot, "headline": "ราคาข้าวลง"}
    keeping.send(keeping.keep(changed, change, base=base, by=reporter), by=reporter)
    builders.scheduled_article()
    builders.withdrawn_article()
    transitions.withdraw(builders.published_article(), by=editor)
    parent = builders.visible_comment(public, body="https://example.com/" + "ก" * 80)
    comment = builders.pending_comment(public, parent=parent, name="ช" * 40)
    builders.add_visits(public, 120)
    Redirect.objects.create(old_path="/เก่า/" + "ก" * 60, new_path=public.get_absolute_url())
    OutgoingMail.objects.create(recipient="somchai.long-name@example.com", subject="คำเชิญเข้าห้องข่าว")
    page = builders.write_page("about")
    create_revision(page, by=editor)
    menu = Menu.objects.create(place=Menu.Place.HEAD)
    MenuItem.objects.create(menu=menu, label="หาย", url="/no-such-page/")
    today = timezone.localdate()
    idea = builders.idea(created_by=editor, due_on=today, photo_needed=True, notes="โทรหาผู้ใหญ่บ้าน")
    builders.idea(created_by=reporter, assignee=reporter)
    return {
        "idea": idea.pk,
        "page": page.pk, "menu": menu.pk,
        "changed": changed.pk, "draft": draft.pk, "own": own.pk, "review": review.pk, "public": public.pk,
        "revision": review.revisions.latest("number").number, "photo": photo.pk,
        "document": document.pk,
        "tag": builders.tag().pk, "author": builders.author().pk, "section": builders.section().pk,
        "comment": comment.pk, "user": reporter.pk, "group": reporter.groups.get().pk,
        "entry": AuditLogEntry.objects.latest("pk").pk,
    }  # fmt: skip


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    width: int,
    dark: bool,
    users: dict[str, Any],
    ids: dict[str, int],
    browser_page: Any,
    sign_in: Any,
) -> None:
    page = browser_page(width=width, height=844, dark=dark)
    # The elements are the same on a phone; colours, sizes and what is in sight are not.
    rules = axe.OF_LAYOUT if dark else axe.RULES
    found: list[str] = []
    for role, screens in SCREENS.items():
        if role:
            sign_in(page, users[role])
        for screen in screens.split():
            url = f"/admin/{screen.format(**ids).removeprefix('/')}"
            status = page.goto(url).status
            if status != 200:
                found.append(f"{role} {url}: {status}")
            found += axe.problems(page, f"{role or 'nobody'} {url}", rules)
            found += [f"{url}: a colon after {label}" for label in page.evaluate(COLONS)]
    # The one dialog that all forms with photos share.
    sign_in(page, users[roles.REPORTER])
    page.goto(f"/admin/articles/article/{ids['draft']}/change/")
    page.locator(".tiptap").wait_for()
    page.click(".prose-menubar [aria-label=ภาพ]")
    page.locator("dialog[open] [data-choose]").first.wait_for()
    found += axe.problems(page, "the photo dialog")
    assert not found, "\n".join(found)
