"""The items of an export as Python objects; texts are raw, names as in WXR."""

from __future__ import annotations

from dataclasses import dataclass, field

from newsroom.transfer.wordpress.wxr.languages import one_language
from newsroom.transfer.xml.elements import XmlElement

# Attribute of `WpItem` by local name of the element.
_ITEM_FIELDS = {
    "title": "title", "link": "link", "guid": "guid", "creator": "creator", "status": "status",
    "post_date": "date", "post_date_gmt": "date_gmt", "post_modified": "modified",
    "post_modified_gmt": "modified_gmt", "comment_status": "comment_status",
    "post_password": "password", "attachment_url": "attachment_url", "post_type": "type",
    "post_name": "name", "pubDate": "pub_date",
}  # fmt: skip


@dataclass
class WpComment:
    """A comment as exported; texts are raw."""

    id: int
    parent_id: int  # 0: none
    author: str
    email: str
    body: str
    date: str
    date_gmt: str
    approved: str
    type: str


@dataclass
class WpTerm:
    """A category, tag or other term of an item: taxonomy, slug as exported, name."""

    taxonomy: str
    nicename: str
    name: str


@dataclass
class WpItem:
    """A post, page or attachment as exported; texts are raw. Names as in WXR."""

    id: int = 0
    type: str = "post"
    title: str = ""
    link: str = ""
    guid: str = ""
    creator: str = ""
    content: str = ""
    excerpt: str = ""
    status: str = ""
    name: str = ""
    date: str = ""
    date_gmt: str = ""
    modified: str = ""
    modified_gmt: str = ""
    pub_date: str = ""  # as in RSS, by RFC 5322
    comment_status: str = ""
    password: str = ""
    attachment_url: str = ""
    parent_id: int = 0
    is_sticky: bool = False
    terms: list[WpTerm] = field(default_factory=list)
    meta: list[tuple[str, str]] = field(default_factory=list)
    comments: list[WpComment] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)  # what was mended, in Thai

    def meta_value(self, *keys: str) -> str:
        """The first value of these meta keys that is not empty."""
        values = dict(reversed(self.meta))
        return next((values[key].strip() for key in keys if values.get(key, "").strip()), "")


@dataclass
class WpAuthor:
    """A user as exported."""

    id: int
    login: str
    name: str


@dataclass
class WpCategory:
    """A category or tag of the channel; `parent` is the nicename of another."""

    id: int
    nicename: str
    name: str
    parent: str = ""


@dataclass
class WpSite:
    """The export's channel: what precedes the items."""

    title: str = ""
    url: str = ""
    version: str = ""
    authors: dict[str, WpAuthor] = field(default_factory=dict)  # by login
    categories: dict[str, WpCategory] = field(default_factory=dict)  # by nicename
    tags: dict[str, WpCategory] = field(default_factory=dict)


def read_item(element: XmlElement) -> WpItem:
    item = _read_item(element)
    texts = [one_language(text) for text in (item.title, item.content, item.excerpt)]
    item.title, item.content, item.excerpt = (text for text, _ in texts)
    if any(has_others for _, has_others in texts):
        item.faults.append("ข่าวนี้มีหลายภาษาในช่องเดียว (qTranslate) จึงนำเข้าภาษาเดียว")
    return item


def _read_item(element: XmlElement) -> WpItem:
    item = WpItem()
    for child in element.children:
        name, text = child.local_name, child.text
        if name == "encoded":
            if child.name.startswith("excerpt"):
                item.excerpt = text
            else:
                item.content = text
        elif name == "post_id":
            item.id = parse_id(text)
        elif name == "post_parent":
            item.parent_id = parse_id(text)
        elif name == "is_sticky":
            item.is_sticky = text.strip() == "1"
        elif name == "category":
            attributes, label = child.attributes, one_language(text.strip())[0]
            nicename = attributes.get("nicename", "") or label
            item.terms.append(WpTerm(attributes.get("domain", "category"), nicename, label))
        elif name == "postmeta":
            values = child.texts()
            item.meta.append((values.get("meta_key", "").strip(), values.get("meta_value", "")))
        elif name == "comment":
            item.comments.append(_comment(child))
        elif name in _ITEM_FIELDS:
            setattr(item, _ITEM_FIELDS[name], text.strip())
    return item


def _comment(element: XmlElement) -> WpComment:
    values = element.texts()
    return WpComment(
        id=parse_id(values.get("comment_id", "")),
        parent_id=parse_id(values.get("comment_parent", "")),
        author=values.get("comment_author", ""),
        email=values.get("comment_author_email", "").strip(),
        body=values.get("comment_content", ""),
        date=values.get("comment_date", "").strip(),
        date_gmt=values.get("comment_date_gmt", "").strip(),
        approved=values.get("comment_approved", "").strip(),
        type=values.get("comment_type", "").strip(),
    )


def parse_id(text: str) -> int:
    """A positive id of at most 17 digits; 0 for anything else."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else 0
