"""Links inside imported texts that point to the former site: rewritten to where it is now."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from urllib.parse import urlsplit

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from newsroom.articles.models import Article
from newsroom.articles.signals import notify_articles_changed
from newsroom.body.pipeline import clean_body
from newsroom.comments.models import Comment
from newsroom.images.models import Photo
from newsroom.transfer.addresses.own_pages import canonical_target, match_path, page_at
from newsroom.transfer.addresses.paths import clean_path
from newsroom.transfer.addresses.resolver import find_new_address
from newsroom.transfer.addresses.tails import uploads_path
from newsroom.transfer.bodies.photos import MAX_CAPTION_LENGTH
from newsroom.transfer.identity import IdentityMap, Kind
from newsroom.transfer.importing.decisions import Decision
from newsroom.transfer.links.attributes import filter_attributes
from newsroom.transfer.links.comment_fingerprints import comment_fingerprint
from newsroom.transfer.links.read_more import our_ids, with_our_articles, without_references
from newsroom.transfer.models import ImportedObject
from newsroom.transfer.report import ImportReport
from newsroom.web.absolute_urls import absolute_url

CHUNK = 100
# Of plain text: comments.
_URL = re.compile(r"https?://[^\s<>\"'()]+")
_TRAILING = ".,;:!?…ๆ"


class LinkUpdater:
    """Rewrites links to one former site, known by its hosts."""

    def __init__(self, identity: IdentityMap, report: ImportReport, hosts: Iterable[str]) -> None:
        """Without hosts nothing is rewritten."""
        self.identity, self.report = identity, report
        bare = [bare_host(host) for host in hosts]
        self.hosts = set(bare) - {""}
        self.base = bare[0] if bare else ""
        self._our_ids: dict[int, int] | None = None  # read when a text asks for one

    def rewrite(self, decision: Decision) -> None:
        """Rewrite the links of a story about to be written; those that lead nowhere yet stay open.

        Relative ones become absolute, so that they are never taken for paths of ours.
        """
        body = decision.record.values["body"]
        if self.hosts and ("data-article=" in body or "data-document=" in body):
            body = decision.record.values["body"] = without_references(body)
        elif "data-article=" in body and decision.outcome in ("created", "updated"):
            decision.has_open_links = True
            return
        if not self.hosts or decision.outcome not in ("created", "updated") or "href=" not in body:
            return
        new_body, open_links = self.rewrite_html(body)
        decision.has_open_links = bool(open_links)
        if new_body != body:
            decision.record.values["body"] = new_body

    def rewrite_text(self, text: str) -> tuple[str, bool]:
        """A plain text with its URLs rewritten, and whether some lead nowhere yet."""
        if not self.hosts or "://" not in text:
            return text, False
        open_links: list[str] = []

        def replace(match: re.Match[str]) -> str:
            url = match.group().rstrip(_TRAILING)
            new = self._new_url(url, open_links)
            rest = match.group()[len(url) :]
            return (absolute_url(new) if new.startswith("/") else new) + rest

        return _URL.sub(replace, text), bool(open_links)

    def update_open(self) -> None:
        """Rewrite what led nowhere when it was written, now that all stories are stored."""
        last_id = 0
        while rows := list(
            ImportedObject.objects.filter(
                source=self.identity.source,
                has_open_links=True,
                deleted_at=None,
                id__gt=last_id,
            ).order_by("id")[:CHUNK]
        ):
            last_id = rows[-1].pk
            self._update_articles([row for row in rows if row.kind == Kind.ARTICLE])
            for row in rows:
                if row.kind == Kind.COMMENT:
                    self._update_comment(row)
                elif row.kind == Kind.PHOTO:
                    self._update_caption(row)
            self.report.close_stories()

    def _update_articles(self, rows: list[ImportedObject]) -> None:
        articles = Article.objects.only("body", "lead_photo", "kind", "updated_at").in_bulk(
            [row.object_id for row in rows]
        )
        changed: list[tuple[ImportedObject, Article]] = []
        for row in rows:
            article = articles.get(row.object_id)
            if article is None or article.updated_at != row.imported_at:
                continue  # edited here: its links are the desk's
            body, open_links = self._updated(article.body, row.key)
            for link in dict.fromkeys(open_links):
                self.report.count("ลิงก์ในข่าวที่ยังไม่มีปลายทาง")
                self.report.note(f"ลิงก์ {link} ยังไม่มีปลายทางในเว็บนี้", story=row.key, kind="open-link")
            if body == article.body and open_links:
                continue
            article.body = clean_body(body)
            article.render()
            row.has_open_links = bool(open_links)
            changed.append((row, article))
        if changed:
            self._save(changed)

    def _updated(self, body: str, story: str) -> tuple[str, list[str]]:
        """The body with its links where they lead now; of JSON Lines, «อ่านเพิ่ม» to our own ids."""
        if self.hosts:
            return self.rewrite_html(body)
        if self._our_ids is None:
            self._our_ids = our_ids(self.identity.source)
        body, lost = with_our_articles(body, self._our_ids)
        for key in lost:
            self.report.note(
                f"«อ่านเพิ่ม» ชี้ไปข่าวหมายเลข {key} ซึ่งไม่ได้นำเข้า", story=story, kind="read-more"
            )
        return body, []

    def _save(self, changed: list[tuple[ImportedObject, Article]]) -> None:
        """Store bodies whose links changed; their text, which is searched, is the same."""
        with transaction.atomic():
            ids = [article.pk for _, article in changed]
            stored = dict(
                Article.objects.select_for_update()
                .filter(pk__in=ids)
                .values_list("pk", "updated_at")
            )
            now = timezone.now()
            kept = [pair for pair in changed if stored.get(pair[1].pk) == pair[0].imported_at]
            for row, article in kept:
                article.updated_at = row.imported_at = now
            articles = [article for _, article in kept]
            Article.objects.bulk_update(articles, ["body", "body_html", "updated_at"])
            ImportedObject.objects.bulk_update(
                [row for row, _ in kept], ["imported_at", "has_open_links"]
            )
            notify_articles_changed([one.pk for one in articles], content_changed=False)

    def _update_comment(self, row: ImportedObject) -> None:
        comment = Comment.objects.filter(pk=row.object_id, moderated_at=None).first()
        if comment is None:
            return
        text, is_open = self.rewrite_text(comment.body)
        if text == comment.body and is_open:
            return
        with transaction.atomic():
            Comment.objects.filter(pk=comment.pk).update(body=text)
            comment.body, row.has_open_links = text, is_open
            row.fingerprint = comment_fingerprint(comment)
            row.save(update_fields=["has_open_links", "fingerprint"])

    def _update_caption(self, row: ImportedObject) -> None:
        photo = Photo.objects.filter(pk=row.object_id).first()
        if photo is None:
            return
        caption, is_open = self.rewrite_text(photo.caption)
        with transaction.atomic():
            if caption != photo.caption and len(caption) <= MAX_CAPTION_LENGTH:
                photo.caption = caption
                photo.save(update_fields=["caption"])
            row.has_open_links = is_open
            row.save(update_fields=["has_open_links"])

    def rewrite_html(self, html: str) -> tuple[str, list[str]]:
        """HTML with its links rewritten, and the URLs that lead nowhere yet."""
        open_links: list[str] = []
        urls: dict[str, str] = {}

        def collect(tag: str, name: str, value: str) -> str | None:
            if tag == "a" and name == "href":
                urls[value] = self._new_url(value, open_links)
                return urls[value]
            return value

        rewritten = filter_attributes(html, collect)
        return (rewritten if any(old != new for old, new in urls.items()) else html), open_links

    def _new_url(self, url: str, open_links: list[str]) -> str:
        """Where a link of the former site leads now; other links and open ones as absolute URLs."""
        try:
            parts = urlsplit(unescape(url.strip()))
            host = bare_host(parts.netloc)
        except ValueError:
            return url
        if parts.scheme not in ("", "http", "https") or (host and host not in self.hosts):
            return url
        if not host and not parts.path.startswith("/") and not parts.query:
            return url  # an anchor, or nothing we can tell
        path = clean_path(parts.path)
        if uploads_path(path) and find_new_address(path):
            return parts.path  # answered by rule, whatever becomes of the file
        full = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        anchor = f"#{parts.fragment}" if parts.fragment else ""
        if path == "/" and not parts.query:
            return f"/{anchor}"
        if new := find_new_address(full):
            return f"{new.url}{anchor}"
        if not parts.query and (page := page_at(path)) and self._is_imported(page):
            return f"{canonical_target(page)}{anchor}"
        if not host and f"{path}/" == reverse("search:search"):
            return url  # written by the first pass
        absolute = url if host else f"https://{self.base}/{url.lstrip('/')}"
        open_links.append(absolute)
        return absolute

    def _is_imported(self, page: str) -> bool:
        """Whether the page of ours at an old path is the one that the former site had there."""
        match = match_path(page)
        if match is None or match.view_name != "articles:article":
            return True
        return ImportedObject.objects.filter(
            source=self.identity.source,
            kind=Kind.ARTICLE,
            object_id=match.kwargs["pk"],
            deleted_at=None,
        ).exists()


def bare_host(netloc: str) -> str:
    """A host without `www.`, user and port, in lower case: one site whatever its address was."""
    host = netloc.rpartition("@")[2].partition(":")[0].lower().rstrip(".")
    return host.removeprefix("www.")
