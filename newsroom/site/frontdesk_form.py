"""The front page desk between two clicks: what the editor has arranged and not saved yet.

Everything travels in the form, so that each button works without script and nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone

from newsroom.articles.models import Article
from newsroom.articles.querysets import ArticleQuerySet
from newsroom.articles.views import LARGEST_ID
from newsroom.fields.dates import ThaiDateTimeField
from newsroom.search.engines import Narrow
from newsroom.search.find import find
from newsroom.site import frontdesk
from newsroom.site.frontdesk import Arrangement, Kind
from newsroom.site.picks import BreakingNews, FrontPick
from newsroom.thai.clean import clean_line
from newsroom.thai.numerals import to_arabic

# A year typed wrongly must not leave a bar over the paper for good.
LONGEST_BREAKING = timedelta(days=7)
FOUND, FOUND_SCHEDULED = 8, 4
_NUMBER = re.compile(r"(?:.*/news/)?(\d{1,18})/?")


class BreakingForm(forms.Form):
    """The bar's text and its end; both empty mean no bar."""

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

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        until, now = data.get("until"), timezone.now()
        if not data.get("text") or "until" in self.errors:
            return data
        if until is None:
            self.add_error("until", "กรุณาใส่เวลาที่ให้แถบข่าวด่วนหายไป")
        elif until <= now:
            self.add_error("until", "เวลานี้ผ่านไปแล้ว กรุณาใส่เวลาในอนาคต")
        elif until > now + LONGEST_BREAKING:
            self.add_error("until", "ข่าวด่วนแสดงได้ไม่เกิน 7 วัน")
        return data


class Desk:
    """What lies on the desk: the picks, the bar, the search."""

    def __init__(self, picks: Arrangement, stamp: str) -> None:
        self.picks, self.stamp = picks, stamp
        self.story: int | None = None
        self.bar = BreakingForm(initial={"until": _in_three_hours()}, label_suffix="")
        self.query = ""
        # What just happened, and to which row; tells screen readers and keeps the focus.
        self.said, self.moved = "", ("", 0)
        self.problems: list[str] = []

    @classmethod
    def stored(cls) -> Desk:
        """The desk as it was saved last; a bar whose time is over is gone."""
        desk = cls(frontdesk.arrangement(), _stored_stamp())
        bar = frontdesk.breaking()
        if bar and bar.expires_at > timezone.now():
            until = bar.expires_at.replace(microsecond=0)
            desk.bar = BreakingForm(initial={"text": bar.text, "until": until}, label_suffix="")
            desk.story = bar.article_id
        return desk

    @classmethod
    def posted(cls, data: QueryDict) -> Desk:
        """The desk as it is in the editor's window."""
        lead = _ids(data.getlist(Kind.LEAD))
        pinned = [pk for pk in _ids(data.getlist(Kind.PINNED)) if pk not in lead]
        desk = cls(Arrangement(lead, pinned), data.get("stamp", ""))
        desk.bar = BreakingForm(data, label_suffix="")
        desk.story = next(iter(_ids([data.get("story", "")])), None)
        desk.query = data.get("q", "")[:200]
        return desk

    def do(self, order: str) -> None:
        """Carry out a button's order, such as `up:12` or `lead:7`; nonsense does nothing."""
        verb, _, number = order.partition(":")
        pk = next(iter(_ids([number])), None)
        if pk is None:
            if verb == "unlink":
                self.story, self.said = None, "เอาข่าวออกจากแถบข่าวด่วนแล้ว"
            return
        self.moved = (verb, pk)
        if verb in Kind.values:
            self._add(verb, pk)
        elif verb == "breaking":
            self.story, self.said = pk, "ผูกข่าวกับแถบข่าวด่วนแล้ว"
        elif verb in ("up", "down", "remove"):
            for ids in (self.picks.lead, self.picks.pinned):
                if pk in ids:
                    self.said = _move(ids, pk, verb)

    def _add(self, kind: str, pk: int) -> None:
        ids, other = self.picks.lead, self.picks.pinned
        if kind == Kind.PINNED:
            ids, other = other, ids
        most, label = FrontPick.MOST[Kind(kind)], Kind(kind).label
        if pk in ids:
            self.said = f"ข่าวนี้อยู่ใน{label}แล้ว"
        elif len(ids) >= most:
            self.problems.append(f"เลือก{label}ได้ไม่เกิน {most} ข่าว เอาข่าวอื่นออกก่อนหนึ่งข่าว")
        else:
            if pk in other:
                other.remove(pk)
            ids.append(pk)
            self.said = f"เพิ่มใน{label}ลำดับ {len(ids)} แล้ว"

    @property
    def keeps_searching(self) -> bool:
        """Whether the editor was at the search and goes on there."""
        return bool(self.query) or self.moved[0] in (*Kind.values, "breaking")

    def is_valid(self) -> bool:
        """Whether it can be saved; what stands in the way is in `problems` and in the bar's form."""
        known = set(
            _headlines().filter(pk__in=[*self.picks.ids, self.story]).values_list("pk", flat=True)
        )
        if lost := [pk for pk in (*self.picks.ids, self.story) if pk and pk not in known]:
            self.problems.append("ข่าวที่เลือกไว้บางข่าวถูกลบไปแล้ว จึงเอาออกจากรายการ กรุณาตรวจดูก่อนบันทึก")
            for ids in (self.picks.lead, self.picks.pinned):
                ids[:] = [pk for pk in ids if pk not in lost]
            self.story = None if self.story in lost else self.story
        for kind, ids in ((Kind.LEAD, self.picks.lead), (Kind.PINNED, self.picks.pinned)):
            if len(ids) > FrontPick.MOST[kind]:
                self.problems.append(f"เลือก{kind.label}ได้ไม่เกิน {FrontPick.MOST[kind]} ข่าว")
        stored = _stored_stamp()
        if self.stamp != stored:
            self.stamp = stored
            self.problems.append(_told_of_others())
        return self.bar.is_valid() and not self.problems

    def save(self, *, by: Any) -> None:
        """Keep what `is_valid()` has passed."""
        frontdesk.arrange(self.picks, by=by)
        text, until = self.bar.cleaned_data["text"], self.bar.cleaned_data["until"]
        if text:
            story = Article.objects.filter(pk=self.story).first() if self.story else None
            frontdesk.set_breaking(text=text, article=story, expires_at=until, by=by)
        else:
            frontdesk.clear_breaking()

    def unsaved_bar(self) -> BreakingNews | None:
        """The bar as it would be, for the preview; None while it says nothing or cannot be."""
        if not self.bar.is_valid() or not self.bar.cleaned_data["text"]:
            return None
        story = Article.objects.filter(pk=self.story).first() if self.story else None
        text, until = self.bar.cleaned_data["text"], self.bar.cleaned_data["until"]
        bar = BreakingNews(text=text, article=story, expires_at=until)
        return bar if bar.is_live else None


def found(typed: str) -> list[Article]:
    """Stories an editor may mean by a word, a number or an address; the newest for nothing."""
    typed = clean_line(typed)
    scheduled = _headlines().scheduled().order_by("published_at")
    if not typed:
        return [*_headlines().published().newest_first()[:FOUND], *scheduled[:FOUND_SCHEDULED]]
    if number := _NUMBER.fullmatch(to_arabic(typed)):
        return list(_headlines().filter(pk__in=_ids([number[1]])))
    hits = [hit.pk for hit in find(typed, Narrow(at=timezone.now())).hits[:FOUND]]
    public = _headlines().published_among(hits).in_bulk()
    waiting = scheduled.filter(headline__icontains=typed)[:FOUND_SCHEDULED]
    return [*(public[pk] for pk in hits if pk in public), *waiting]


def stories(ids: Iterable[int | None]) -> dict[int, Article]:
    """The picked stories, by id, in whatever state."""
    return _headlines().in_bulk([pk for pk in ids if pk])


def _headlines() -> ArticleQuerySet:
    return Article.objects.for_headlines().select_related("section", "lead_photo")


def _ids(values: Iterable[str]) -> list[int]:
    """Numbers a story may have, each once, in order; anything else is left out."""
    numbers = [int(one) for one in values if one.isascii() and one.isdigit() and len(one) < 20]
    return list(dict.fromkeys(pk for pk in numbers if 0 < pk <= LARGEST_ID))


def _in_three_hours() -> datetime:
    return (timezone.now() + timedelta(hours=3)).replace(second=0, microsecond=0)


def _move(ids: list[int], pk: int, verb: str) -> str:
    place = ids.index(pk)
    if verb == "remove":
        del ids[place]
        return "เอาข่าวออกจากรายการแล้ว"
    other = min(max(place + (-1 if verb == "up" else 1), 0), len(ids) - 1)
    ids[place], ids[other] = ids[other], ids[place]
    return f"เลื่อนไปลำดับ {other + 1} แล้ว"


def _stored_stamp() -> str:
    bar = frontdesk.breaking()
    return f"{frontdesk.arrangement().stamp};{bar.set_at.timestamp() if bar else ''}"


def _told_of_others() -> str:
    pick = FrontPick.objects.select_related("picked_by").order_by("-picked_at").first()
    who = f" ({pick.picked_by})" if pick and pick.picked_by else ""
    picks = frontdesk.arrangement().ids
    known = stories(picks)
    now = ", ".join(f"«{known[pk].headline}»" for pk in picks if pk in known) or "ไม่ได้เลือกข่าวใดไว้"
    return f"มีผู้จัดหน้าแรกระหว่างที่คุณทำงานอยู่{who} ฉบับที่บันทึกไว้ตอนนี้: {now} — กดบันทึกอีกครั้งเพื่อใช้ฉบับของคุณแทน"
