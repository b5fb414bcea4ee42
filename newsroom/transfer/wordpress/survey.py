"""What has to be known of all files of an export before the first story can be converted.

Attachments, duplicate ids and addresses stand in a temporary database of its own, so that memory
does not grow with the site.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from newsroom.transfer.addresses.paths import clean_path, split_url
from newsroom.transfer.addresses.tails import uploads_path
from newsroom.transfer.addresses.uploads import original_name
from newsroom.transfer.links.updater import bare_host
from newsroom.transfer.models import ImportedObject
from newsroom.transfer.wordpress.wxr.items import WpItem, WpSite
from newsroom.transfer.wordpress.wxr.reader import WxrReader

CREDIT_META = (
    "_media_credit", "media_credit", "photo_credit", "credit", "_credit", "photographer",
    "_navis_media_credit", "isc_image_source",
)  # fmt: skip
ATTACHMENTS = "SELECT id, url, title, caption, alt, credit, parent, link FROM attachment WHERE "
# More items than a site has; a larger id is no reason to count on from there.
MAX_RESERVED_ID = 10**9
# Hosts of `guid`s remembered; a site has moved a few times at most.
MAX_HOSTS = 200


class Attachment(NamedTuple):
    """An uploaded file as described in the export; `id` 0 is one that only a text mentions."""

    id: int
    url: str
    title: str = ""
    caption: str = ""
    alt: str = ""
    credit: str = ""
    parent_id: int = 0
    link: str = ""  # of the page that showed it alone


@dataclass
class Duplicate:
    """How an item whose id several items have is to be taken: not at all, or under which key."""

    key_suffix: str = ""
    is_older: bool = False


class Survey:
    """Everything about the files that is needed in advance. Close it when done."""

    def __init__(self) -> None:
        self.site = WpSite()
        self.item_count = self.max_id = 0
        self.hosts: Counter[str] = Counter()
        self.sites: set[str] = set()  # hosts with folders, one for each site of the files
        self._guid_hosts: Counter[str] = Counter()
        self._db = sqlite3.connect("")  # a temporary file that SQLite deletes by itself
        self._db.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
            "CREATE TABLE attachment (id INTEGER, url, title, caption, alt, credit, parent INTEGER,"
            " link, path, is_used INTEGER DEFAULT 0);"
            "CREATE TABLE item (id INTEGER, file INTEGER, position INTEGER, digest, modified);"
            "CREATE TABLE shared_block (id INTEGER PRIMARY KEY, content);"
            "CREATE TABLE news_link (news_id INTEGER, post_id INTEGER);"
        )
        self._duplicates: dict[tuple[int, int], Duplicate] = {}
        self._news_links: dict[int, int] = {}

    def close(self) -> None:
        self._db.close()

    def read(self, readers: Iterable[WxrReader]) -> None:
        """Read all files whole. Raises `BrokenExport`."""
        for file, reader in enumerate(readers):
            for position, item in enumerate(reader.items()):
                self._add(item, file, position)
            self._add_site(reader.site)
        self._db.executescript(
            "CREATE INDEX attachment_id ON attachment (id);"
            "CREATE INDEX attachment_path ON attachment (path);"
            "CREATE INDEX attachment_parent ON attachment (parent);"
        )
        self._find_duplicates()
        self._news_links = dict(self._db.execute("SELECT news_id, post_id FROM news_link"))

    def _add_site(self, site: WpSite) -> None:
        for name in ("title", "url", "version"):
            setattr(self.site, name, getattr(self.site, name) or getattr(site, name))
        for name in ("authors", "categories", "tags"):
            getattr(self.site, name).update(getattr(site, name))
        if site.url:
            host = bare_host(split_url(site.url).netloc)
            self.hosts[host] += 1
            self.sites.add(f"{host}{clean_path(split_url(site.url).path).rstrip('/')}")

    def _add(self, item: WpItem, file: int, position: int) -> None:
        self.item_count += 1
        if item.id < MAX_RESERVED_ID:
            self.max_id = max(self.max_id, item.id)
        if item.guid.startswith("http") and len(self._guid_hosts) < MAX_HOSTS:
            self._guid_hosts[bare_host(item.guid.split("/", 3)[2])] += 1
        if item.type == "attachment":
            url = item.attachment_url or item.guid
            path = uploads_path(clean_path(split_url(url).path if "//" in url else url))
            self._db.execute(
                "INSERT INTO attachment VALUES (?,?,?,?,?,?,?,?,?,0)",
                (item.id, url, item.title, item.excerpt,
                 item.meta_value("_wp_attachment_image_alt"), photo_credit(item), item.parent_id,
                 item.link, original_name(path) if path else url),
            )  # fmt: skip
            return
        if item.type == "wp_block":
            self._db.execute(
                "INSERT OR REPLACE INTO shared_block VALUES (?,?)", (item.id, item.content)
            )
        if item.id:
            modified = max(item.modified_gmt, item.modified)
            self._db.execute(
                "INSERT INTO item VALUES (?,?,?,?,?)",
                (item.id, file, position, item_digest(item), modified),
            )
            parts = clean_path(split_url(item.link).path).strip("/").split("/")
            if len(parts) > 1 and parts[0] == "news" and parts[1].isdecimal():
                self._db.execute(
                    "INSERT INTO news_link VALUES (?,?)", (int(parts[1][:12]), item.id)
                )

    def _find_duplicates(self) -> None:
        """Of items with one id: alike ones count once, the newest of several files, all of one."""
        rows = self._db.execute(
            "SELECT id, file, position, digest, modified FROM item WHERE id IN"
            " (SELECT id FROM item GROUP BY id HAVING count(*) > 1) ORDER BY id, file, position"
        ).fetchall()
        groups: dict[int, list[tuple[int, int, str, str]]] = {}
        for pk, *rest in rows:
            groups.setdefault(pk, []).append(tuple(rest))
        for group in groups.values():
            newest_file = max(group, key=lambda row: (row[3], row[0]))[0]
            seen: set[str] = set()
            for file, position, digest, _ in group:
                duplicate = Duplicate(is_older=file != newest_file or digest in seen)
                if not duplicate.is_older:
                    duplicate.key_suffix = f" {digest[:12]}" if seen else ""
                    seen.add(digest)
                self._duplicates[file, position] = duplicate

    def duplicate(self, file: int, position: int) -> Duplicate:
        """How the item at this place is to be taken."""
        return self._duplicates.get((file, position), Duplicate())

    def requested_id(self, item: WpItem) -> int:
        """The id here under which the story's old address survives: `/news/7/`, else the post's."""
        parts = clean_path(split_url(item.link).path).strip("/").split("/")
        if len(parts) > 1 and parts[0] == "news" and parts[1].isdecimal():
            number = int(parts[1][:12])
            if self._news_links.get(number) == item.id:
                return number
        return 0 if self._news_links.get(item.id, item.id) != item.id else item.id

    def shared_block(self, block_id: int) -> str:
        """The content of a block that several posts share; empty if the files have none."""
        row = self._db.execute("SELECT content FROM shared_block WHERE id = ?", (block_id,))
        return str((row.fetchone() or ("",))[0])

    def attachment(self, attachment_id: int) -> Attachment | None:
        """The attachment with this id."""
        return self._one("id = ?", attachment_id)

    def attachment_at(self, path: str) -> Attachment | None:
        """The attachment at a path below the uploads, whatever size of it is meant."""
        return self._one("path = ?", original_name(path))

    def attached_to(self, post_id: int) -> list[Attachment]:
        """The attachments of a post, in the order in which they were uploaded."""
        return list(self._attachments("parent = ? ORDER BY id", post_id))

    def attachments(self) -> Iterator[Attachment]:
        """All of them."""
        return self._attachments("1 = ? ORDER BY id", 1)

    def mark_used(self, attachment_id: int) -> None:
        """Remember that a story shows the attachment."""
        self._db.execute("UPDATE attachment SET is_used = 1 WHERE id = ?", (attachment_id,))

    def unused_attachments(self) -> Iterator[Attachment]:
        """Those that no story converted so far shows."""
        return self._attachments("is_used = ? ORDER BY id", 0)

    def _one(self, condition: str, value: object) -> Attachment | None:
        return next(self._attachments(condition, value), None)

    def _attachments(self, condition: str, value: object) -> Iterator[Attachment]:
        for row in self._db.execute(ATTACHMENTS + condition, (value,)):
            yield Attachment(*row)

    def source(self) -> str:
        """The name of the site: its host without `www.`, and its folder.

        A site that moved keeps the name under which it was imported: the host of its `guid`s,
        which WordPress never changes.
        """
        parts = split_url(self.site.url)
        name = f"{bare_host(parts.netloc)}{clean_path(parts.path).rstrip('/')}"
        former = [host for host, _ in self._guid_hosts.most_common(3) if host and host != name]
        known = ImportedObject.objects.filter(kind=ImportedObject.Kind.ARTICLE)
        if name and not known.filter(source=name).exists():
            name = next((host for host in former if known.filter(source=host).exists()), name)
        return name or self.site.title or "wordpress"

    def all_hosts(self) -> list[str]:
        """The site's hosts, the present one first."""
        hosts = [host for host, _ in (self.hosts + Counter()).most_common() if host]
        guid_total = sum(self._guid_hosts.values())
        # A host of a few guids only is that of another site whose stories were taken over.
        hosts += [
            host for host, count in self._guid_hosts.items() if count * 5 > guid_total and host
        ]
        return list(dict.fromkeys(hosts))

    def folder(self) -> str:
        """The folder of the site on its host, `/web`; empty if there is none."""
        return clean_path(split_url(self.site.url).path).rstrip("/")


def item_digest(item: WpItem) -> str:
    """Of what makes an item another story than one with the same id."""
    text = "\0".join((item.title, item.content, item.date, item.type))
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def photo_credit(item: WpItem) -> str:
    """Who took a picture: a plugin's field, else what the camera's file said."""
    if credit := item.meta_value(*CREDIT_META):
        return credit
    serialized = item.meta_value("_wp_attachment_metadata")
    for name in ("credit", "copyright"):
        if text := _php_string(serialized, name):
            return text
    return ""


def _php_string(serialized: str, name: str) -> str:
    """The string under a key of PHP's serialised arrays: `s:6:"credit";s:3:"Ann";`."""
    _, found, rest = serialized.partition(f'"{name}";s:')
    length, colon, quoted = rest.partition(":")
    if not found or not colon or not length.isdecimal():
        return ""
    data = quoted[1:].encode("utf-8", "surrogatepass")[: int(length[:6])]
    return data.decode("utf-8", "ignore").strip()
