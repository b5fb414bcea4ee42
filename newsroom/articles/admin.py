"""The desk: stories in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.html import format_html

from newsroom.articles import desk
from newsroom.articles.copydesk_admin import CopyDesk
from newsroom.articles.correction_admin import CorrectionInline
from newsroom.articles.filing_admin import MonthFilter, StateFilter
from newsroom.articles.forms import ArticleForm
from newsroom.articles.models import Article, Byline, Credit
from newsroom.articles.tag_admin import TagAdmin as TagAdmin
from newsroom.articles.views import article_page
from newsroom.fields.admin import NewsroomAdmin
from newsroom.thai.dates import thai_date, thai_time
from newsroom.web.caching import private


class BylineInline(admin.TabularInline):
    """Who made the story, in order."""

    model = Byline
    extra = 0
    autocomplete_fields = ["author"]
    fields = ["position", "role", "author"]


class CreditInline(admin.TabularInline):
    """Credit lines for people who need not be authors here."""

    model = Credit
    extra = 0
    fields = ["position", "role", "name"]


@admin.register(Article)
class ArticleAdmin(CopyDesk, NewsroomAdmin):
    """Write, illustrate, schedule, publish, withdraw."""

    form = ArticleForm
    fieldsets = [
        (None, {"fields": ["headline", "standfirst", "body"]}),
        ("ภาพนำ", {"fields": ["lead_photo"]}),
        ("จัดเข้าหมวด", {"fields": ["section", "tags", "dateline"]}),
        ("การเผยแพร่", {"fields": ["what_readers_see", "status", "published_at", "comments_open"]}),
    ]
    readonly_fields = ["what_readers_see"]
    inlines = [BylineInline, CreditInline, CorrectionInline]
    list_display = [
        "thumbnail",
        "headline_with_link",
        "state",
        "section",
        "names",
        "date",
        "comments",
    ]
    list_display_links = ["headline_with_link"]
    list_filter = [StateFilter, "section", MonthFilter]
    list_select_related = ["section", "lead_photo"]
    search_fields = ["headline", "plain_text"]
    search_help_text = "ค้นหาในพาดหัวและเนื้อข่าว"
    ordering = ["-updated_at"]
    actions = ["publish_now", "back_to_draft", "withdraw"]
    change_form_template = "admin/articles/article/change_form.html"

    class Media:
        js = ["js/desk.js"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        rows = super().get_queryset(request)
        if (
            request.resolver_match
            and request.resolver_match.url_name == "articles_article_changelist"
        ):
            return rows.defer("body", "body_rendered", "plain_text").prefetch_related(
                "bylines__author"
            )
        return rows

    def get_urls(self) -> list[Any]:
        ours = [
            path(
                "<int:pk>/preview/",
                self.admin_site.admin_view(private(self.preview)),
                name="articles_article_preview",
            ),
        ]
        return [*ours, *super().get_urls()]

    def preview(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The story exactly as readers would see it now, for who may see it; never kept."""
        story = Article.objects.for_page().filter(pk=pk).first() if pk < 2**63 else None
        if story is None:
            raise Http404
        if not self.has_view_or_change_permission(request, story):
            raise PermissionDenied("คุณไม่มีสิทธิ์ดูข่าวนี้")
        response = article_page(request, story, preview=True)
        response["X-Robots-Tag"] = "noindex"
        return response

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        if "lead_photo" in form.base_fields:
            # The library's own window adds and shows photos.
            widget = form.base_fields["lead_photo"].widget
            for related in ("add", "change", "delete", "view"):
                setattr(widget, f"can_{related}_related", False)
        return form

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"comments_open": True, **super().get_changeform_initial_data(request)}

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Article, inline: Any, prefix: str
    ) -> dict[str, Any]:
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        writer = getattr(request.user, "author", None)
        if (
            obj.pk is None
            and writer
            and isinstance(inline, BylineInline)
            and request.method == "GET"
        ):
            # A reporter's own name stands over a new story from the start.
            kwargs["initial"] = [{"author": writer.pk, "position": 0}]
        return kwargs

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        if not change:
            obj.created_by = request.user  # type: ignore[assignment]
        was_public = change and Article.objects.published().filter(pk=obj.pk).exists()
        desk.note_change(obj, form.changed_data, was_public)
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        messages.info(request, desk.consequence(form.instance))

    @admin.action(description="เผยแพร่ข่าวที่เลือกทันที", permissions=["change"])
    def publish_now(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        """Publish what can be published; say why the rest cannot."""
        done, problems = desk.publish_now(queryset)
        if done:
            messages.success(request, f"เผยแพร่แล้ว {done} ข่าว")
        for problem in problems[:10]:
            messages.error(request, f"เผยแพร่ไม่ได้: {problem}")

    @admin.action(description="เปลี่ยนข่าวที่เลือกกลับเป็นฉบับร่าง", permissions=["change"])
    def back_to_draft(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        """Off the site, without a trace."""
        messages.success(request, f"เปลี่ยนเป็นฉบับร่างแล้ว {desk.back_to_draft(queryset)} ข่าว")

    @admin.action(description="ถอนข่าวที่เลือกออก (แจ้งผู้อ่านว่าถอนแล้ว)", permissions=["change"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        """Off the site, openly."""
        messages.success(request, f"ถอนข่าวออกแล้ว {desk.withdraw(queryset)} ข่าว")

    @admin.display(description="ภาพ")
    def thumbnail(self, article: Article) -> str:
        if article.lead_photo is None:
            return ""
        return format_html(
            '<img class="list-thumb" src="{}" alt="" width="90" height="60" loading="lazy">',
            article.lead_photo.thumbnail_url(),
        )

    @admin.display(description="พาดหัว", ordering="headline")
    def headline_with_link(self, article: Article) -> str:
        return article.headline

    @admin.display(description="สถานะ", ordering="status")
    def state(self, article: Article) -> str:
        kind = "scheduled" if article.is_scheduled else article.status
        badge = format_html(
            '<span class="state state-{}">{}</span>', kind, desk.state_words(article)
        )
        if article.is_published:
            address = article.get_absolute_url()
        else:
            address = reverse("admin:articles_article_preview", args=[article.pk])
        words = "ดูหน้าเว็บ" if article.is_published else "ดูตัวอย่าง"
        return format_html('{} <a class="state-link" href="{}">{}</a>', badge, address, words)

    @admin.display(description="โดย")
    def names(self, article: Article) -> str:
        return ", ".join(line.author.name for line in article.byline)

    @admin.display(description="วันเผยแพร่", ordering="published_at")
    def date(self, article: Article) -> str:
        moment = article.published_at
        return f"{thai_date(moment, 'medium')} {thai_time(moment)}" if moment else "–"

    @admin.display(description="ความเห็น", ordering="visible_comment_count")
    def comments(self, article: Article) -> int:
        return article.visible_comment_count

    @admin.display(description="สิ่งที่ผู้อ่านเห็น")
    def what_readers_see(self, article: Article) -> str:
        if article.pk is None:
            return "ข่าวใหม่ ผู้อ่านยังไม่เห็น"
        words = desk.consequence(article)
        if article.modified_at and article.is_published:
            words += f" (ล่าสุด {thai_date(article.modified_at, 'medium')} {thai_time(article.modified_at)})"
        return words
