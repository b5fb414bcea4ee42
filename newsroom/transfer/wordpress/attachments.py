"""What becomes of uploaded files that are no story: their pages' addresses, and files nobody uses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from urllib.parse import unquote

from newsroom.articles.models import Article, PhotoUsage
from newsroom.articles.public_urls import article_url
from newsroom.transfer.addresses.paths import split_url
from newsroom.transfer.addresses.redirects import forget_gone, save_gone, save_redirects
from newsroom.transfer.identity import IdentityMap, Kind, short_key
from newsroom.transfer.report import ImportReport
from newsroom.transfer.wordpress.survey import Attachment, Survey
from newsroom.transfer.wordpress.uploads import upload_path

ATTACHMENTS_AT_ONCE = 300


def attachment_addresses(attachment: Attachment) -> Iterator[str]:
    """The addresses of the page that showed an uploaded file alone."""
    if attachment.id:
        yield f"/?attachment_id={attachment.id}"
    path = split_url(attachment.link).path
    if "?" not in attachment.link and path.strip("/"):
        yield path


def redirect_attachments(survey: Survey, identity: IdentityMap) -> None:
    """Lead the pages of single files, which we have not, to the story that shows the file.

    A file that no story shows leads to the story it was uploaded for, else it is gone (410).
    """
    for batch in _batches(survey):
        stories = _stories(batch, identity)
        pairs: list[tuple[str, str]] = []
        gone: list[str] = []
        for one in batch:
            addresses = attachment_addresses(one)
            if pk := stories.get(one.id):
                pairs += [(address, article_url(pk=pk)) for address in addresses]
            else:
                gone += addresses
        forget_gone(address for address, _ in pairs)
        save_redirects(pairs)
        save_gone(gone)


def report_unused_attachments(survey: Survey, report: ImportReport) -> None:
    """Name the files that no story shows: they are not taken over."""
    for batch in _batches(survey, unused=True):
        for one in batch:
            report.count("ไฟล์ของเว็บเดิมที่ไม่มีข่าวใดแสดง ไม่ได้นำเข้า")
            report.note(
                f"ไม่มีข่าวใดแสดงไฟล์ {unquote(upload_path(one.url))} จึงไม่ได้นำเข้า",
                story=f"post {one.id}", kind="attachment-unused",
            )  # fmt: skip
        report.close_stories()


def _batches(survey: Survey, *, unused: bool = False) -> Iterator[list[Attachment]]:
    attachments = survey.unused_attachments() if unused else survey.attachments()
    while batch := list(islice(attachments, ATTACHMENTS_AT_ONCE)):
        yield batch


def _stories(batch: Sequence[Attachment], identity: IdentityMap) -> dict[int, int]:
    """The id of a story by that of an attachment: one that shows it, else that it belongs to."""
    parents = {one.id: f"post {one.parent_id}" for one in batch if one.parent_id}
    rows = identity.find(Kind.ARTICLE, parents.values())
    stories = {
        attachment_id: row.object_id
        for attachment_id, key in parents.items()
        if (row := rows.get(short_key(key))) is not None and row.deleted_at is None
    }
    photos = identity.find(Kind.PHOTO, (f"post {one.id}" for one in batch if one.id))
    photo_ids = [row.object_id for row in photos.values() if row.deleted_at is None]
    shown = PhotoUsage.objects.filter(photo__in=photo_ids).values_list("photo_id", "article_id")
    leads = Article.objects.filter(lead_photo__in=photo_ids).values_list("lead_photo_id", "pk")
    pairs = sorted((pk, photo_id) for photo_id, pk in [*shown, *leads])
    by_photo: dict[int, list[int]] = {}
    for pk, photo_id in pairs:
        by_photo.setdefault(photo_id, []).append(pk)
    for one in batch:
        row = photos.get(f"post {one.id}")
        showing = by_photo.get(row.object_id, []) if row is not None else []
        if showing and stories.get(one.id) not in showing:
            stories[one.id] = showing[0]
    return stories
