"""Checks before publishing: issues that block it, and warnings about what readers will miss."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from django.utils import timezone

from newsroom.articles.models import Article, Byline
from newsroom.body.figures import photo_ids, read_more_ids
from newsroom.images.models import Photo
from newsroom.thai.clean import is_blank
from newsroom.thai.dates import thai_date
from newsroom.thai.graphemes import grapheme_count
from newsroom.thai.lines.typography import split_headline
from newsroom.thai.truncation import truncate

# Graphemes. Search engines and share cards truncate longer headlines; the form and the proofreading
# panel warn at the same length.
HEADLINE_WARN_LENGTH = 120
# A story dated later than this is more likely a wrong year than a plan.
MAX_AHEAD = timedelta(days=366)
# Characters of a photo's caption or file name, or of a headline, in a message.
MAX_NAME_LENGTH = 40


class PublishIssue(NamedTuple):
    """Something wrong with an article; `field` is the form field to correct it in."""

    field: str
    message: str
    is_blocking: bool = False


def all_issues(article: Article) -> list[PublishIssue]:
    """All issues of an article, blocking ones first."""
    return [*blocking_issues(article), *warnings(article)]


def blocking_issues(article: Article) -> list[PublishIssue]:
    """The issues that forbid publishing."""
    issues = []
    if is_blank(article.headline or ""):
        issues.append(PublishIssue("headline", "ยังไม่มีพาดหัว", is_blocking=True))
    if not article.section_id:
        issues.append(PublishIssue("section", "ยังไม่มีหมวด", is_blocking=True))
    return issues


def warnings(article: Article) -> list[PublishIssue]:
    """The issues that do not forbid publishing."""
    issues = []
    length = grapheme_count(article.headline or "")
    if length > HEADLINE_WARN_LENGTH:
        issues.append(
            PublishIssue("headline", f"พาดหัวยาวมาก ({length} ตัวอักษร) จะถูกตัดในผลค้นหาและเมื่อแชร์")
        )
    if article.headline_lines and len(split_headline(article.headline, article.headline_lines)) < 2:
        issues.append(PublishIssue("headline_lines", "พาดหัวแบ่งบรรทัดไม่ตรงกับพาดหัว หรือไม่มี | จึงไม่มีผล"))
    if is_blank(article.standfirst or ""):
        issues.append(PublishIssue("standfirst", "ยังไม่มีโปรย"))
    if is_blank(article.plain_text or ""):
        issues.append(PublishIssue("body", "ยังไม่มีเนื้อข่าว"))
    if not article.lead_photo_id:
        issues.append(PublishIssue("lead_photo", "ยังไม่มีภาพนำ"))
    if article.pk and not Byline.objects.filter(article=article.pk).exists():
        issues.append(PublishIssue("bylines", "ยังไม่มีชื่อผู้เขียน"))
    if article.published_at and article.published_at > timezone.now() + MAX_AHEAD:
        date = thai_date(article.published_at)
        issues.append(PublishIssue("published_at", f"วันเผยแพร่คือ {date} อีกกว่าหนึ่งปีข้างหน้า ตรวจปีอีกครั้ง"))
    return issues + _photo_warnings(article) + _read_more_warnings(article)


def _photo_warnings(article: Article) -> list[PublishIssue]:
    """Photos in the body or the lead photo without alternative text or credit."""
    ids = {*photo_ids(article.body or ""), *filter(None, [article.lead_photo_id])}
    issues = []
    for pk, photo in Photo.objects.in_bulk(ids).items():
        field = "lead_photo" if pk == article.lead_photo_id else "body"
        texts = (("ข้อความแทนภาพ", photo.alt), ("เครดิต", photo.credit))
        missing = [label for label, text in texts if is_blank(text)]
        if missing:
            name = (str(photo) or photo.original_name)[:MAX_NAME_LENGTH]
            issues.append(PublishIssue(field, f"ภาพ «{name}» ยังไม่มี{'และ'.join(missing)}"))
    return issues


def _read_more_warnings(article: Article) -> list[PublishIssue]:
    """Lines in the body that lead to articles which readers cannot see."""
    ids = dict.fromkeys(read_more_ids(article.body or ""))
    rows = Article.objects.for_headlines().in_bulk(ids) if ids else {}
    issues = []
    for pk in ids:
        target = rows.get(pk)
        if target is None:
            issues.append(PublishIssue("body", f"«อ่านเพิ่ม» ชี้ไปข่าวหมายเลข {pk} ซึ่งไม่มีแล้ว"))
        elif target.status == Article.Status.WITHDRAWN:
            name = truncate(target.headline, MAX_NAME_LENGTH)
            issues.append(PublishIssue("body", f"«อ่านเพิ่ม» ชี้ไปข่าว «{name}» ซึ่งถูกถอนแล้ว"))
        elif not target.is_published:
            issues.append(PublishIssue("body", f"«อ่านเพิ่ม» ชี้ไปข่าวหมายเลข {pk} ซึ่งผู้อ่านยังไม่เห็น"))
    return issues
