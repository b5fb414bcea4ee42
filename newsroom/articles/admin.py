"""The desk: stories in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import mark_safe

from newsroom.articles import checks, desk, presence, rights, words
from newsroom.articles.copydesk_admin import CopyDesk
from newsroom.articles.correction_admin import CorrectionInline
from newsroom.articles.desk_admin import DeskScreens
from newsroom.articles.forms import ArticleForm, LivingRows
from newsroom.articles.list_admin import StoryList
from newsroom.articles.models import Article, Byline, Credit
from newsroom.articles.querysets import LONG_TEXTS
from newsroom.articles.tag_admin import TagAdmin as TagAdmin
from newsroom.thai.dates import thai_date, thai_time

# Names the drafts kept in the browser that a save made needless (static/js/drafts.js).
SAVED_COOKIE = "desk_saved"


class BelongsToStory(admin.TabularInline):
    """Rows that whoever may edit the story may edit."""

    extra = 0
    formset = LivingRows

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is None:
            return request.user.has_perm(rights.CHANGE)
        return rights.may_edit(request.user, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)


class BylineInline(BelongsToStory):
    """Who made the story, in order."""

    model = Byline
    autocomplete_fields = ["author"]
    fields = ["position", "role", "author"]

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """One row for a reporter's own name on a new story (`get_formset_kwargs`)."""
        return 1 if obj is None and getattr(request.user, "author", None) else 0


class CreditInline(BelongsToStory):
    """Credit lines for people who need not be authors here."""

    model = Credit
    fields = ["position", "role", "name"]


@admin.register(Article)
class ArticleAdmin(CopyDesk, DeskScreens, StoryList):
    """Write, illustrate, and hand on; what somebody may not do is not offered to them."""

    form = ArticleForm
    fieldsets = [
        (None, {"fields": ["headline", "standfirst", "body"]}),
        ("ภาพนำ", {"fields": ["lead_photo"]}),
        ("จัดเข้าหมวด", {"fields": ["section", "tags", "dateline"]}),
        ("การเผยแพร่", {"fields": ["what_readers_see", "published_at", "comments_open"]}),
    ]
    readonly_fields = ["what_readers_see"]
    inlines = [BylineInline, CreditInline, CorrectionInline]
    change_form_template = "admin/articles/article/change_form.html"
    change_list_template = "admin/articles/article/change_list.html"

    class Media:
        js = ["js/desk.js", "js/drafts.js", "js/presence.js"]
        css = {"all": ["css/desk.css"]}

    # --- Who may do what ---------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        rows = rights.visible_to(request.user, super().get_queryset(request))
        if (
            request.resolver_match
            and request.resolver_match.url_name == "articles_article_changelist"
        ):
            return rows.defer(*LONG_TEXTS).prefetch_related("bylines__author")
        return rows

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is None:
            return super().has_view_permission(request)
        return rights.may_see(request.user, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is None:
            return super().has_change_permission(request)
        return rights.may_edit(request.user, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # What readers see is withdrawn first: a deletion leaves no word behind.
        return super().has_delete_permission(request, obj) and not (obj and obj.is_published)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        decides = rights.may_publish(request.user)
        return [*self.readonly_fields, *([] if decides else ["published_at"])]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or rights.may_edit(request.user, obj):
            return fieldsets
        # For reading, the text as it will look instead of its HTML.
        first = {"fields": ["headline", "standfirst", "text_for_reading"]}
        return [(None, first), *fieldsets[1:]]

    # --- The form ----------------------------------------------------------------------------

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

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        story = kwargs.get("obj")
        form = context["adminform"].form
        context |= {
            "editable": story is None or rights.may_edit(request.user, story),
            "moves": words.offered(request.user, story),
            "others": presence.others(story, request.user) if story else [],
            "notes": story.notes.select_related("by") if story else [],
            "problems": checks.problems(story) if story else [],
            "conflict": getattr(form, "conflict", None),
            "draft_key": request.POST.get("_draft", ""),
        }
        return super().render_change_form(request, context, *args, **kwargs)

    # --- Saving ------------------------------------------------------------------------------

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        desk.save_story(obj, by=request.user, changed=form.changed_data)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        article = form.instance
        desk.add_note(article, by=request.user, text=form.cleaned_data.get("note", ""))
        desk.keep_revision(article, by=request.user)
        name = request.POST.get("_move")
        if name:
            self._move(request, article, name)
        messages.info(request, words.consequence(article))
        if article.status in (Article.Status.PUBLISHED, Article.Status.REVIEW):
            for problem in checks.warnings(article):
                messages.warning(request, problem.text)

    def _move(self, request: HttpRequest, article: Article, name: str) -> None:
        if name not in words.VERBS:
            raise PermissionDenied("ไม่รู้จักคำสั่งนี้")
        try:
            with transaction.atomic():
                words.VERBS[name](article, by=request.user)
        except desk.Refused as refusal:
            messages.error(request, f"บันทึกข้อความแล้ว แต่ยังไม่ได้เปลี่ยนสถานะ: {refusal}")

    def response_add(self, request: HttpRequest, obj: Any, *args: Any, **kw: Any) -> HttpResponse:
        return self._forget_draft(request, super().response_add(request, obj, *args, **kw))

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self._forget_draft(request, super().response_change(request, obj))

    def _forget_draft(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Tell the browser that what it kept is saved now."""
        key = request.POST.get("_draft", "")
        if key.isascii() and key.replace("-", "").isalnum() and len(key) < 80:
            response.set_cookie(SAVED_COOKIE, key, max_age=3600, path="/admin/", samesite="Strict")
        return response

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        for article in queryset:
            article.delete()

    # --- For reading ---------------------------------------------------------------------------

    @admin.display(description="เนื้อข่าว")
    def text_for_reading(self, article: Article) -> str:
        # Made by render_body from the one allow-list, as on the story's own page.
        return mark_safe(f'<div class="text-for-reading">{article.body_rendered}</div>')  # noqa: S308

    @admin.display(description="สิ่งที่ผู้อ่านเห็น")
    def what_readers_see(self, article: Article) -> str:
        if article.pk is None:
            return "ข่าวใหม่ ผู้อ่านยังไม่เห็น"
        said = words.consequence(article)
        if article.modified_at and article.is_published:
            said += f" (ล่าสุด {thai_date(article.modified_at, 'medium')} {thai_time(article.modified_at)})"
        return said
