"""The news plan in the admin: its calendar, the list of all ideas, their form."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import wraps
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html

from newsroom.accounts.models import User
from newsroom.accounts.requests import signed_in_user
from newsroom.articles.models import Article
from newsroom.articles.workflow.actions import state_label
from newsroom.planning import changes, permissions
from newsroom.planning.calendar.plan import plan
from newsroom.planning.calendar.span import FILTERS, Span
from newsroom.planning.forms import PEOPLE, IdeaForm, MoveForm
from newsroom.planning.models import Idea
from newsroom.planning.notices import notify_of_tasks
from newsroom.thai.dates import BANGKOK, thai_date, thai_time
from newsroom.web.admin.model_admin import NewsroomModelAdmin
from newsroom.web.converters import parse_id

TEMPLATES = "admin/planning/idea"
# What the buttons of a card's move do, in hours; a day's leave the time as it is.
STEPS = {"earlier": -24, "later": 24, "hour_earlier": -1, "hour_later": 1}


@admin.register(Idea)
class IdeaAdmin(NewsroomModelAdmin):
    """Ideas. The calendar stands where Django has the list, which is one address below."""

    form = IdeaForm
    fieldsets = [
        (None, {"fields": ["what", "notes", "version"]}),
        ("เมื่อไรและใคร", {"fields": ["due_on", "due_time", "assignee", "section"]}),
        ("ภาพ", {"fields": ["photo_needed", "photographer"]}),
        ("สถานะ", {"fields": ["state", "story"]}),
    ]
    readonly_fields = ["story"]
    list_display = [
        "what", "due", "assignee", "photo", "section", "state", "story",
    ]  # fmt: skip
    list_filter = ["state", "section"]
    search_fields = ["what", "notes"]
    view_on_site = False
    change_form_template = f"{TEMPLATES}/change_form.html"
    change_list_template = f"{TEMPLATES}/change_list.html"

    class Media:
        css = {"all": ["css/planning.css"]}

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).for_calendar()  # type: ignore[attr-defined]

    def get_urls(self) -> list[Any]:
        def route(pattern: str, view: Any, name: str, is_command: bool = True) -> Any:
            allowed = self._for_those_who_see_the_plan(view, is_command)
            return path(pattern, self.admin_site.admin_view(allowed), name=f"planning_idea_{name}")

        return [
            route("", self.calendar_view, "changelist", is_command=False),
            route("list/", self.changelist_view, "list", is_command=False),
            route("move/", self.move_view, "move"),
            route("take/", self.take_view, "take"),
            route("give-back/", self.give_back_view, "give_back"),
            route("write/", self.write_view, "write"),
            *super().get_urls()[1:],
        ]

    def _for_those_who_see_the_plan(self, view: Any, is_command: bool) -> Any:
        @wraps(view)
        def wrapper(request: HttpRequest) -> HttpResponse:
            if not self.has_view_or_change_permission(request):
                raise PermissionDenied("คุณไม่มีสิทธิ์ดูแผนข่าว")
            if is_command and request.method != "POST":
                # Back from the sign-in page, say; what was sent is gone.
                return redirect("admin:planning_idea_changelist")
            return view(request)

        return wrapper

    # --- The calendar ------------------------------------------------------------------------

    def calendar_view(self, request: HttpRequest) -> HttpResponse:
        """A day or a week of the plan."""
        span = Span.from_query(request.GET)
        if span.error:
            messages.warning(request, span.error)
        context = {
            **self.admin_site.each_context(request),
            "title": "แผนข่าว",
            "opts": self.opts,
            "span": span,
            "plan": plan(span, signed_in_user(request)),
            "back": span.query(),
            "today_query": span.query(day=timezone.localdate()),
            "previous_query": span.moved(-1).query(),
            "next_query": span.moved(1).query(),
            "week_query": span.query(is_week=True),
            "day_query": span.query(is_week=False),
            "chips": [(label, span.query(filter=name), name) for name, label in FILTERS.items()],
            "can_add": self.has_add_permission(request),
            "moved": request.GET.get("moved", ""),
        }
        return TemplateResponse(request, f"{TEMPLATES}/calendar.html", context)

    def move_view(self, request: HttpRequest) -> HttpResponse:
        """Move an idea to another day, or a story that is planned or scheduled to another time."""
        form = MoveForm(request.POST)
        if not form.is_valid():
            for error in form.errors.values():
                messages.error(request, " ".join(map(str, error)))
            return self._back(request)
        kind, pk = request.POST.get("kind", ""), parse_id(request.POST.get("pk")) or 0
        day, at = _target(
            request.POST.get("command", ""), form.cleaned_data["day"], form.cleaned_data["time"]
        )
        version, user = request.POST.get("version", ""), signed_in_user(request)
        move = changes.move_article if kind == "story" else changes.move_idea
        try:
            row = move(pk, day, at, by=user, version=version)
        except changes.ChangeRefused as error:
            messages.error(request, str(error))
            return self._back(request, kind, pk)
        where = f"วัน{thai_date(day, 'full').removeprefix('วัน')}" if day else "ยังไม่กำหนดวัน"
        if day and at:
            where += f" เวลา {thai_time(datetime.combine(day, at, BANGKOK))}"
        if isinstance(row, Idea):
            self.log_change(request, row, f"ย้ายไป{where}")
        messages.success(request, f"ย้าย «{row}» ไป{where} แล้ว")
        return self._back(request, kind, pk)

    def take_view(self, request: HttpRequest) -> HttpResponse:
        return self._change(request, changes.take, "รับ «{}» แล้ว", "รับเรื่องนี้")

    def give_back_view(self, request: HttpRequest) -> HttpResponse:
        return self._change(request, changes.give_back, "คืน «{}» ให้โต๊ะข่าวแล้ว", "คืนเรื่องนี้")

    def write_view(self, request: HttpRequest) -> HttpResponse:
        """Make a draft of an idea and open it."""
        pk = parse_id(request.POST.get("pk")) or 0
        try:
            version = request.POST.get("version", "")
            article = changes.write_article(pk, by=signed_in_user(request), version=version)
        except changes.ChangeRefused as error:
            messages.error(request, str(error))
            return self._back(request)
        return self._open_written(request, article)

    def _open_written(self, request: HttpRequest, article: Article) -> HttpResponse:
        self.log_change(request, article.idea, "เขียนข่าวจากแผน")
        self.log_addition(request, article, "เขียนจากแผนข่าว")
        messages.success(request, "สร้างฉบับร่างจากแผนแล้ว รายละเอียดของแผนอยู่ในโน้ตถึงกอง")
        return redirect("admin:articles_article_change", article.pk)

    def _change(self, request: HttpRequest, change: Any, done: str, logged: str) -> HttpResponse:
        pk = parse_id(request.POST.get("pk")) or 0
        try:
            version = request.POST.get("version", "")
            idea = change(pk, by=signed_in_user(request), version=version)
        except changes.ChangeRefused as error:
            messages.error(request, str(error))
            return self._back(request)
        self.log_change(request, idea, logged)
        messages.success(request, done.format(idea))
        return self._back(request, "idea", pk)

    def _back(self, request: HttpRequest, kind: str = "", pk: int = 0) -> HttpResponse:
        """To the part of the calendar that was shown, with the focus where it was."""
        span = Span.from_query(QueryDict(request.POST.get("back", "").lstrip("?")[:300]))
        moved = f"&moved={kind}-{pk}" if kind in ("idea", "story") else ""
        return redirect(f"{reverse('admin:planning_idea_changelist')}{span.query()}{moved}")

    # --- The form and the list -----------------------------------------------------------------

    def has_change_permission(self, request: HttpRequest, obj: Idea | None = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or permissions.can_edit(signed_in_user(request), obj))

    def get_readonly_fields(self, request: HttpRequest, obj: Idea | None = None) -> list[str]:
        """Also the people, where they are somebody else's to name."""
        user, names = signed_in_user(request), list(self.readonly_fields)
        if obj is not None and not permissions.can_assign(user):
            names += [name for name in PEOPLE if getattr(obj, f"{name}_id") not in (None, user.pk)]
        return names

    def get_form(
        self, request: HttpRequest, obj: Idea | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.user = signed_in_user(request)
        return form

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A link of the calendar may name the day."""
        span = Span.from_query(request.GET)
        return {"due_on": span.day} if "day" in request.GET and not span.error else {}

    def save_model(self, request: HttpRequest, obj: Idea, form: Any, change: bool) -> None:
        user = signed_in_user(request)
        if not change:
            obj.created_by = user
        obj.save()
        notify_of_tasks(obj, form.changed_data, by=user)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        idea, user = kwargs.get("obj"), signed_in_user(request)
        if idea is not None:
            context["can_take"] = permissions.can_take(user, idea)
            context["can_give_back"] = permissions.can_give_back(user, idea)
            context["can_write"] = permissions.can_write(user, idea)
            context["back"] = Span(idea.due_on or timezone.localdate()).query()
        return super().render_change_form(request, context, *args, **kwargs)

    def response_change(self, request: HttpRequest, obj: Idea) -> HttpResponse:
        """«บันทึกและเขียนข่าว» goes on to the story."""
        if "_write" not in request.POST:
            return super().response_change(request, obj)
        try:
            user: User = signed_in_user(request)
            article = changes.write_article(obj.pk, by=user, version=obj.version)
        except changes.ChangeRefused as error:
            messages.error(request, str(error))
            return redirect("admin:planning_idea_change", obj.pk)
        return self._open_written(request, article)

    @admin.display(description="ข่าว")
    def story(self, idea: Idea) -> str:
        """The state of the story it became, and a link; the story itself says who may open it."""
        if idea.pk is None or idea.article is None:
            return "ยังไม่ได้เขียน"
        url = reverse("admin:articles_article_change", args=[idea.article.pk])
        return format_html('<a href="{}">{}</a>', url, state_label(idea.article))

    @admin.display(description="กำหนด", ordering="due_on")
    def due(self, idea: Idea) -> str:
        day = thai_date(idea.due_on, "medium") if idea.due_on else "–"
        return f"{day} {thai_time(idea.due_at)}" if idea.due_at else day

    @admin.display(description="ภาพ")
    def photo(self, idea: Idea) -> str:
        if not idea.photo_needed:
            return "–"
        return str(idea.photographer or "ยังไม่มีคนถ่าย")


def _target(command: str, day: date | None, at: time | None) -> tuple[date | None, time | None]:
    """Where a move leads: to what was typed, or from there a step by a button."""
    if command == "undated":
        return None, None
    if command in ("today", "tomorrow"):
        return timezone.localdate() + timedelta(days=command == "tomorrow"), at
    if command not in STEPS or day is None:
        return day, at
    step = timedelta(hours=STEPS[command])
    if at is None:
        return day + step, None
    moment = datetime.combine(day, at) + step
    return moment.date(), moment.time()
