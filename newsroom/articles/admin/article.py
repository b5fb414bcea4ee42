"""Articles in the admin: the form, who may open it, and how it is saved."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from newsroom.accounts.requests import signed_in_user
from newsroom.articles import permissions
from newsroom.articles.admin.changelist.mixin import ArticleChangeListMixin
from newsroom.articles.admin.editorial.views import EditorialViewsMixin
from newsroom.articles.admin.inlines import BylineInline, CorrectionInline, CreditInline
from newsroom.articles.admin.proofreading import ProofreadingMixin
from newsroom.articles.admin.saving.answers import SavingMixin, saved_rows
from newsroom.articles.admin.saving.drafts import drafts_for_form
from newsroom.articles.editable_fields.registry import (
    PUBLISHING,
    SHARING,
    TEXT,
    fieldsets,
    publishing_field_names,
)
from newsroom.articles.forms.article import MAX_NOTE_LENGTH, ArticleForm
from newsroom.articles.listings.references import fill_html
from newsroom.articles.models import Article
from newsroom.articles.querysets import LONG_TEXT_FIELDS
from newsroom.articles.workflow import actions, editing_sessions, publish_checks, transitions
from newsroom.body.conversion import sentences
from newsroom.images.permissions import may_move_focal_point
from newsroom.thai.dates import thai_date, thai_time
from newsroom.web.converters import parse_id


@admin.register(Article)
class ArticleAdmin(SavingMixin, ProofreadingMixin, EditorialViewsMixin, ArticleChangeListMixin):
    """The form of an article; offers a user only what `permissions` allows."""

    form = ArticleForm
    readonly_fields = ["visibility"]
    inlines = [BylineInline, CreditInline, CorrectionInline]
    change_form_template = "admin/articles/article/change_form.html"
    change_list_template = "admin/articles/article/change_list.html"

    class Media:
        js = [
            "js/article-form.js",
            "js/drafts.js",
            "js/editing-session.js",
            "js/desk/saving.js",
            "js/desk/panel.js",
            "js/desk/rows.js",
            "js/desk/word-count.js",
            "js/desk/shortcuts.js",
            "js/desk/passage-notes.js",
            "js/share-preview.js",
        ]
        css = {
            "all": [
                "css/article-form.css",
                "css/share-preview.css",
                "css/desk/bar.css",
                "css/desk/screen.css",
            ]
        }

    # --- Permissions -------------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        articles = permissions.visible_to(signed_in_user(request), super().get_queryset(request))
        match = request.resolver_match
        if match and match.url_name == "articles_article_changelist":
            return articles.defer(*LONG_TEXT_FIELDS).prefetch_related("bylines__author")
        if match and match.url_name == "autocomplete":
            # To choose a related article: what readers see is no secret.
            public = Article.objects.published().values("pk")
            return Article.objects.filter(Q(pk__in=articles.values("pk")) | Q(pk__in=public))
        return articles

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        """Django says that the article may have been deleted; here it may be a colleague's."""
        article = Article.objects.filter(pk=parse_id(object_id) or 0).first()
        if article is None:
            return super()._get_obj_does_not_exist_redirect(request, opts, object_id)  # type: ignore[misc]
        text: str
        if article.is_published:
            text = format_html(
                'ข่าวนี้เป็นของคนอื่น คุณแก้ไขได้เฉพาะข่าวของตน <a href="{}">อ่าน «{}» บนเว็บ</a>',
                article.get_absolute_url(),
                article.headline,
            )
        else:
            text = "ข่าวนี้เป็นของคนอื่นและยังไม่เผยแพร่ คุณเปิดได้เฉพาะข่าวของตน"
        messages.warning(request, text)
        return redirect("admin:articles_article_changelist")

    def has_view_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        if obj is None:
            return super().has_view_permission(request)
        return permissions.can_view(signed_in_user(request), obj)

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        if obj is None:
            return super().has_change_permission(request)
        return permissions.can_write(signed_in_user(request), obj)

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """A public article cannot be deleted: withdrawing it first tells readers."""
        return super().has_delete_permission(request, obj) and not (obj and obj.is_published)

    def get_readonly_fields(self, request: HttpRequest, obj: Article | None = None) -> list[str]:
        can_publish = permissions.can_publish(signed_in_user(request))
        return [*self.readonly_fields, *([] if can_publish else publishing_field_names())]

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        """The groups of the editable fields; the rendered body for users who may only read."""
        groups = fieldsets()
        groups[PUBLISHING].insert(0, "visibility")
        groups = {TEXT: groups.pop(TEXT), PUBLISHING: groups.pop(PUBLISHING), **groups}
        if obj is not None and not permissions.can_write(signed_in_user(request), obj):
            groups[TEXT] = [name for name in groups[TEXT] if name != "body"] + ["rendered_body"]
        return [(heading or None, {"fields": names}) for heading, names in groups.items()]

    # --- The form ----------------------------------------------------------------------------

    def get_form(
        self,
        request: HttpRequest,
        obj: Article | None = None,
        change: bool = False,
        **kwargs: object,
    ) -> type[ModelForm]:
        form = super().get_form(request, obj, change, **kwargs)
        if "lead_photo" in form.base_fields:
            # The photo library's picker replaces Django's links beside a foreign key.
            widget = form.base_fields["lead_photo"].widget
            widget.widget.credit = _credit_of(request)
            widget.widget.may_crop = may_move_focal_point(signed_in_user(request))
            for related in ("add", "change", "delete", "view"):
                setattr(widget, f"can_{related}_related", False)
        return form

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        context = {"title": "เขียนข่าวใหม่", **(extra_context or {})}
        return super().add_view(request, form_url, context)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"comments_open": True, **super().get_changeform_initial_data(request)}

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Article, inline: Any, prefix: str
    ) -> dict[str, object]:
        """A new article begins with the byline of the reporter who creates it."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        author = getattr(request.user, "author", None)
        is_new = obj.pk is None and request.method == "GET"
        if is_new and author and isinstance(inline, BylineInline):
            kwargs["initial"] = [{"author": author.pk, "position": 0}]
        return kwargs

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        article, user = kwargs.get("obj"), signed_in_user(request)
        available = actions.available_actions(user, article)
        context |= {
            "editable": article is None or permissions.can_write(user, article),
            "actions": available,
            "has_primary": bool(available) and available[0].is_primary,
            "state_label": actions.state_label(article) if article else "",
            "other_editors": editing_sessions.other_editors(article, user) if article else [],
            "max_note_length": MAX_NOTE_LENGTH,
            "issues": publish_checks.all_issues(article) if article else [],
            "conflict": _conflict(context["adminform"].form),
            "user_credit": _credit_of(request),
            "sharing_name": SHARING,
            "server_drafts": drafts_for_form(user, article),
            "draft_key": request.POST.get("_draft", ""),
            **self.claim_context(request, article),
            **self.change_context(request, article, context["adminform"].form),
        }
        return super().render_change_form(request, context, *args, **kwargs)

    # --- Saving ------------------------------------------------------------------------------

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        if form.mode.is_keeping:
            return
        transitions.save_article(obj, by=signed_in_user(request), changed_fields=form.changed_data)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Django's; rows that this user left alone while somebody else saved stay as stored."""
        if form.merge and form.merge.has_untouched_rows(formset.prefix, _rows(formset)):
            formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []
            return
        super().save_formset(request, form, formset, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        if form.mode.is_keeping:
            self.keep_change(request, form, formsets)
            return
        if form.mode.is_publishing:
            self.publish_change(request, form, formsets)
        else:
            super().save_related(request, form, formsets, change)
        request.saved_rows = saved_rows(formsets)  # type: ignore[attr-defined]
        article, user = form.instance, signed_in_user(request)
        if form.merge:
            labels = ", ".join(form.merge.their_labels) or "ส่วนที่คุณไม่ได้แก้"
            messages.info(request, f"รวมกับที่{form.merge.user_name}บันทึกไว้แล้ว ({labels})")
        self.add_note(request, article, form)
        transitions.record_revision(article, by=user)
        if not form.mode.is_publishing and (name := request.POST.get("_action")):
            self._apply_action(request, article, name)
        messages.info(request, actions.visibility_message(article))
        for sentence in sentences(getattr(article, "body_notes", ())):
            messages.warning(request, sentence)
        if article.status in (Article.Status.PUBLISHED, Article.Status.REVIEW):
            for warning in publish_checks.warnings(article):
                messages.warning(request, warning.message)

    def _apply_action(self, request: HttpRequest, article: Article, name: str) -> None:
        if name not in actions.TRANSITIONS:
            raise PermissionDenied("ไม่รู้จักคำสั่งนี้")
        try:
            with transaction.atomic():
                reason = request.POST.get(f"reason_{name}", "")[:MAX_NOTE_LENGTH]
                actions.perform(name, article, by=signed_in_user(request), reason=reason)
        except (transitions.TransitionRefused, ValidationError) as error:
            refusal = " ".join(error.messages) if isinstance(error, ValidationError) else error
            messages.error(request, f"บันทึกข้อความแล้ว แต่ยังไม่ได้เปลี่ยนสถานะ: {refusal}")

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        """Delete one by one, so that each deletion sends its signals."""
        for article in queryset:
            article.delete()

    # --- Read-only fields ----------------------------------------------------------------------

    @admin.display(description="เนื้อข่าว")
    def rendered_body(self, article: Article) -> str:
        html = fill_html(article.body_html, for_desk=True)
        # Safe: rendered from the sanitised body, as on the article's page.
        return mark_safe(f'<div class="text-for-reading">{html}</div>')  # noqa: S308

    @admin.display(description="สิ่งที่ผู้อ่านเห็น")
    def visibility(self, article: Article) -> str:
        if article.pk is None:
            return "ข่าวใหม่ ผู้อ่านยังไม่เห็น"
        message = actions.visibility_message(article)
        if article.modified_at and article.is_published:
            day, time = thai_date(article.modified_at, "medium"), thai_time(article.modified_at)
            message += f" (ล่าสุด {day} {time})"
        return message


def _credit_of(request: HttpRequest) -> str:
    """How a photo of the user is credited: by the author's name, else by the person's."""
    user = signed_in_user(request)
    return str(getattr(user, "author", "") or user)


def _conflict(form: Any) -> Any:
    """The merge that refused a save; None if there is none."""
    merge = getattr(form, "merge", None)
    return merge if merge and form.errors else None


def _rows(formset: Any) -> list[dict[str, object]]:
    """The rows of a valid formset of bylines or credits as a snapshot has them, in order."""
    rows = [form.cleaned_data for form in formset.forms if form.cleaned_data]
    rows = [row for row in rows if not row.get("DELETE")]
    rows.sort(key=lambda row: row.get("position") or 0)
    return [
        {"id": getattr(row.get("author"), "pk", None), "name": row.get("name"), "role": row["role"]}
        for row in rows
        if "role" in row
    ]
