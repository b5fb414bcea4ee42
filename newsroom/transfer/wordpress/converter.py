"""Converts the items of a WordPress export to the importer's records."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime

from django.db import InterfaceError, OperationalError
from django.utils.html import escape

from newsroom.articles.models import Article
from newsroom.body.pipeline import clean_body
from newsroom.comments.models import Comment
from newsroom.images.models import Photo
from newsroom.transfer.bodies.conversion import BodyConverter
from newsroom.transfer.credits import extract_credits
from newsroom.transfer.dates import parse_export_time, parse_rss_time
from newsroom.transfer.records import CommentRecord, ImportRecord, PageRecord, TermRecord
from newsroom.transfer.report import ImportReport
from newsroom.transfer.wordpress.addresses import old_urls
from newsroom.transfer.wordpress.contents.whole import whole_content
from newsroom.transfer.wordpress.export.bodies import without_co_authors
from newsroom.transfer.wordpress.plain import plain_line, plain_prose
from newsroom.transfer.wordpress.survey import Survey
from newsroom.transfer.wordpress.terms import Terms
from newsroom.transfer.wordpress.uploads import Uploads
from newsroom.transfer.wordpress.wxr.items import WpComment, WpItem
from newsroom.transfer.wordpress.wxr.reader import WxrReader

log = logging.getLogger(__name__)
STATUSES = {
    "publish": Article.Status.PUBLISHED,
    "future": Article.Status.PUBLISHED,
    "pending": Article.Status.REVIEW,
    "draft": Article.Status.DRAFT,
    "private": Article.Status.DRAFT,
}
COMMENT_STATUSES = {
    "1": Comment.Status.VISIBLE,
    "approved": Comment.Status.VISIBLE,
    "approve": Comment.Status.VISIBLE,
    "0": Comment.Status.PENDING,
    "hold": Comment.Status.PENDING,
    "spam": Comment.Status.SPAM,
    "trash": Comment.Status.HIDDEN,
    "post-trashed": Comment.Status.HIDDEN,
}
PINGS = ("pingback", "trackback")
# Taxonomies that are read for what they are, or say nothing to readers.
KNOWN_TAXONOMIES = {
    "category", "post_tag", "tag", "author", "post_format", "nav_menu", "link_category",
    "wp_theme", "wp_template_part_area", "following_users", "language", "post_translations",
}  # fmt: skip
# Kinds of items that are settings of WordPress, not content.
SILENT_TYPES = {
    "attachment", "nav_menu_item", "revision", "custom_css", "customize_changeset", "wp_block",
    "wp_template", "wp_template_part", "wp_global_styles", "wp_navigation", "oembed_cache",
    "user_request", "wp_font_family", "wp_font_face",
}  # fmt: skip
SEO_DESCRIPTION_META = ("_yoast_wpseo_metadesc", "rank_math_description", "_aioseo_description")
SEO_TITLE_META = ("_yoast_wpseo_title", "rank_math_title", "_aioseo_title")


class WordPressConverter:
    """Reads the surveyed files again and converts what they hold."""

    def __init__(
        self,
        survey: Survey,
        bodies: BodyConverter,
        uploads: Uploads,
        report: ImportReport,
        *,
        post_types: frozenset[str] = frozenset(),
        taxonomies: frozenset[str] = frozenset(),
    ) -> None:
        """`post_types` are taken as stories, `taxonomies` as tags, beside WordPress's own."""
        self.survey, self.bodies, self.uploads, self.report = survey, bodies, uploads, report
        self.post_types = post_types | {"post", "page"}
        self.taxonomies = taxonomies
        self.terms = Terms(survey.site)

    def records(self, readers: list[WxrReader]) -> Iterator[ImportRecord | PageRecord]:
        """The export's stories and pages; what is neither is told in the report, with the reason."""
        for file, reader in enumerate(readers):
            if reader.encoding.note:
                self.report.note(f"{reader.path.name}: {reader.encoding.note}", kind="encoding")
            for position, item in enumerate(reader.items()):
                key = _key(item)
                for fault in item.faults:
                    self.report.note(fault, story=key, kind="mended")
                if self._is_skipped(item, key):
                    continue
                duplicate = self.survey.duplicate(file, position)
                if duplicate.is_older:
                    self.report.count("ข้าม: ซ้ำในไฟล์")
                    continue
                if duplicate.key_suffix:
                    key += duplicate.key_suffix
                    self.report.note(
                        f"ในไฟล์มีข่าวอื่นที่ใช้หมายเลข {item.id} ด้วย จึงนำเข้าเป็นอีกข่าวหนึ่ง",
                        story=key, kind="duplicate-id",
                    )  # fmt: skip
                try:
                    record = (
                        self._page(item, key) if item.type == "page" else self._record(item, key)
                    )
                except (OperationalError, InterfaceError):
                    raise
                except Exception as error:
                    log.exception("ข่าว %s: อ่านไม่ได้", key)
                    self.report.count("ข้าม: อ่านไม่ได้")
                    self.report.note(
                        f"อ่านข่าวนี้ไม่ได้ ({type(error).__name__}: {str(error)[:200]})",
                        story=key, kind="failed",
                    )  # fmt: skip
                    self.report.outcome(key, item.title, "failed")
                    continue
                yield record

    def _is_skipped(self, item: WpItem, key: str) -> bool:
        if item.type in SILENT_TYPES:
            if item.type not in ("attachment", "wp_block"):
                self.report.count(f"ข้าม: ชนิด {item.type}")
            return True
        title = plain_line(item.title)
        if item.type not in self.post_types:
            self.report.count(f"ข้าม: ชนิด {item.type[:40]}")
            reason = (
                f"ข้ามเพราะเป็นชนิด {item.type[:40]} (สั่ง --post-types {item.type[:40]} เพื่อนำเข้าเป็นข่าว)"
            )
        elif item.status not in STATUSES:
            self.report.count(f"ข้าม: สถานะ {item.status[:20] or 'ไม่ระบุ'}")
            reason = f"ข้ามเพราะมีสถานะ {item.status[:20] or 'ไม่ระบุ'}"
        else:
            return False
        self.report.note(reason, story=key, kind="skipped")
        self.report.outcome(key, title, "skipped")
        return True

    def _page(self, item: WpItem, key: str) -> PageRecord:
        title = plain_line(item.title)
        content = whole_content(item, self.survey, self.report, key)
        body = self.bodies.convert(content, title, key, wordpress_id=item.id, base_url=item.link)
        if (photo := self._lead_photo(item, title, key)) and f'data-file="{photo.pk}"' not in body:
            body = f'<figure><img data-file="{photo.pk}" alt="{escape(photo.alt)}"></figure>{body}'
        if item.comments:
            self.report.count("ความคิดเห็นของหน้า ไม่ได้นำเข้า", len(item.comments))
            self.report.note("หน้าไม่มีความคิดเห็น จึงไม่ได้นำเข้า", story=key, kind="comment")
        is_public = self._status(item, key) == Article.Status.PUBLISHED and item.status == "publish"
        return PageRecord(
            key=key,
            title=title,
            body=clean_body(body),
            is_public=is_public,
            parent_key=f"post {item.parent_id}" if item.parent_id else "",
            stem=_stem(item),
            old_urls=old_urls(item, self.survey.folder()),
        )

    def _record(self, item: WpItem, key: str) -> ImportRecord:
        headline = plain_line(item.title)
        published_at = parse_export_time(item.date_gmt, item.date)
        if published_at is None and STATUSES[item.status] == Article.Status.PUBLISHED:
            published_at = parse_rss_time(item.pub_date)
        modified_at = parse_export_time(item.modified_gmt, item.modified)
        self._note_years(item, key)
        self._note_unreadable_time(published_at, item.date_gmt, item.date, key)
        sections = self.terms.sections(item)
        requested_id = self.survey.requested_id(item) or None
        return ImportRecord(
            key=key,
            values={
                "headline": headline,
                "standfirst": plain_line(item.excerpt) or item.meta_value(*SEO_DESCRIPTION_META),
                **self._body(item, headline, key),
                "status": self._status(item, key),
                "published_at": published_at,
                "comments_open": item.comment_status == "open",
                # An article has one section; a post's further categories become tags.
                "section": sections[0] if sections else None,
                "bylines": self.terms.bylines(item),
                "tags": [*self._tags(item, key), *map(_as_tag, sections[1:])],
            },
            revised_at=modified_at if published_at and modified_at != published_at else None,
            comments=self._comments(item, key, published_at),
            requested_id=requested_id,
            old_urls=old_urls(item, self.survey.folder()),
            stem=_stem(item),
            is_pinned=item.is_sticky,
        )

    def _body(self, item: WpItem, headline: str, key: str) -> dict[str, object]:
        content = without_co_authors(whole_content(item, self.survey, self.report, key))
        body, credits = extract_credits(
            self.bodies.convert(content, headline, key, wordpress_id=item.id, base_url=item.link)
        )
        seo_title = item.meta_value(*SEO_TITLE_META)
        if seo_title and "%%" not in seo_title and "%" not in seo_title and seo_title != headline:
            self.report.note(
                f"หัวเรื่องสำหรับเครื่องมือค้นหา «{seo_title}» ไม่ได้นำเข้า", story=key, kind="seo-title"
            )
        lead = self._lead_photo(item, headline, key)
        return {"body": body, "credits": credits, "lead_photo": lead.pk if lead else None}

    def _lead_photo(self, item: WpItem, headline: str, key: str) -> Photo | None:
        thumbnail = item.meta_value("_thumbnail_id")
        if not thumbnail.isdecimal() or not int(thumbnail[:18]):
            return None
        return self.uploads.photo_by_id(int(thumbnail[:18]), headline, key)

    def _status(self, item: WpItem, key: str) -> str:
        status = STATUSES[item.status]
        if item.password:
            self.report.note("ข่าวนี้ตั้งรหัสผ่านไว้ จึงเก็บเป็นฉบับร่าง", story=key, kind="password")
            return Article.Status.DRAFT
        if item.status == "private":
            self.report.note("ข่าวนี้เป็นส่วนตัว จึงเก็บเป็นฉบับร่าง", story=key, kind="private")
        return status

    def _note_years(self, item: WpItem, key: str) -> None:
        if any(
            text[:2] in ("24", "25", "26") for text in (item.date, item.date_gmt) if text[:1] == "2"
        ):
            self.report.note("ปีของข่าวเป็น พ.ศ. แปลงเป็น ค.ศ. ให้แล้ว", story=key, kind="buddhist-year")

    def _note_unreadable_time(self, time: datetime | None, gmt: str, local: str, key: str) -> None:
        written = next((text for text in (local, gmt) if text and text[:4] != "0000"), "")
        if time is None and written:
            self.report.note(f"อ่านวันเวลา «{written[:60]}» ไม่ได้", story=key, kind="date")

    def _tags(self, item: WpItem, key: str) -> list[TermRecord]:
        tags = []
        for term in item.terms:
            if term.taxonomy in ("post_tag", "tag") or term.taxonomy in self.taxonomies:
                tags.append(self.terms.tag(term))
            elif term.taxonomy not in KNOWN_TAXONOMIES:
                self.report.count(f"ข้าม: การจัดกลุ่ม {term.taxonomy[:40]}")
                self.report.note(
                    f"ไม่ได้นำเข้า {term.taxonomy[:40]} «{plain_line(term.name)[:60]}» "
                    f"(สั่ง --taxonomies {term.taxonomy[:40]} เพื่อใช้เป็นแท็ก)",
                    story=key, kind="taxonomy",
                )  # fmt: skip
        return tags

    def _comments(
        self, item: WpItem, key: str, published_at: datetime | None
    ) -> list[CommentRecord]:
        accepted: list[WpComment] = []
        for comment in item.comments:
            if comment.type in PINGS:
                self.report.count(f"ข้าม: {comment.type}")
                self.report.note(
                    f"ลิงก์อ้างถึงจากเว็บอื่น ({comment.type}) จาก «{plain_line(comment.author)[:80]}»",
                    story=key, kind="ping",
                )  # fmt: skip
            elif comment.type not in ("", "comment") or comment.approved not in COMMENT_STATUSES:
                self.report.count(f"ข้าม: {comment.type or 'ความคิดเห็นที่ไม่รู้จักสถานะ'}")
                self.report.note(
                    f"ข้ามความคิดเห็นของ «{plain_line(comment.author)[:60]}»",
                    story=key,
                    kind="comment",
                )
            else:
                accepted.append(comment)
                time = parse_export_time(comment.date_gmt, comment.date)
                self._note_unreadable_time(time, comment.date_gmt, comment.date, key)
        index_by_id = {one.id: index for index, one in enumerate(accepted) if one.id}
        return [
            CommentRecord(
                name=plain_line(one.author),
                email=one.email,
                body=plain_prose(one.body),
                created_at=parse_export_time(one.date_gmt, one.date)
                or published_at
                or datetime(1970, 1, 1, tzinfo=UTC),
                status=COMMENT_STATUSES[one.approved],
                parent_index=index_by_id.get(one.parent_id),
                key=f"comment {one.id}" if one.id else "",
            )
            for one in accepted
        ]


def _key(item: WpItem) -> str:
    return f"post {item.id}" if item.id else item.link or item.guid or item.title


def _stem(item: WpItem) -> str:
    from_link = old_urls(item, "")[:1]
    return from_link[0].rstrip("/").rpartition("/")[2] if from_link and not item.name else item.name


def _as_tag(section: TermRecord) -> TermRecord:
    return TermRecord(key=f"category/{section.key}", name=section.name, stem=section.stem)
