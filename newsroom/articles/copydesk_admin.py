"""The copy desk in the admin: an endpoint that reads a story while it is written, words after a save."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.http import require_POST
from js_asset import Media

from newsroom.articles.models import Article, Tag
from newsroom.articles.tagging import parse_tags
from newsroom.thai.clean import clean, clean_line
from newsroom.thai.copydesk.check import LABELS, TooLong, check
from newsroom.thai.copydesk.finding import Finding
from newsroom.thai.copydesk.suggest import READ, spans, standfirst, telling_words
from newsroom.thai.cut import count_clusters
from newsroom.thai.folding import fold
from newsroom.thai.words import reading_minutes, word_count

FIELDS = {"headline": "พาดหัว", "standfirst": "ความนำ", "body": "เนื้อข่าว"}
# A page of code points may be four bytes each, and JSON may write six for one.
MOST_BYTES = 1_000_000
LONG_HEADLINE = 120
MOST_TAGS, MOST_TAGS_FOUND = 8, 5
# Databases limit how many values a query may carry.
KEYS_A_QUERY = 900
MOST_DISMISSED = 300
SHOWN_AFTER_SAVE = 3


class BadStory(ValueError):
    """What was sent is no story; the message says so in Thai."""


class CopyDesk:
    """For the admin of stories: `class ArticleAdmin(CopyDesk, NewsroomAdmin)`."""

    @property
    def media(self) -> Media:
        ours = Media(
            css={"all": ["css/copydesk.css"]}, js=["js/copydesk-places.js", "js/copydesk.js"]
        )
        return super().media + ours  # type: ignore[misc]

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(require_POST(self.copydesk))  # type: ignore[attr-defined]
        ours = [path("copydesk/", view, name="articles_article_copydesk")]
        return [*ours, *super().get_urls()]  # type: ignore[misc]

    def copydesk(self, request: HttpRequest) -> HttpResponse:
        """What the desk says about a story as it stands in the form; never cached (`admin_view`)."""
        if not (self.has_add_permission(request) or self.has_change_permission(request)):  # type: ignore[attr-defined]
            return _refusal("คุณไม่มีสิทธิ์เขียนหรือแก้ข่าว", 403)
        try:
            story = _story(request)
            return JsonResponse(read(story))
        except TooLong as refused:
            return _refusal(str(refused), 413)
        except BadStory as refused:
            return _refusal(str(refused), 400)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)  # type: ignore[misc]
        if said := after_save(form.instance, request.POST.get("copydesk_dismissed", "")):
            messages.warning(request, said)


def read(story: Mapping[str, str]) -> dict[str, Any]:
    """Everything the panel shows of a story, ready for JSON."""
    texts = {field: story[field] for field in FIELDS}
    headline, body = clean_line(texts["headline"]), clean(texts["body"])
    letters = count_clusters(headline)
    return {
        "findings": [_as_json(finding) for finding in check(texts)],
        "words": word_count(body),
        "minutes": reading_minutes(body),
        "headline_letters": letters,
        "headline_is_long": letters > LONG_HEADLINE,
        "tags": suggested_tags(headline, f"{texts['standfirst']}\n{body}", story["tags"]),
        "standfirst": "" if texts["standfirst"].strip() else standfirst(headline, body),
    }


def suggested_tags(headline: str, text: str, taken: str) -> list[dict[str, Any]]:
    """Tags that exist and stand in the text, then telling words; none that the story has."""
    has = {fold(name) for name in parse_tags(taken)}
    named = spans(f"{headline}\n{text}")
    in_headline = spans(headline)
    keys = [key for key in named if key not in has and len(key) > 1]
    found: list[tuple[int, str, str]] = []
    for start in range(0, len(keys), KEYS_A_QUERY):
        rows = Tag.objects.filter(key__in=keys[start : start + KEYS_A_QUERY])
        for key, name in rows.values_list("key", "name"):
            found.append((named[key] + 3 * in_headline[key], key, name))
    found.sort(key=lambda row: (-row[0], row[1]))
    tags = [{"name": name, "exists": True} for _, _, name in found[:MOST_TAGS]]
    known = has | {key for _, key, _ in found}
    fresh = [word for word in telling_words(headline, text) if fold(word) not in known]
    room = min(MOST_TAGS - len(tags), MOST_TAGS_FOUND)
    return tags + [{"name": word, "exists": False} for word in fresh[:room]]


def after_save(article: Article, dismissed: str) -> str:
    """What is still worth a look in a story just saved, in one sentence, or nothing."""
    texts = {field: getattr(article, field) for field in ("headline", "standfirst")}
    try:
        findings = check({**texts, "body": article.plain_text})
    except TooLong as refused:
        return str(refused)
    waved = _dismissed(dismissed)
    left = [found for found in findings if f"{found.rule}:{found.text}" not in waved]
    if not left:
        return ""
    labels = Counter(LABELS[found.rule] for found in left)
    most = ", ".join(
        f"{label} {count} แห่ง" for label, count in labels.most_common(SHOWN_AFTER_SAVE)
    )
    more = " และอื่น ๆ" if len(labels) > SHOWN_AFTER_SAVE else ""
    return f"บันทึกแล้ว โต๊ะตรวจภาษาพบ {len(left)} แห่งที่น่าดูอีกครั้ง: {most}{more}"


def _story(request: HttpRequest) -> dict[str, str]:
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        raise TooLong("ข้อความยาวเกินไป โต๊ะตรวจภาษาจึงยังไม่ตรวจให้")
    try:
        sent = json.loads(request.body)
    except (ValueError, RecursionError):
        raise BadStory("ข้อมูลที่ส่งมาอ่านไม่ได้") from None
    if not isinstance(sent, dict):
        raise BadStory("ข้อมูลที่ส่งมาไม่ใช่ข่าว")
    story = {field: sent.get(field, "") for field in (*FIELDS, "tags")}
    if not all(isinstance(text, str) for text in story.values()):
        raise BadStory("ข้อมูลที่ส่งมาไม่ใช่ข้อความ")
    if len(story["tags"]) > READ:
        raise TooLong("ป้ายกำกับยาวเกินไป")
    return story


def _dismissed(sent: str) -> set[str]:
    """The findings waved through in the form; anything else that was sent counts for nothing."""
    try:
        keys = json.loads(sent or "[]")
    except (ValueError, RecursionError):
        return set()
    if not isinstance(keys, list):
        return set()
    return {key for key in keys[:MOST_DISMISSED] if isinstance(key, str)}


def _as_json(finding: Finding) -> dict[str, Any]:
    return {**finding._asdict(), "label": LABELS[finding.rule], "where": FIELDS[finding.field]}


def _refusal(message: str, status: int) -> JsonResponse:
    return JsonResponse({"error": message}, status=status)
