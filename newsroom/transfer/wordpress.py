"""A WordPress export as stories: what each of its things becomes here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from html import escape, unescape
from pathlib import Path
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from newsroom.articles.body import clean_body, plain_to_html
from newsroom.articles.models import Article
from newsroom.comments.models import Comment
from newsroom.thai.clean import clean_line
from newsroom.thai.slugs import latin_slug
from newsroom.transfer.autop import body_html
from newsroom.transfer.credits import take_credits
from newsroom.transfer.intake import GENERAL, Intake
from newsroom.transfer.media import Attachment, Uploads
from newsroom.transfer.redirects import remember
from newsroom.transfer.story import IncomingComment, Report, Story
from newsroom.transfer.wxr import Export, WpComment, WpItem

BANGKOK = ZoneInfo("Asia/Bangkok")
STATUS = {
    "publish": Article.Status.PUBLISHED,
    "future": Article.Status.PUBLISHED,
    "pending": Article.Status.REVIEW,
    "draft": Article.Status.DRAFT,
    "private": Article.Status.DRAFT,
}
COMMENT_STATUS = {
    "1": Comment.Status.VISIBLE,
    "approved": Comment.Status.VISIBLE,
    "0": Comment.Status.PENDING,
    "spam": Comment.Status.SPAM,
    "trash": Comment.Status.HIDDEN,
}
UNFILED = {"uncategorized", "ไม่มีหมวดหมู่"}
_IMAGE = re.compile(r"(?:<a\b[^>]*>\s*)?<img\b([^>]*)>(?:\s*</a>)?", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)


class WordPress:
    """Reads an export twice: to see that it is whole and learn its pictures, then to import."""

    def __init__(self, path: Path, uploads: Uploads, report: Report) -> None:
        self.path, self.uploads, self.report = path, uploads, report
        self.total = 0
        self.source = ""

    def survey(self) -> None:
        """Read the whole file without writing anything. Raises `BrokenExport`."""
        export = Export(self.path)
        for item in export.items():
            self.total += 1
            if item.type == "attachment":
                self.uploads.know(
                    item.number,
                    Attachment(
                        url=item.attachment_url or item.guid,
                        title=item.title,
                        caption=item.excerpt,
                        alt=item.meta.get("_wp_attachment_image_alt", ""),
                    ),
                )
        self.source = export.site.address.rstrip("/") or export.site.title or "wordpress"

    def stories(self, intake: Intake) -> Iterator[Story]:
        """The posts as stories; everything else is counted in the report, with the reason."""
        export = Export(self.path)
        begun = False
        for item in export.items():
            if not begun:
                self._file_cabinet(export, intake)
                begun = True
            reason = self._reason_to_skip(item)
            if reason:
                self.report.count(f"ข้าม: {reason}")
                if item.type == "page":
                    self.report.note(
                        f"ข้ามหน้า «{clean_line(item.title)}»: ไม่ใช่ข่าว ให้ย้ายไปหน้า «เกี่ยวกับเรา» เอง"
                    )
                continue
            if item.type == "post":
                yield self._story(item, export, intake)

    def _file_cabinet(self, export: Export, intake: Intake) -> None:
        """Sections and authors the export names, even those without a story."""
        pairs = []
        for nicename, name in export.site.categories.items():
            section = intake.section(*self._section(nicename, name))
            pairs.append((f"/category/{nicename}/", section.get_absolute_url()))
            pairs.append((f"/category/{nicename}/feed/", f"{section.get_absolute_url()}feed/"))
        for login, name in export.site.authors.items():
            author = intake.author(self._login(login), name)
            pairs.append((f"/author/{login}/", author.get_absolute_url()))
        if not intake.dry_run:
            remember(pairs)

    def _reason_to_skip(self, item: WpItem) -> str:
        if item.type == "page":
            return "หน้า (page)"
        if item.type == "attachment":
            return ""
        if item.type != "post":
            return f"ชนิด {item.type[:40]}"
        if item.status not in STATUS:
            return f"สถานะ {item.status[:20] or 'ไม่ระบุ'}"
        return ""

    def _story(self, item: WpItem, export: Export, intake: Intake) -> Story:
        key = f"post {item.number}" if item.number else item.link or item.guid or item.title
        headline = clean_line(unescape(re.sub(r"<[^>]+>", "", item.title)))
        status = STATUS[item.status]
        if item.password:
            status = Article.Status.DRAFT
            self.report.note(f"{key}: ข่าวนี้ตั้งรหัสผ่านไว้ จึงเก็บเป็นฉบับร่าง")
        if item.status == "private":
            self.report.note(f"{key}: ข่าวนี้เป็นส่วนตัว จึงเก็บเป็นฉบับร่าง")
        published_at = _time(item.date_gmt, UTC) or _time(item.date, BANGKOK)
        modified_at = _time(item.modified_gmt, UTC)
        body, credits = take_credits(self._body(item, headline, key))
        filed = [pair for pair in item.categories if pair[1].strip().lower() not in UNFILED]
        section, *more = [self._section(*pair) for pair in filed] or [GENERAL]
        thumbnail = item.meta.get("_thumbnail_id", "")
        lead = self.uploads.photo_of(int(thumbnail), headline) if thumbnail.isdigit() else None
        return Story(
            key=key,
            headline=headline,
            standfirst=clean_line(re.sub(r"<[^>]+>", " ", unescape(item.excerpt))),
            body=body,
            status=status,
            published_at=published_at,
            revised_at=modified_at if published_at and modified_at != published_at else None,
            comments_open=item.comment_status == "open",
            section=intake.section(*section).slug,
            authors=[(self._author(item.creator, export, intake), "writer")]
            if item.creator
            else [],
            credits=credits,
            tags=[unescape(name) for _, name in [*item.tags]] + [name for _, name in more],
            lead_photo=lead.pk if lead else None,
            comments=self._comments(item),
            old_addresses=self._old_addresses(item),
        )

    def _body(self, item: WpItem, headline: str, key: str) -> str:
        """The post's text as clean HTML, its pictures taken into the library."""

        def unknown(shortcode: str) -> None:
            self.report.note(f"{key}: ตัดรหัสสั้น {shortcode[:60]} ออก")

        def gallery(numbers: list[int]) -> str:
            photos = (self.uploads.photo_of(number, headline) for number in numbers)
            return (
                "\n\n"
                + "\n\n".join(
                    _figure(photo.pk, photo.alt, photo.caption) for photo in photos if photo
                )
                + "\n\n"
            )

        html = body_html(item.content, gallery, unknown)
        if "<" not in html and html.strip():
            html = plain_to_html(html)
        return clean_body(_IMAGE.sub(lambda match: self._image(match, headline), html))

    def _image(self, match: re.Match[str], headline: str) -> str:
        attributes = {
            name.lower(): unescape(double or single)
            for name, double, single in _ATTRIBUTE.findall(match.group(1))
        }
        address = attributes.get("src", "")
        if attributes.get("data-file"):
            return match.group()
        photo = self.uploads.photo_at(address, attributes.get("alt", ""), headline)
        if photo:
            return f'<img data-file="{photo.pk}" src="" alt="{escape(photo.alt)}">'
        # No file: the reader loses nothing, the picture's old address stays as a link.
        return f'<a href="{escape(address)}">ภาพ: {escape(attributes.get("alt") or address)}</a>'

    def _section(self, nicename: str, name: str) -> tuple[str, str]:
        """ASCII slug and name; a Thai nicename is percent-encoded in exports."""
        name = clean_line(unescape(name)) or unquote(nicename)
        slug = latin_slug(unquote(nicename)) or latin_slug(name) or "section"
        return slug[:60].strip("-"), name

    def _login(self, login: str) -> str:
        return latin_slug(login)[:80].strip("-") or "author"

    def _author(self, login: str, export: Export, intake: Intake) -> str:
        return intake.author(self._login(login), export.site.authors.get(login, login)).slug

    def _comments(self, item: WpItem) -> list[IncomingComment]:
        kept: list[WpComment] = []
        for comment in item.comments:
            if comment.type in ("", "comment") and comment.approved in COMMENT_STATUS:
                kept.append(comment)
            else:
                self.report.count(f"ข้าม: {comment.type or 'ความคิดเห็นที่ไม่รู้จักสถานะ'}")
        places = {comment.number: place for place, comment in enumerate(kept)}
        return [
            IncomingComment(
                name=unescape(comment.author),
                email=comment.email,
                body=unescape(
                    re.sub(r"<[^>]+>", "", re.sub(r"<br\s*/?>|</p>", "\n", comment.body))
                ),
                created_at=_time(comment.date, UTC)
                or _time(item.date_gmt, UTC)
                or datetime(1970, 1, 1, tzinfo=UTC),
                status=COMMENT_STATUS[comment.approved],
                parent=places.get(comment.parent),
            )
            for comment in kept
        ]

    def _old_addresses(self, item: WpItem) -> list[str]:
        found = [item.link] if item.link and "?" not in item.link else []
        return [*found, f"/?p={item.number}"] if item.number else found


def _figure(number: int, alt: str, caption: str) -> str:
    words = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
    return f'<figure><img data-file="{number}" alt="{escape(alt)}" src="">{words}</figure>'


def _time(text: str, zone: tzinfo) -> datetime | None:
    """WordPress's `2016-08-06 03:00:00`; zeros and nonsense are None."""
    try:
        return datetime.strptime(text.strip(), "%Y-%m-%d %H:%M:%S").replace(tzinfo=zone)
    except ValueError:
        return None
