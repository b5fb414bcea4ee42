"""The desk's list of stories: what it shows, and what can be done to several at once."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from newsroom.articles import desk, rights, words
from newsroom.articles.filing_admin import MonthFilter, StateFilter
from newsroom.articles.models import Article
from newsroom.articles.querysets import Status
from newsroom.fields.admin import NewsroomAdmin
from newsroom.thai.dates import thai_date, thai_time


class StoryList(NewsroomAdmin):
    """The list's half of the story's admin."""

    list_display = [
        "thumbnail",
        "headline_with_link",
        "state",
        "date",
        "comments",
    ]
    list_display_links = ["headline_with_link"]
    list_filter = [StateFilter, "section", MonthFilter]
    list_select_related = ["section", "lead_photo"]
    search_fields = ["headline", "plain_text"]
    search_help_text = "ค้นหาในพาดหัวและเนื้อข่าว"
    ordering = ["-updated_at"]
    # Each order there is has an index; sorting 100,000 stories by anything else would take seconds.
    sortable_by = ()
    actions = ["publish_now", "back_to_draft", "withdraw"]

    def get_ordering(self, request: HttpRequest) -> Any:
        """Last touched first; where a date is asked for, newest first."""
        dated = (
            request.GET.get("state") in (Status.PUBLISHED, "scheduled") or "month" in request.GET
        )
        return ["-published_at", "-id"] if dated else ["-updated_at"]

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """Asked for the actions of the list."""
        return rights.may_publish(request.user)

    @admin.action(description="เผยแพร่ข่าวที่เลือกทันที", permissions=["publish"])
    def publish_now(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        """Publish what can be published; say why the rest cannot."""
        self._each(request, queryset, "publish_now", "เผยแพร่แล้ว")

    @admin.action(description="เปลี่ยนข่าวที่เลือกกลับเป็นฉบับร่าง", permissions=["publish"])
    def back_to_draft(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        """Off the site, without a trace."""
        self._each(request, queryset, "back_to_draft", "เปลี่ยนเป็นฉบับร่างแล้ว")

    @admin.action(description="ถอนข่าวที่เลือกออก (แจ้งผู้อ่านว่าถอนแล้ว)", permissions=["publish"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        """Off the site, openly."""
        self._each(request, queryset, "withdraw", "ถอนข่าวออกแล้ว")

    def _each(self, request: HttpRequest, stories: QuerySet[Article], verb: str, said: str) -> None:
        done, problems = 0, []
        for article in stories:
            try:
                words.VERBS[verb](article, by=request.user)
                done += 1
            except desk.Refused as refusal:
                problems.append(str(refusal))
        if done:
            messages.success(request, f"{said} {done} ข่าว")
        for problem in problems[:10]:
            messages.error(request, f"ทำไม่ได้: {problem}")

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
        names = ", ".join(line.author.name for line in article.byline)
        about = " · ".join(filter(None, [article.section.name if article.section else "", names]))
        return format_html('{}<span class="list-about">{}</span>', article.headline, about)

    @admin.display(description="สถานะ")
    def state(self, article: Article) -> str:
        badge = format_html(
            '<span class="state state-{}">{}</span>',
            desk.kind(article),
            words.state_words(article),
        )
        if article.is_published:
            address = article.get_absolute_url()
        else:
            address = reverse("admin:articles_article_preview", args=[article.pk])
        seen = "ดูหน้าเว็บ" if article.is_published else "ดูตัวอย่าง"
        return format_html('{} <a class="state-link" href="{}">{}</a>', badge, address, seen)

    @admin.display(description="วันเผยแพร่")
    def date(self, article: Article) -> str:
        moment = article.published_at
        if moment is None:
            return "–"
        return format_html("{}<br>{}", thai_date(moment, "medium"), thai_time(moment))

    @admin.display(description="ความเห็น")
    def comments(self, article: Article) -> int:
        return article.visible_comment_count
