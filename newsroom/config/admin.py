"""The admin site: its titles, and the order of apps and models."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from newsroom.accounts.passwords import views as password_views
from newsroom.accounts.second_factor import views
from newsroom.accounts.sessions.views import own_account
from newsroom.audit.log import log_action
from newsroom.audit.models import Action
from newsroom.config.navigation import rail_places
from newsroom.mail.availability import can_send
from newsroom.notifications.views import notification_settings
from newsroom.readership.dashboard import dashboard
from newsroom.web.converters import parse_id

# What a journalist uses most comes first; apps and models that are not listed follow.
APP_ORDER = [
    "articles",
    "images",
    "documents",
    "comments",
    "site",
    "pages",
    "syndication",
    "transfer",
    "accounts",
    "auth",
    "mail",
    "audit",
]
# Apps whose admin is of no use to a newsroom. A view of taggit's would ask for no permission.
OMITTED_APP_LABELS = frozenset({"axes", "taggit"})
MODEL_ORDER = ["Article", "Idea", "Section", "Author", "Tag"]
MODEL_ORDER += ["FrontPageArticle", "Page", "Menu", "SiteSettings"]


def _position(name: str, order: list[str]) -> int:
    return order.index(name) if name in order else len(order)


def _join(apps: list[Any], label: str, into: str) -> None:
    """Put the models of one app into another's list, so that there is one place for what belongs together."""
    by_label = {app["app_label"]: app for app in apps}
    if label in by_label and into in by_label:
        apps.remove(by_label[label])
        by_label[into]["models"] += by_label[label]["models"]


class NewsroomAdminSite(admin.AdminSite):
    """Django's admin with the dashboard on its first page."""

    site_header = "ห้องข่าว"
    site_title = "ห้องข่าว"
    index_title = "โต๊ะข่าว"
    site_url = "/"
    empty_value_display = "–"
    enable_nav_sidebar = False  # the rail is in its place

    def register(self, model_or_iterable: Any, *args: Any, **options: Any) -> None:
        """Django's, of all models but those of `OMITTED_APP_LABELS`."""
        given: list[Any] = (
            [model_or_iterable] if isinstance(model_or_iterable, type) else model_or_iterable
        )
        kept = [model for model in given if model._meta.app_label not in OMITTED_APP_LABELS]
        super().register(kept, *args, **options)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Django's, and the places of the rail."""
        context = super().each_context(request)
        if context["has_permission"] and not context["is_popup"]:
            context["rail_places"] = list(rail_places(request, context["available_apps"]))
        return context

    def index(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:  # type: ignore[override]
        """The dashboard, then all apps."""
        context = {"dashboard": dashboard(request, self._registry), **(extra_context or {})}
        return super().index(request, context)

    @method_decorator(never_cache)
    def login(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> Any:
        """Django's page with `SignInView`, which may ask for a second factor."""
        if request.method == "GET" and self.has_permission(request):
            return redirect("admin:index")
        context: dict[str, object] = {
            **self.each_context(request),
            "title": _("Log in"),
            "subtitle": None,
            "app_path": request.get_full_path(),
            "username": request.user.get_username(),
            "can_send_mail": can_send(),
        }
        if REDIRECT_FIELD_NAME not in request.GET and REDIRECT_FIELD_NAME not in request.POST:
            context[REDIRECT_FIELD_NAME] = reverse("admin:index")
        view = views.SignInView.as_view(
            extra_context={**context, **(extra_context or {})},
            authentication_form=AdminAuthenticationForm,
            template_name="admin/login.html",
        )
        return view(request)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Also refuse actions on what is no id, which Django gives to the database."""
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def wrapper(request: HttpRequest, *args: object, **kwargs: object) -> Any:
            if request.method == "POST":
                selected = request.POST.getlist(ACTION_CHECKBOX_NAME)
                if any(parse_id(pk) is None for pk in selected):
                    raise SuspiciousOperation("an action on what is no id")
            return inner(request, *args, **kwargs)

        return wrapper

    def get_urls(self) -> list[Any]:
        return [
            path("login/code/", views.second_factor, name="second_factor"),
            path("login/enrol/", views.enrol, name="second_factor_enrol"),
            path("login/enrol/qr.svg", views.qr_code, name="second_factor_qr"),
            path("password/", password_views.forgotten_password, name="forgotten_password"),
            path("password/<token>/", password_views.set_password, name="set_password"),
            path(
                "account/notifications/",
                self.admin_view(notification_settings),
                name="notification_settings",
            ),
            path("account/", self.admin_view(own_account), name="account"),
            *super().get_urls(),
        ]

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[object]:
        """Django's list in our order."""
        apps = super().get_app_list(request, app_label)
        _join(apps, "auth", into="accounts")
        _join(apps, "pages", into="site")
        _join(apps, "planning", into="articles")
        for app in apps:
            app["models"].sort(key=lambda model: _position(model["object_name"], MODEL_ORDER))
        return sorted(apps, key=lambda app: _position(app["app_label"], APP_ORDER))

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> Any:
        """Also record the change in the audit log; labels without colons."""
        response = super().password_change(request, extra_context)
        if isinstance(response, TemplateResponse) and response.context_data:
            response.context_data["form"].label_suffix = ""
        if request.method == "POST" and response.status_code == 302:
            log_action(Action.PASSWORD_CHANGED, request.user, by=request.user)  # type: ignore[arg-type]
        return response
