"""What an editor should know before a story is published: what forbids it, and what is a pity."""

from __future__ import annotations

from typing import NamedTuple

from newsroom.articles.body import photo_ids
from newsroom.articles.models import Article, Byline
from newsroom.images.models import Photo
from newsroom.thai.clean import is_blank
from newsroom.thai.cut import count_clusters

# Longer headlines are cut by search engines and on share cards.
LONG_HEADLINE = 120


class Problem(NamedTuple):
    """Something about a story: `field` is where to mend it; a blocking one forbids publishing."""

    field: str
    text: str
    blocks: bool = False


def problems(article: Article) -> list[Problem]:
    """All there is to say before publishing, what forbids it first."""
    return [*blocking(article), *warnings(article)]


def blocking(article: Article) -> list[Problem]:
    """What forbids publishing."""
    found = []
    if is_blank(article.headline or ""):
        found.append(Problem("headline", "ยังไม่มีพาดหัว", blocks=True))
    if not article.section_id:
        found.append(Problem("section", "ยังไม่มีหมวด", blocks=True))
    return found


def warnings(article: Article) -> list[Problem]:
    """What readers will miss."""
    found = []
    length = count_clusters(article.headline or "")
    if length > LONG_HEADLINE:
        found.append(Problem("headline", f"พาดหัวยาวมาก ({length} ตัวอักษร) จะถูกตัดในผลค้นหาและเมื่อแชร์"))
    if is_blank(article.standfirst or ""):
        found.append(Problem("standfirst", "ยังไม่มีความนำ"))
    if is_blank(article.plain_text or ""):
        found.append(Problem("body", "ยังไม่มีเนื้อข่าว"))
    if article.pk and not Byline.objects.filter(article=article.pk).exists():
        found.append(Problem("bylines", "ยังไม่มีชื่อผู้เขียน"))
    return found + _about_photos(article)


def _about_photos(article: Article) -> list[Problem]:
    shown = photo_ids(article.body or "")
    photos = Photo.objects.in_bulk({*shown, *filter(None, [article.lead_photo_id])})
    found = []
    for number, photo in photos.items():
        field = "lead_photo" if number == article.lead_photo_id else "body"
        missing = [
            word
            for word, value in (("ข้อความแทนภาพ", photo.alt), ("เครดิต", photo.credit))
            if is_blank(value)
        ]
        if missing:
            found.append(Problem(field, f"ภาพ «{_short(photo)}» ยังไม่มี{'และ'.join(missing)}"))
    return found


def _short(photo: Photo) -> str:
    return (str(photo) or photo.original_name)[:40]
