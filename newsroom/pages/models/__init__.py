"""Pages beside the news, their revisions, and the menus."""

from newsroom.pages.models.menu import Menu, MenuItem
from newsroom.pages.models.page import Page
from newsroom.pages.models.revision import PageRevision

__all__ = ["Menu", "MenuItem", "Page", "PageRevision"]
