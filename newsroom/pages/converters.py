"""The path converter of pages."""

from __future__ import annotations

from newsroom.pages.site_pages import slugs


class PageSlugConverter:
    """The slug of a page, in any state.

    Only of one that exists: pages stand at the root, where every other path would match as well,
    and addresses of former sites would take one redirect more (`/old` → `/old/` → …).
    """

    regex = "[-a-zA-Z0-9_]+"

    def to_python(self, value: str) -> str:
        if value not in slugs():
            raise ValueError("no page")
        return value

    def to_url(self, value: str) -> str:
        return value
