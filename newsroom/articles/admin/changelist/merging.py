"""The action that merges the selected rows of a list into one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar
from urllib.parse import unquote

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from newsroom.articles.forms.merge import MergeForm
from newsroom.articles.signals import merge_effects
from newsroom.articles.workflow.taxonomy.merges import CannotMerge

MAX_MERGED = 20


class MergeMixin:
    """Asks which row stays, says what will happen, merges. A subclass offers `merge_selected`.

    Its rows are annotated with `article_count`.
    """

    # Merges into the first argument; returns the number of articles that moved.
    merge_rows: ClassVar[Callable[[Any, Iterable[Any]], int]]
    # In Thai: what a row is called, and sentences that say what a merge does.
    merged_noun: ClassVar[str]
    merge_explanations: ClassVar[list[str]]

    def merge_selected(
        self: Any, request: HttpRequest, queryset: QuerySet[Any]
    ) -> HttpResponse | None:
        """The answer to the action; None leads back to the list."""
        rows = list(queryset[: MAX_MERGED + 1])
        if not 2 <= len(rows) <= MAX_MERGED:
            messages.error(request, f"เลือกตั้งแต่ 2 ถึง {MAX_MERGED} {self.merged_noun} แล้วรวมอีกครั้ง")
            return None
        is_confirmed = "merge_now" in request.POST
        data = request.POST if is_confirmed else None
        form = MergeForm(data, selected=queryset, describe=_describe)
        if is_confirmed and form.is_valid():
            try:
                self._merge(request, form.cleaned_data["keep"], rows)
            except CannotMerge as error:
                form.add_error("keep", str(error))
            else:
                return None
        context = {
            **self.admin_site.each_context(request),
            "title": f"รวม{self.merged_noun}",
            "form": form,
            "rows": rows,
            "explanations": self.merge_explanations,
            "noun": self.merged_noun,
            "media": self.media,
            "opts": self.opts,
            "action": "merge",
        }
        return render(request, "admin/articles/merge.html", context)

    def _merge(self: Any, request: HttpRequest, keep: Any, rows: list[Any]) -> None:
        others = [row for row in rows if row.pk != keep.pk]
        names = ", ".join(f"«{row}» ({unquote(row.get_absolute_url())})" for row in others)
        moved = type(self).merge_rows(keep, others)
        self.log_change(request, keep, f"รวม {names} เข้าด้วย ย้าย {moved:,} ข่าว")
        messages.success(
            request, f"รวม {names} เข้าใน «{keep}» แล้ว ย้าย {moved:,} ข่าว ที่อยู่เดิมพามาที่ «{keep}»"
        )


def _describe(row: Any) -> str:
    """The name of a row, its address, and what is in it or leads to it."""
    answers = merge_effects.send(sender=type(row), row=row)
    facts = [f"{row.article_count:,} ข่าว", *(text for _, text in answers if text)]
    return f"{row} ({unquote(row.get_absolute_url())}) · {' · '.join(facts)}"
