"""The admin's rail: the places that a role goes to most, as far as the user has the right to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

# Of a model that the user may see: which of the URLs of Django's list of apps, label, icon
# (`templates/admin/_rail_icons.html`). Phones show the dashboard and the first three.
MODEL_PLACES = [
    ("articles.Article", "admin_url", "ข่าว", "articles"),
    ("articles.Article", "add_url", "เขียนข่าวใหม่", "write"),
    ("images.Photo", "admin_url", "ภาพ", "photos"),
    ("comments.Comment", "admin_url", "ความคิดเห็น", "comments"),
    ("planning.Idea", "admin_url", "แผนข่าว", "plan"),
    ("site.FrontPageArticle", "admin_url", "จัดหน้าแรก", "front-page"),
    ("accounts.User", "admin_url", "ผู้ใช้", "people"),
    ("site.SiteSettings", "admin_url", "ข้อมูลเว็บไซต์", "settings"),
]


@dataclass(frozen=True)
class Place:
    """A link of the rail; `current` is its `aria-current`: `page`, `true` for a page below it, or empty."""

    label: str
    url: str
    icon: str
    current: str


def _current(url: str, path: str, is_parent: bool) -> str:
    if path == url:
        return "page"
    return "true" if is_parent and path.startswith(url) else ""


def rail_places(request: HttpRequest, apps: list[Any]) -> Iterator[Place]:
    """The dashboard, then what `apps`, Django's list of the user's apps, has of `MODEL_PLACES`."""
    dashboard = reverse("admin:index")
    yield Place("โต๊ะข่าว", dashboard, "dashboard", _current(dashboard, request.path, False))
    models = {model["model"]._meta.label: model for app in apps for model in app["models"]}
    for name, kind, label, icon in MODEL_PLACES:
        if url := models.get(name, {}).get(kind):
            yield Place(label, url, icon, _current(url, request.path, kind == "admin_url"))
