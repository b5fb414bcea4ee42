"""The change list of articles: its columns, filters and actions."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Case, QuerySet, When
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html

from newsroom.accounts.requests import signed_in_user
from newsroom.articles import permissions
from newsroom.articles.admin.article_search import find_ids
from newsroom.articles.admin.changelist import chips
from newsroom.articles.admin.changelist.filters import (
    AuthorFilter,
    MonthFilter,
    SectionFilter,
    StateFilter,
    ViewFilter,
)
from newsroom.articles.forms.bulk import ArticleActionForm
from newsroom.articles.models import Article, Section
from newsroom.articles.querysets import Status
from newsroom.articles.tags.forms import TagsField
from newsroom.articles.workflow import actions, transitions
from newsroom.articles.workflow.handover.claims import current_claim
from newsroom.thai.dates import thai_date, thai_time
from newsroom.web.admin.model_admin import NewsroomModelAdmin
from newsroom.web.converters import parse_id

MAX_REFUSALS_SHOWN = 10


class ArticleChangeListMixin(NewsroomModelAdmin):
    """The part of `ArticleAdmin` that makes its change list."""

    list_display = ["thumbnail", "headline_with_link", "state", "date", "comments"]
    list_display_links = ["headline_with_link"]
    list_filter = [ViewFilter, StateFilter, SectionFilter, AuthorFilter, MonthFilter]
    # The list of tags leads here.
    offered_lookups = ("tags__id__exact",)
    action_form = ArticleActionForm
    list_select_related = [
        "section",
        "lead_photo",
        "pending_change__created_by",
        "review_claim__user",
    ]
    search_fields = ["headline", "plain_text"]
    search_help_text = "ค้นหาในทุกสถานะ: พาดหัว เนื้อข่าว แท็ก ชื่อผู้เขียน หรือวางที่อยู่ของข่าว"
    ordering = ["-updated_at"]
    # The orderings of `get_ordering` have an index each; another would sort the whole table.
    sortable_by = ()
    actions = ["set_section", "add_tags", "publish_now", "unpublish", "withdraw"]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        context = {"chips": chips.chips(request), **(extra_context or {})}
        return super().changelist_view(request, context)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """What the site's search finds, in its order and in every state."""
        if not search_term.strip():
            return queryset, False
        ids = find_ids(search_term)
        ranks = [When(pk=pk, then=rank) for rank, pk in enumerate(ids)]
        found = queryset.filter(pk__in=ids)
        return (found.order_by(Case(*ranks)) if ranks else found), False

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        """By publication where the filter asks for published or dated articles, else by last save."""
        is_by_date = (
            request.GET.get("state") in (Status.PUBLISHED, "scheduled") or "month" in request.GET
        )
        return ["-published_at", "-id"] if is_by_date else ["-updated_at"]

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """Django calls this for actions with `permissions=["publish"]`."""
        return permissions.can_publish(signed_in_user(request))

    @admin.action(description="ย้ายไปหมวด…", permissions=["change"])
    def set_section(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        """Move them to one section, as if each had been saved in its form."""
        section = Section.objects.filter(
            pk=parse_id(request.POST.get("to_section", "")) or 0
        ).first()
        if section is None:
            messages.error(request, "เลือกหมวดก่อน")
            return
        user, done_count = signed_in_user(request), 0
        for article in queryset:
            if permissions.can_edit(user, article):
                article = Article.objects.get(pk=article.pk)
                article.section = section
                transitions.save_article(article, by=user, changed_fields=["section"])
                transitions.record_revision(article, by=user)
                done_count += 1
        self._tell_count(request, f"ย้ายไปหมวด «{section}» แล้ว", done_count, len(queryset))

    @admin.action(description="เพิ่มแท็ก…", permissions=["change"])
    def add_tags(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        """Add tags to them, as if each had been saved in its form."""
        try:
            names = TagsField().clean(request.POST.get("new_tags", ""))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return
        user, done_count = signed_in_user(request), 0
        for article in queryset:
            if permissions.can_edit(user, article):
                article = Article.objects.get(pk=article.pk)
                transitions.save_article(article, by=user, changed_fields=["tags"])
                article.tags.add(*names)
                transitions.record_revision(article, by=user)
                done_count += 1
        self._tell_count(request, f"เพิ่มแท็ก {', '.join(names)} แล้ว", done_count, len(queryset))

    def _tell_count(self, request: HttpRequest, verb: str, done: int, wanted: int) -> None:
        if done:
            messages.success(request, f"{verb} {done} ข่าว")
        if done < wanted:
            messages.error(request, f"อีก {wanted - done} ข่าวคุณไม่มีสิทธิ์แก้ไข")

    @admin.action(description="เผยแพร่ข่าวที่เลือกทันที", permissions=["publish"])
    def publish_now(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        """Publish those that can be published, and say why the others cannot."""
        self._apply_to_each(request, queryset, "publish_now", "เผยแพร่แล้ว")

    @admin.action(description="เปลี่ยนข่าวที่เลือกกลับเป็นฉบับร่าง", permissions=["publish"])
    def unpublish(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        """Make drafts of them, without telling readers."""
        self._apply_to_each(request, queryset, "unpublish", "เปลี่ยนเป็นฉบับร่างแล้ว")

    @admin.action(description="ถอนข่าวที่เลือกออก (แจ้งผู้อ่านว่าถอนแล้ว)", permissions=["publish"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        """Withdraw them openly."""
        self._apply_to_each(request, queryset, "withdraw", "ถอนข่าวออกแล้ว")

    def _apply_to_each(
        self, request: HttpRequest, articles: QuerySet[Article], name: str, message: str
    ) -> None:
        done_count, refusals = 0, []
        for article in articles:
            try:
                actions.TRANSITIONS[name](article, by=signed_in_user(request))
                done_count += 1
            except transitions.TransitionRefused as refusal:
                refusals.append(str(refusal))
        if done_count:
            messages.success(request, f"{message} {done_count} ข่าว")
        for reason in refusals[:MAX_REFUSALS_SHOWN]:
            messages.error(request, f"ทำไม่ได้: {reason}")

    @admin.display(description="ภาพ")
    def thumbnail(self, article: Article) -> str:
        if article.lead_photo is None:
            return ""
        return format_html(
            '<img class="list-thumb" src="{}" alt="" width="90" height="60" loading="lazy">',
            article.lead_photo.thumbnail_url(),
        )

    @admin.display(description="พาดหัว")
    def headline_with_link(self, article: Article) -> str:
        authors = ", ".join(byline.author.name for byline in article.cached_bylines)
        section = article.section.name if article.section else ""
        details = " · ".join(filter(None, [section, authors]))
        return format_html('{}<span class="list-about">{}</span>', article.headline, details)

    @admin.display(description="สถานะ")
    def state(self, article: Article) -> str:
        claim = current_claim(article)
        if article.is_published:
            url, link_text = article.get_absolute_url(), "ดูหน้าเว็บ"
        else:
            url = reverse("admin:articles_article_preview", args=[article.pk])
            link_text = "ดูตัวอย่าง"
        return format_html(
            '<span class="state state-{}">{}</span> <a class="state-link" href="{}">{}</a>{}{}',
            transitions.state_of(article),
            actions.state_label(article),
            url,
            link_text,
            _waiting_change(article),
            format_html('<span class="list-about">{}</span>', claim) if claim else "",
        )

    @admin.display(description="วันเผยแพร่")
    def date(self, article: Article) -> str:
        moment = article.published_at
        if moment is None:
            return "–"
        return format_html("{}<br>{}", thai_date(moment, "medium"), thai_time(moment))

    @admin.display(description="ความเห็น")
    def comments(self, article: Article) -> int:
        return article.visible_comment_count


def _waiting_change(article: Article) -> str:
    """Whose change waits to be published, and how far it is; "" for none."""
    change = getattr(article, "pending_change", None)
    if change is None:
        return ""
    return format_html(
        '<span class="list-about"><span class="state state-change">ร่างการแก้ไข</span> {} · {}</span>',
        change.created_by or "",
        change.get_state_display(),
    )
