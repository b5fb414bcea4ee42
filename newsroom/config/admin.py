"""The admin site: its names, and the order of its rooms."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from newsroom.audit.record import What, record
from newsroom.readership.dashboard import dashboard

# What a journalist needs most stands first; unnamed rooms follow.
ORDER = ["articles", "images", "comments", "site", "transfer", "accounts", "auth", "audit"]
# Packages whose own screens are of no use to a newsroom.
HIDDEN = frozenset({"axes", "taggit"})
MODEL_ORDER = ["Article", "Section", "Author", "Tag", "FrontPick", "SiteIdentity"]


def _place(name: str, order: list[str]) -> int:
    return order.index(name) if name in order else len(order)


class NewsroomAdminSite(admin.AdminSite):
    """The newsroom's admin."""

    site_header = "ห้องข่าว"
    site_title = "ห้องข่าว"
    index_title = "โต๊ะข่าว"
    site_url = "/"
    empty_value_display = "–"
    enable_nav_sidebar = True

    def index(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:  # type: ignore[override]
        """The desk's first page: the dashboard, then all rooms."""
        board = dashboard(request, self._registry)
        return super().index(request, {"dashboard": board, **(extra_context or {})})

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The rooms in the order of a day's work."""
        apps = [
            app
            for app in super().get_app_list(request, app_label)
            if app["app_label"] not in HIDDEN
        ]
        for app in apps:
            app["models"].sort(key=lambda model: _place(model["object_name"], MODEL_ORDER))
        return sorted(apps, key=lambda app: _place(app["app_label"], ORDER))

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        response = super().password_change(request, extra_context)
        if request.method == "POST" and response.status_code == 302:
            record(What.PASSWORD_CHANGED, request.user, by=request.user)  # type: ignore[arg-type]
        return response
