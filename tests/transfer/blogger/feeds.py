"""Builds files as Blogger exports them: the old backup and Google Takeout."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from django.core.management import call_command

BLOG = "tag:blogger.com,1999:blog-77"
KIND = '<category scheme="http://schemas.google.com/g/2005#kind" term="http://schemas.google.com/blogger/2008/kind#{}"/>'


def backup(folder: Path, *entries: str) -> Path:
    """The old backup (`blog-11-26-2026.xml`)."""
    path = folder / "blog.xml"
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom" '
        'xmlns:thr="http://purl.org/syndication/thread/1.0" xmlns:app="http://purl.org/atom/app#">'
        f"<id>{BLOG}.archive</id><title type='text'>ข่าวอ่าวทราย</title>"
        f"<entry><id>{BLOG}.settings.BLOG_NAME</id>{KIND.format('settings')}<content>ชื่อ</content></entry>"
        + "".join(entries)
        + "</feed>",
        encoding="utf-8",
    )
    return path


def backup_post(
    number: int, *, draft: bool = False, labels: str = "", content: str = "<p>เนื้อ</p>"
) -> str:
    control = "<app:control><app:draft>yes</app:draft></app:control>" if draft else ""
    return (
        f"<entry><id>{BLOG}.post-{number}</id><published>2016-11-0{number}T09:00:00.000+07:00</published>"
        f"<updated>2016-11-0{number}T09:30:00.000+07:00</updated>{control}{KIND.format('post')}"
        + "".join(
            f'<category scheme="http://www.blogger.com/atom/ns#" term="{label}"/>'
            for label in filter(None, labels.split(","))
        )
        + f"<title type='text'>ข่าว {number}</title><content type='html'>{escape(content)}</content>"
        f"<link rel='alternate' type='text/html' href='http://aosai.blogspot.com/2016/11/x{number}.html'/>"
        "<author><name>สมชาย</name><uri>https://www.blogger.com/profile/5</uri>"
        "<email>noreply@blogger.com</email></author></entry>"
    )


def backup_comment(number: int, post: int, reply_to: int = 0) -> str:
    related = (
        f"<link rel='related' href='http://www.blogger.com/feeds/77/{post}/comments/default/{reply_to}'/>"
        if reply_to
        else ""
    )
    return (
        f"<entry><id>{BLOG}.post-{number}</id><published>2016-11-09T10:00:00.000+07:00</published>"
        f"{KIND.format('comment')}<title>ความ…</title><content type='html'>ความเห็น {number}&lt;br /&gt;สอง</content>"
        f"<thr:in-reply-to ref='{BLOG}.post-{post}'/>{related}<author><name>ผู้อ่าน {number}</name>"
        "<email>noreply@blogger.com</email></author></entry>"
    )


def takeout(folder: Path, *entries: str) -> Path:
    """`Takeout/Blogger/Blogs/…/feed.atom`."""
    path = folder / "feed.atom"
    path.write_text(
        "<?xml version='1.0' encoding='utf-8'?><feed xmlns='http://www.w3.org/2005/Atom' "
        f"xmlns:blogger='http://schemas.google.com/blogger/2018'><id>{BLOG}</id>"
        "<title>ข่าวอ่าวทราย</title>" + "".join(entries) + "</feed>",
        encoding="utf-8",
    )
    return path


def takeout_entry(
    number: int,
    kind: str = "POST",
    status: str = "LIVE",
    more: str = "",
    content: str = "<p>เนื้อ</p>",
) -> str:
    return (
        f"<entry><id>{BLOG}.post-{number}</id><blogger:type>{kind}</blogger:type>"
        f"<blogger:status>{status}</blogger:status><author><name>สมชาย</name>"
        "<uri>https://www.blogger.com/profile/5</uri><blogger:type>BLOGGER</blogger:type></author>"
        f"<title>ข่าว {number}</title><content type='html'>{escape(content)}</content>"
        f"<published>2016-11-0{number % 10}T02:00:00Z</published><updated>2016-11-0{number % 10}T02:30:00Z</updated>"
        f"<blogger:filename>/2016/11/x{number}.html</blogger:filename>{more}</entry>"
    )


def import_blogger(path: Path, **options: Any) -> str:
    """Run the command; returns its output."""
    out = io.StringIO()
    call_command("import_blogger", path, stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()
