"""State of the front page editor between two requests: what is arranged but not saved yet.

All of it travels in the form, so that every button works without JavaScript and nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache

from django import forms
from django.db import transaction
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from newsroom.accounts.models import User
from newsroom.articles.models import Article
from newsroom.articles.querysets import ArticleQuerySet
from newsroom.fields.dates import ThaiDateTimeField
from newsroom.fields.forms import Form
from newsroom.search.backends.interface import SearchFilter
from newsroom.search.service import search
from newsroom.site.front_page.selection import (
    FrontPageSelection,
    clear_breaking_news,
    current_selection,
    current_version,
    get_breaking_news,
    lock_front_page,
    save_selection,
    set_breaking_news,
)
from newsroom.site.models import MAX_PER_AREA, BreakingNews, FrontPageArea, FrontPageArticle
from newsroom.thai.clean import clean_line
from newsroom.thai.numerals import to_arabic_digits
from newsroom.web.converters import parse_id

# Guards against a wrong year, which would leave the bar up for good.
MAX_BREAKING_NEWS_DURATION = timedelta(days=7)
DEFAULT_BREAKING_NEWS_DURATION = timedelta(hours=3)
MAX_QUERY_LENGTH = 200
MAX_RESULTS, MAX_SCHEDULED_RESULTS = 8, 4


class BreakingNewsForm(Form):
    """Text and end of the breaking news bar; no text means no bar."""

    text = forms.CharField(
        label="ข้อความ",
        required=False,
        widget=forms.TextInput(attrs={"data-count": 90, "maxlength": 140, "autocomplete": "off"}),
        help_text="สั้นและครบใจความ เว้นว่างไว้เมื่อไม่มีข่าวด่วน",
    )
    until = ThaiDateTimeField(
        label="แสดงถึง",
        required=False,
        help_text="เช่น 6/8/2569 18.00 แถบจะหายไปเองเมื่อถึงเวลา (ไม่เกิน 7 วัน)",
    )

    def clean_text(self) -> str:
        text = clean_line(self.cleaned_data["text"])
        return BreakingNews._meta.get_field("text").clean(text, None) if text else ""

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        until, now = data.get("until"), timezone.now()
        if not data.get("text") or "until" in self.errors:
            return data
        if until is None:
            self.add_error("until", "กรุณาใส่เวลาที่ให้แถบข่าวด่วนหายไป")
        elif until <= now:
            self.add_error("until", "เวลานี้ผ่านไปแล้ว กรุณาใส่เวลาในอนาคต")
        elif until > now + MAX_BREAKING_NEWS_DURATION:
            self.add_error("until", "ข่าวด่วนแสดงได้ไม่เกิน 7 วัน")
        return data


class FrontPageEditor:
    """The selection, the breaking news form and the search as the editor has them on screen.

    `version` identifies the stored state the editor started from (`current_version`).
    """

    def __init__(self, selection: FrontPageSelection, version: str) -> None:
        self.selection, self.version = selection, version
        self.breaking_article_id: int | None = None
        self.breaking_form = BreakingNewsForm(initial={"until": _default_expiry()})
        self.query = ""
        # Result of the last command, for a live region.
        self.message = ""
        # (verb, article id) of the last command, to restore the focus; ("", 0) before the first.
        self.last_command = ("", 0)
        self.errors: list[str] = []

    @classmethod
    def from_database(cls) -> FrontPageEditor:
        """The state that was saved last, without an expired bar."""
        editor = cls(current_selection(), current_version())
        bar = get_breaking_news()
        if bar and bar.expires_at > timezone.now():
            initial = {"text": bar.text, "until": bar.expires_at.replace(microsecond=0)}
            editor.breaking_form = BreakingNewsForm(initial=initial)
            editor.breaking_article_id = bar.article_id
        return editor

    @classmethod
    def from_post(cls, data: QueryDict) -> FrontPageEditor:
        """The state in the editor's browser."""
        lead = _parse_ids(data.getlist(FrontPageArea.LEAD))
        pinned = [pk for pk in _parse_ids(data.getlist(FrontPageArea.PINNED)) if pk not in lead]
        editor = cls(FrontPageSelection(lead, pinned), data.get("version", ""))
        editor.breaking_form = BreakingNewsForm(data)
        editor.breaking_article_id = parse_id(data.get("breaking_article", ""))
        editor.query = data.get("q", "")[:MAX_QUERY_LENGTH]
        return editor

    def apply_command(self, command: str) -> None:
        """Carry out a button's command, such as `up:12` or `lead:7`; ignore an unknown one."""
        verb, _, argument = command.partition(":")
        article_id = parse_id(argument)
        if article_id is None:
            if verb == "unlink":
                self.breaking_article_id, self.message = None, "เอาข่าวออกจากแถบข่าวด่วนแล้ว"
            return
        self.last_command = (verb, article_id)
        if verb in FrontPageArea.values:
            self._add(FrontPageArea(verb), article_id)
        elif verb == "breaking":
            self.breaking_article_id, self.message = article_id, "ผูกข่าวกับแถบข่าวด่วนแล้ว"
        elif verb in ("up", "down", "remove"):
            for area in FrontPageArea:
                if article_id in (ids := self.selection.in_area(area)):
                    self.message = _reorder(ids, article_id, verb)

    def _add(self, area: FrontPageArea, article_id: int) -> None:
        ids, limit = self.selection.in_area(area), MAX_PER_AREA[area]
        if article_id in ids:
            self.message = f"ข่าวนี้อยู่ใน{area.label}แล้ว"
        elif len(ids) >= limit:
            self.errors.append(f"เลือก{area.label}ได้ไม่เกิน {limit} ข่าว เอาข่าวอื่นออกก่อนหนึ่งข่าว")
        else:
            self._remove({article_id})
            ids.append(article_id)
            self.message = f"เพิ่มใน{area.label}ลำดับ {len(ids)} แล้ว"

    def _remove(self, article_ids: set[int]) -> None:
        for area in FrontPageArea:
            ids = self.selection.in_area(area)
            ids[:] = [pk for pk in ids if pk not in article_ids]

    @property
    def focuses_search(self) -> bool:
        """Whether the editor was using the search and continues there."""
        return bool(self.query) or self.last_command[0] in (*FrontPageArea.values, "breaking")

    def save(self, *, by: User) -> bool:
        """Store everything; False if it cannot be, with the reasons in `errors` and the form's.

        The stored version is compared and replaced under one lock: of two editors who save at the
        same time, the second is told about the first.
        """
        with transaction.atomic():
            lock_front_page()
            if not self._is_valid():
                return False
            save_selection(self.selection, by=by)
            text, until = (self.breaking_form.cleaned_data[name] for name in ("text", "until"))
            if text:
                article = self._breaking_article()
                set_breaking_news(text=text, article=article, expires_at=until, by=by)
            else:
                clear_breaking_news()
        return True

    def _is_valid(self) -> bool:
        requested = {pk for pk in (*self.selection.ids, self.breaking_article_id) if pk}
        if missing := requested - articles_by_id(requested).keys():
            self.errors.append("ข่าวที่เลือกไว้บางข่าวถูกลบไปแล้ว จึงเอาออกจากรายการ กรุณาตรวจดูก่อนบันทึก")
            self._remove(missing)
            if self.breaking_article_id in missing:
                self.breaking_article_id = None
        for area, limit in MAX_PER_AREA.items():
            if len(self.selection.in_area(area)) > limit:
                self.errors.append(f"เลือก{area.label}ได้ไม่เกิน {limit} ข่าว")
        stored_version = current_version()
        if self.breaking_article_id and not clean_line(self.breaking_form.data.get("text", "")):
            self.errors.append(
                "เลือกข่าวให้แถบข่าวด่วนแล้ว แต่ยังไม่มีข้อความ แถบจึงไม่ขึ้น ใส่ข้อความ หรือกดเอาลิงก์ออก"
            )
        if self.version != stored_version:
            self.version = stored_version
            self.errors.append(_conflict_message())
        return self.breaking_form.is_valid() and not self.errors

    def unsaved_breaking_news(self) -> BreakingNews | None:
        """The bar as the preview shows it; None if there is no text or the form is invalid."""
        if not self.breaking_form.is_valid() or not self.breaking_form.cleaned_data["text"]:
            return None
        text, until = (self.breaking_form.cleaned_data[name] for name in ("text", "until"))
        bar = BreakingNews(text=text, article=self._breaking_article(), expires_at=until)
        return bar if bar.is_live else None

    def _breaking_article(self) -> Article | None:
        return Article.objects.filter(pk=self.breaking_article_id or 0).first()


def search_articles(text: str) -> list[Article]:
    """Articles that match words, an id or a URL; for an empty text the newest and scheduled ones."""
    text = clean_line(text)
    scheduled = _headlines().scheduled().order_by("published_at")
    if not text:
        newest = _headlines().published().newest_first()
        return [*newest[:MAX_RESULTS], *scheduled[:MAX_SCHEDULED_RESULTS]]
    if match := _id_or_url_pattern().fullmatch(to_arabic_digits(text)):
        return list(_headlines().filter(pk=parse_id(match[1]) or 0))
    hits = search(text, SearchFilter(at=timezone.now())).hits[:MAX_RESULTS]
    public = _headlines().published_among([hit.pk for hit in hits]).in_bulk()
    found = [public[hit.pk] for hit in hits if hit.pk in public]
    return [*found, *scheduled.filter(headline__icontains=text)[:MAX_SCHEDULED_RESULTS]]


def articles_by_id(ids: Iterable[int | None]) -> dict[int, Article]:
    """The articles with these ids, in whatever state; None and unknown ids are left out."""
    return _headlines().in_bulk([pk for pk in ids if pk])


def _headlines() -> ArticleQuerySet:
    return Article.objects.for_headlines().select_related("section", "lead_photo")


@cache
def _id_or_url_pattern() -> re.Pattern[str]:
    path = reverse("articles:article", args=[1]).removesuffix("1/")
    return re.compile(rf"(?:.*{re.escape(path)})?(\d{{1,18}})/?")


def _parse_ids(values: Iterable[str]) -> list[int]:
    """The possible ids among `values`, each once, in order."""
    return list(dict.fromkeys(pk for value in values if (pk := parse_id(value))))


def _default_expiry() -> datetime:
    return (timezone.now() + DEFAULT_BREAKING_NEWS_DURATION).replace(second=0, microsecond=0)


def _reorder(ids: list[int], article_id: int, verb: str) -> str:
    """Change `ids` in place by `up`, `down` or `remove`; returns the message for the editor."""
    index = ids.index(article_id)
    if verb == "remove":
        del ids[index]
        return "เอาข่าวออกจากรายการแล้ว"
    new_index = min(max(index + (-1 if verb == "up" else 1), 0), len(ids) - 1)
    ids[index], ids[new_index] = ids[new_index], ids[index]
    return f"เลื่อนไปลำดับ {new_index + 1} แล้ว"


def _conflict_message() -> str:
    row = FrontPageArticle.objects.select_related("user").order_by("-created_at").first()
    name = f" ({row.user})" if row and row.user else ""
    ids = current_selection().ids
    articles = articles_by_id(ids)
    stored = ", ".join(f"«{articles[pk].headline}»" for pk in ids if pk in articles)
    return (
        f"มีผู้จัดหน้าแรกระหว่างที่คุณทำงานอยู่{name} ฉบับที่บันทึกไว้ตอนนี้: {stored or 'ไม่ได้เลือกข่าวใดไว้'} — "
        "กดบันทึกอีกครั้งเพื่อใช้ฉบับของคุณแทน"
    )
