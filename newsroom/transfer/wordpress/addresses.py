"""The addresses that a WordPress site had, as an export tells them."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote, unquote

from newsroom.transfer.addresses.paths import split_url
from newsroom.transfer.importing.taxonomies import Taxonomies
from newsroom.transfer.wordpress.attachments import attachment_addresses
from newsroom.transfer.wordpress.survey import Attachment, Survey
from newsroom.transfer.wordpress.terms import Terms
from newsroom.transfer.wordpress.wxr.items import WpItem
from newsroom.transfer.wordpress.wxr.reader import WxrReader

OLD_SLUG_META, OLD_DATE_META = "_wp_old_slug", "_wp_old_date"


def old_urls(item: WpItem, folder: str) -> list[str]:
    """The paths at which a post was found: its link, former slugs and dates; in a folder, by id."""
    urls: list[str] = []
    path = split_url(item.link).path
    if item.link and "?" not in item.link and path.strip("/"):
        urls.append(path)
        urls += _former_paths(item, path)
    if folder and item.id:
        urls.append(f"{folder}/?p={item.id}")
    return urls


def _former_paths(item: WpItem, path: str) -> Iterator[str]:
    slug = path.rstrip("/").rpartition("/")[2]
    for key, value in item.meta:
        if key == OLD_SLUG_META and value.strip():
            former = quote(unquote(value.strip()).strip("/"))
            yield f"{path.rstrip('/').removesuffix(slug)}{former}/"
            yield f"/{former}/"
        elif key == OLD_DATE_META and value.count("-") == 2:
            old, new = value.strip().replace("-", "/"), item.date[:10].replace("-", "/")
            if new and new in path:
                yield path.replace(new, old, 1)


def term_redirects(survey: Survey, terms: Terms, taxonomies: Taxonomies) -> list[tuple[str, str]]:
    """Addresses by number, and those of categories' and authors' pages, to ours.

    By name they are answered by rule; the rows are for `/?cat=3`, `/?author=2` and for names that
    two things share.
    """
    pairs: list[tuple[str, str]] = []
    for category in survey.site.categories.values():
        term = terms.section(category.nicename)
        url = taxonomies.section(term).get_absolute_url()
        parts, parent = [category.nicename], survey.site.categories.get(category.parent)
        while parent and parent.nicename not in parts:
            parts.insert(0, parent.nicename)
            parent = survey.site.categories.get(parent.parent)
        pairs.append((f"/category/{'/'.join(parts)}/", url))
        if len(parts) > 1:
            pairs.append((f"/category/{category.nicename}/", url))
        if category.id:
            pairs.append((f"/?cat={category.id}", url))
    for login, author in survey.site.authors.items():
        known = taxonomies.author(terms.author(login))
        if known is None:
            continue
        pairs.append((f"/author/{terms.author(login).stem}/", known.get_absolute_url()))
        if author.id:
            pairs.append((f"/?author={author.id}", known.get_absolute_url()))
    return pairs


def site_addresses(survey: Survey, readers: list[WxrReader]) -> Iterator[str]:
    """Every address of the former site that the export tells of, as paths with queries."""
    terms = Terms(survey.site)
    for nicename, category in survey.site.categories.items():
        yield f"/category/{nicename}/"
        if category.id:
            yield f"/?cat={category.id}"
    for nicename in survey.site.tags:
        yield f"/tag/{nicename}/"
    for login, author in survey.site.authors.items():
        yield f"/author/{terms.author(login).stem}/"
        if author.id:
            yield f"/?author={author.id}"
    for reader in readers:
        for item in reader.items():
            if item.type == "attachment":
                yield from attachment_addresses(Attachment(item.id, "", link=item.link))
                if item.attachment_url:
                    yield split_url(item.attachment_url).path
            elif item.status == "publish":
                yield from old_urls(item, survey.folder())
                if item.id:
                    yield f"/?p={item.id}"
