"""Pages and menus in the admin."""

from newsroom.pages.admin.menu import MenuAdmin
from newsroom.pages.admin.page import PageAdmin

__all__ = ["MenuAdmin", "PageAdmin"]
