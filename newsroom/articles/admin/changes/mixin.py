"""Changes that wait, in the article's form: shown in it, kept by it, published or thrown away."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.views.decorators.http import require_POST

from newsroom.accounts.requests import signed_in_user
from newsroom.articles import permissions
from newsroom.articles.admin.changes import rows
from newsroom.articles.admin.editorial.notes import NotesMixin
from newsroom.articles.forms.article import MAX_NOTE_LENGTH
from newsroom.articles.models import Article, PendingChange
from newsroom.articles.workflow import publish_checks, revisions, transitions
from newsroom.articles.workflow.changes import keeping
from newsroom.articles.workflow.changes.form_mode import (
    KEEP,
    SEND,
    FormMode,
    change_actions,
    form_mode,
)
from newsroom.articles.workflow.changes.showing import with_values
from newsroom.articles.workflow.merging import base_revision


class PendingChangeMixin(NotesMixin):
    """The part of `ArticleAdmin` that keeps a change of a public article for later."""

    def get_urls(self) -> list[Any]:
        def route(name: str, view: Any) -> Any:
            guarded = self.admin_site.admin_view(require_POST(view))
            address = f"<int:pk>/waiting-change/{name.replace('_', '-')}/"
            return path(address, guarded, name=f"articles_article_{name}_change")

        return [
            route("discard", self.discard_change_view),
            route("send_back", self.send_back_change_view),
            *super().get_urls(),
        ]

    def form_mode(self, request: HttpRequest, article: Article | None) -> FormMode:
        """What the form of this request does; read once."""
        if article is None or article.pk is None:
            return FormMode()
        modes: dict[int, FormMode] = request.__dict__.setdefault("form_modes", {})
        if article.pk not in modes:
            sent = request.POST if request.method == "POST" else None
            modes[article.pk] = form_mode(signed_in_user(request), article, request.GET, sent)
        return modes[article.pk]

    def get_form(
        self, request: HttpRequest, obj: Article | None = None, *args: Any, **kwargs: Any
    ) -> type[ModelForm]:
        form: Any = super().get_form(request, obj, *args, **kwargs)
        form.mode = self.form_mode(request, obj)
        return form

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Article, inline: Any, prefix: str
    ) -> dict[str, object]:
        """With the rows of the change that the form shows, all of them as new ones."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        mode = self.form_mode(request, obj)
        kwargs["is_change"] = mode.is_change
        initial = rows.initial_rows(mode.shown, prefix)
        if initial is not None:
            kwargs |= {"initial": initial, "queryset": inline.model._default_manager.none()}
        return kwargs

    def get_formsets_with_inlines(self, request: HttpRequest, obj: Article | None = None) -> Any:
        """Django's, with as many empty rows as the change that is shown has."""
        mode = self.form_mode(request, obj)
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            initial = rows.initial_rows(mode.shown, formset.get_default_prefix())
            if initial is not None:
                formset.extra = len(initial)
            yield formset, inline

    def change_context(
        self, request: HttpRequest, article: Article | None, form: Any
    ) -> dict[str, Any]:
        """What the templates need to tell of a change that waits, and to offer what can be done."""
        user, mode = signed_in_user(request), self.form_mode(request, article)
        change = mode.change
        is_shown = bool(form["change"].value())
        context: dict[str, Any] = {
            "waiting_change": change,
            "is_change": is_shown or (article is not None and _only_keeps(user, article)),
            "shows_change": is_shown,
            "change_actions": change_actions(user, article, mode, is_change=is_shown),
            "shown_change": mode.shown,
            "can_edit_live": article is None or permissions.can_edit(user, article),
            "form_version": form_version(article, change) if article else "",
        }
        body = mode.shown.values["body"] if mode.shown else None
        context |= self.notes_context(article, body)
        if form.kept_merge is not None and form.merge is form.kept_merge:
            context["conflict_take"] = "take_kept"
        if any(action.is_primary for action in context["change_actions"]):
            context["has_primary"] = True
        if is_shown:
            context["actions"] = []
        if mode.shown and article:
            shown = with_values(article, mode.shown.values)
            context["issues"] = publish_checks.all_issues(shown)
        if change and article:
            is_waiting = change.state == PendingChange.State.REVIEW
            context["can_discard_change"] = keeping.can_discard(user, change)
            context["can_send_change_back"] = is_waiting and context["can_edit_live"]
        return context

    # --- Saving --------------------------------------------------------------------------------

    def keep_change(self, request: HttpRequest, form: Any, formsets: Any) -> None:
        """Keep what the form has sent, and hand it on if that was the button."""
        article, user, mode = form.instance, signed_in_user(request), form.mode
        self.add_note(request, article, form)
        values, base = self._values(form, formsets)
        change = keeping.keep(article, values, base=base, by=user)
        if request.POST.get("_action") == SEND:
            keeping.send(change, by=user)
            messages.info(request, "ส่งร่างการแก้ไขให้บรรณาธิการแล้ว ผู้อ่านยังเห็นฉบับเดิม")
        else:
            messages.info(request, "เก็บร่างการแก้ไขแล้ว ผู้อ่านยังเห็นฉบับเดิม")
        if form.kept_merge:
            name = form.kept_merge.user_name
            messages.info(request, f"รวมกับร่างที่ {name} เก็บไว้แล้ว")
        elif form.cleaned_data.get("change") and mode.change is None:
            messages.warning(request, "ร่างเดิมถูกเผยแพร่หรือทิ้งไปแล้ว ที่พิมพ์ไว้เก็บเป็นร่างใหม่")
        for formset in formsets:
            formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []

    def publish_change(self, request: HttpRequest, form: Any, formsets: Any) -> None:
        """Save the rows of a change; `save_model` has saved the article with its columns."""
        article, user = form.instance, signed_in_user(request)
        form.save_m2m()
        values, base = self._values(form, formsets)
        missing = rows.save_rows(article, formsets, values, base.snapshot)
        if missing:
            messages.warning(
                request, f"ไม่มีแล้วเพราะถูกลบหรือรวมกับรายการอื่น จึงใช้ที่ข่าวมีอยู่: {', '.join(missing)}"
            )
        keeping.finish(article, form.mode.change, by=user)
        for formset in formsets:
            formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []

    def _values(self, form: Any, formsets: Any) -> tuple[dict[str, Any], Any]:
        """The snapshot of the change that the form has sent, and the revision it began with."""
        article, change = form.instance, keeping.waiting_change(form.instance)
        stored = Article.objects.get(pk=article.pk)
        revisions.ensure_baseline(stored)
        base = base_revision(article, form.cleaned_data.get("base") or "")
        base = base or revisions.latest_revision(article)
        kept = change.revision.snapshot if change else None
        values = {**base.snapshot, **(kept or {}), **form.typed_snapshot()}  # type: ignore[union-attr]
        sent = rows.rows_of_form(formsets, kept)
        if kept and form.kept_merge:
            for name in ("bylines", "credits"):
                before = form.kept_merge.base or {}
                if sent.get(name) == before.get(name):
                    sent[name] = kept[name]
        return {**values, **sent}, base

    def log_change(self, request: HttpRequest, obj: models.Model, message: Any) -> LogEntry:
        """A change that is kept has an entry of its own in the audit log."""
        if isinstance(obj, Article) and self.form_mode(request, obj).is_keeping:
            return admin.ModelAdmin.log_change(self, request, obj, "เก็บร่างการแก้ไข")
        return super().log_change(request, obj, message)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        """Django's; the button that begins a change leads to it."""
        if request.POST.get("_action") == KEEP:
            return redirect("admin:articles_article_change", obj.pk)
        return super().response_change(request, obj)

    # --- Views ---------------------------------------------------------------------------------

    def discard_change_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Throws the waiting change away; its text stays in the history."""
        change = self._get_change(request, pk)
        if change is None:
            messages.warning(request, "ไม่มีร่างการแก้ไขแล้ว")
        else:
            keeping.discard(change, by=signed_in_user(request))
            text = f"ทิ้งร่างการแก้ไขแล้ว ข้อความยังอยู่ในประวัติ {change.revision}"
            messages.success(request, text)
        return redirect("admin:articles_article_change", pk)

    def send_back_change_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Gives the waiting change back to who began it."""
        change = self._get_change(request, pk)
        reason = request.POST.get("reason_send_back_change", "")[:MAX_NOTE_LENGTH]
        try:
            if change is None:
                raise transitions.TransitionRefused("ไม่มีร่างการแก้ไขแล้ว")
            keeping.send_back(change, by=signed_in_user(request), reason=reason)
        except transitions.TransitionRefused as refusal:
            messages.error(request, str(refusal))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, "ส่งร่างการแก้ไขกลับแล้ว")
        return redirect("admin:articles_article_change", pk)

    def _get_change(self, request: HttpRequest, pk: int) -> PendingChange | None:
        article = get_object_or_404(Article, pk=pk)
        if not permissions.can_view(signed_in_user(request), article):
            raise PermissionDenied("คุณไม่มีสิทธิ์ดูข่าวนี้")
        return keeping.waiting_change(article)


def form_version(article: Article, change: PendingChange | None) -> str:
    """Another one, where somebody has saved the article or kept a change since a form was opened."""
    version = article.updated_at.isoformat()
    return f"{version}/{change.revision_id}" if change else version


def _only_keeps(user: Any, article: Article) -> bool:
    return permissions.can_write(user, article) and not permissions.can_edit(user, article)
