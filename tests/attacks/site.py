"""A site that every address leads to, and those who attack it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.test import Client, RequestFactory
from django.utils import timezone

from newsroom.accounts import roles
from newsroom.accounts.models import User
from newsroom.articles.models import Article, EditorialNote
from newsroom.articles.workflow import preview_links
from newsroom.articles.workflow.handover import notes
from newsroom.articles.workflow.revisions import ensure_baseline
from newsroom.comments.commenters import get_or_create_commenter
from newsroom.comments.email_verification import sign_token
from newsroom.comments.models import Comment, CommentOrigin
from newsroom.documents.models import Document
from newsroom.mail.models import OutgoingMail
from newsroom.pages.models import Menu, Page
from newsroom.pages.revisions import create_revision
from newsroom.site.models import SiteSettings
from newsroom.syndication.models import Partner
from newsroom.thai.dates import in_bangkok
from newsroom.transfer.models import MissingPath, Redirect
from tests import builders
from tests.attacks.addresses import Address

# Who attacks. The reporter is the author of one draft; the stranger has no account.
ACTORS = {
    "stranger": None,
    "reporter": roles.REPORTER,
    "sub-editor": roles.SUB_EDITOR,
    "editor": roles.EDITOR,
    "moderator": roles.MODERATOR,
    "administrator": roles.ADMINISTRATOR,
    "superuser": None,
}
MODEL_ROUTE = re.compile(r"admin/(\w+)/(\w+)/")


# The code of a subdistrict.
AO_LUEK_TAI = 810501


@dataclass
class Site:
    """A site with one of everything, its actors, and the values that its addresses take."""

    users: dict[str, User]
    public: Article
    draft: Article
    comment: Comment
    document: Document
    tokens: dict[str, str]

    def values(self, address: Address) -> dict[str, str]:
        """What the parameters of an address are on this site, so that it leads somewhere."""
        in_admin = address.route.startswith("admin/")
        article = self.draft if in_admin and "/comment/" not in address.route else self.public
        assert self.public.published_at
        published = in_bangkok(self.public.published_at)
        known = {
            "pk": str(self.comment.pk if "comments/comment/<" in address.route else article.pk),
            "comment_pk": str(self.comment.pk),
            "slug": "local",
            "code": str(AO_LUEK_TAI),
            "suffix": "old-slug",
            "token": self.tokens.get(address.name, "x"),
            "section": "pages",
            "year": f"{published:%Y}",
            "month": f"{published:%m}",
            "day": f"{published:%d}",
            "number": "1",
            "note": str(EditorialNote.objects.values_list("pk", flat=True)[0]),
            "name": "send_to_review" if in_admin else "a/b.jpg",
            "action": "approve",
            "content_type_id": str(ContentType.objects.get_for_model(Article).pk),
            "object_id": self._object_id(address) if "<path:object_id>" in address.route else "",
            "user_id": str(self.users["moderator"].pk),
            "id": str(self.users["moderator"].pk),
            "url": "no-such-page/",
        }
        if address.route.startswith("documents/"):
            known["pk"] = str(self.document.pk)
        elif "page" in address.route:
            page = Page.objects.get(slug="about")
            known |= {"slug": page.slug, "pk": str(page.pk)}
        elif "tag/" in address.route:
            known["slug"] = "ชายหาด"
        elif "author/" in address.route:
            known["slug"] = "phaithun"
        return {name: known[name] for name in address.parameters}

    def _object_id(self, address: Address) -> str:
        if match := MODEL_ROUTE.match(address.route):
            model = apps.get_model(match[1], match[2])
            if model is Article:
                return str(self.draft.pk)
            if model is User:
                return str(self.users["moderator"].pk)
            first = model._default_manager.order_by("pk").first()
            return str(first.pk) if first else "1"
        return str(self.public.pk)


def build_site() -> Site:
    """One of everything that a page of readers or of the admin can show."""
    SiteSettings(name="อ่าวทรายโพสต์", email="desk@example.com", phone="0-7500-0000").save()
    users = {
        actor: builders.role_user(role, actor) for actor, role in ACTORS.items() if role is not None
    }
    users["superuser"] = builders.admin_user("superuser")
    photo = builders.photo()
    document = builders.document(by=users["editor"])
    body = f'{builders.BODY}<figure data-document="{document.pk}"></figure>'
    public = builders.published_article(
        lead_photo=photo, body=body, created_by=users["editor"], place=AO_LUEK_TAI
    )
    draft = builders.draft_article(tags=["ทุจริต"], created_by=users["reporter"])
    builders.withdrawn_article()
    notes.add_note(draft, by=users["editor"], text="ฝากตรวจตัวเลข")
    comment = builders.visible_comment(public)
    builders.pending_comment(public, parent=comment)
    CommentOrigin.objects.create(comment_id=comment.pk, ip_address="192.0.2.1")
    commenter = get_or_create_commenter("สมหญิง", "somying@example.com")
    builders.correction(public)
    ensure_baseline(draft)
    create_revision(Page.objects.get(slug="about"), by=users["editor"])
    Menu.objects.create(place=Menu.Place.HEAD)
    builders.idea(created_by=users["reporter"], due_on=timezone.localdate())
    Redirect.objects.create(old_path="/old/", new_path="/about/")
    MissingPath.objects.create(path="/missing/", hits=3, last_hit_on=timezone.localdate())
    OutgoingMail.objects.create(recipient="a@example.com", subject="เรื่อง", text="ข้อความ")
    partner = Partner.objects.create(name="คู่ค้า")
    link = preview_links.create_preview_link(draft, 3, RequestFactory().get("/"))[0]
    tokens = {
        "comments:confirm": sign_token(commenter),
        "syndication:partner_feed": partner.token,
        "syndication:partner_line_today": partner.token,
        "articles:shared_preview": link.rstrip("/").rsplit("/", 1)[1],
    }
    return Site(users, public, draft, comment, document, tokens)


def signed_in(site: Site, actor: str) -> Client:
    """A browser of this actor, which gets the 500 page and not the exception."""
    client = Client(raise_request_exception=False)
    if actor in site.users:
        client.force_login(site.users[actor])
    return client
