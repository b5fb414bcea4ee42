"""Notes beside an article's form: the list, adding one at once, resolving and reopening."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_POST

from newsroom.accounts.requests import signed_in_user
from newsroom.articles import permissions
from newsroom.articles.forms.article import MAX_NOTE_LENGTH
from newsroom.articles.models import Article, EditorialNote
from newsroom.articles.workflow.changes.showing import shown_change
from newsroom.articles.workflow.handover import notes
from newsroom.web.admin.model_admin import NewsroomModelAdmin

# Sent by static/js/desk/passage-notes.js, which puts the list in the place of the old one.
BY_SCRIPT = "X-Notes-By"


class NotesMixin(NewsroomModelAdmin):
    """The part of `ArticleAdmin` with the notes."""

    def get_urls(self) -> list[Any]:
        guard = self.admin_site.admin_view
        resolve = guard(require_POST(self.resolve_note_view))
        return [
            path("<int:pk>/notes/", guard(self.notes_view), name="articles_article_note"),
            path("<int:pk>/notes/<int:note>/", resolve, name="articles_article_resolve_note"),
            *super().get_urls(),
        ]

    def notes_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The list of notes, as a part of the form; POST adds one without saving the form."""
        article, user = self._article_with_notes(request, pk), signed_in_user(request)
        error = ""
        if request.method == "POST":
            text = request.POST.get("note", "")[:MAX_NOTE_LENGTH]
            quote, occurrence = notes.passage(request.POST)
            try:
                notes.add_note(article, by=user, text=text, quote=quote, occurrence=occurrence)
            except ValidationError as problem:
                error = " ".join(problem.messages)
        return self._answer_with_notes(request, article, error)

    def resolve_note_view(self, request: HttpRequest, pk: int, note: int) -> HttpResponse:
        """Marks a note as done, or (`reopen`) as open again."""
        article = self._article_with_notes(request, pk)
        found = get_object_or_404(EditorialNote, article=article, pk=note)
        notes.set_resolved(found, "reopen" not in request.POST, by=signed_in_user(request))
        return self._answer_with_notes(request, article)

    def add_note(self, request: HttpRequest, article: Article, form: Any) -> None:
        """The note that is stored with a save."""
        text, (quote, occurrence) = form.cleaned_data.get("note", ""), notes.passage(request.POST)
        user = signed_in_user(request)
        notes.add_note(article, by=user, text=text, quote=quote, occurrence=occurrence)

    def notes_context(self, article: Article | None, body: str | None = None) -> dict[str, Any]:
        """The notes, open and resolved; `body` is the one that the form shows, if not the stored."""
        if article is None:
            return {"notes": [], "open_notes": [], "resolved_notes": []}
        rows = list(notes.notes_of(article))
        notes.mark_lost(rows, article.body if body is None else body)
        return {
            "notes": rows,
            "open_notes": [note for note in rows if not note.is_resolved],
            "resolved_notes": [note for note in rows if note.is_resolved],
        }

    def _article_with_notes(self, request: HttpRequest, pk: int) -> Article:
        article = get_object_or_404(Article, pk=pk)
        if not permissions.can_view(signed_in_user(request), article):
            raise PermissionDenied("คุณไม่มีสิทธิ์ดูข่าวนี้")
        return article

    def _answer_with_notes(
        self, request: HttpRequest, article: Article, error: str = ""
    ) -> HttpResponse:
        if BY_SCRIPT not in request.headers:
            if error:
                messages.error(request, error)
            return redirect("admin:articles_article_change", article.pk)
        shown = shown_change(article)
        context = self.notes_context(article, shown.values["body"] if shown else None)
        context |= {"original": article, "error": error}
        template = "admin/articles/article/_note_list.html"
        return render(request, template, context, status=422 if error else 200)
