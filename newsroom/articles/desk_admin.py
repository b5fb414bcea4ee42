"""The desk's own screens of a story: moves by button, revisions, notes, presence, preview links."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import path, reverse

from newsroom.articles import desk, presence, revisions, rights, sharing, words
from newsroom.articles.models import Article, Revision
from newsroom.articles.views import LARGEST_ID, article_page
from newsroom.audit.record import What, record
from newsroom.fields.admin import NewsroomAdmin
from newsroom.thai.dates import ThaiDateError, parse_datetime, thai_datetime
from newsroom.web.caching import private
from newsroom.web.paging import get_page


class DeskScreens(NewsroomAdmin):
    """The screens' half of the story's admin."""

    def get_urls(self) -> list[Any]:
        def screen(route: str, view: Any, name: str) -> Any:
            guarded = self.admin_site.admin_view(private(view))
            return path(route, guarded, name=f"articles_article_{name}")

        return [
            screen("<int:pk>/preview/", self.preview, "preview"),
            screen("<int:pk>/preview-link/", self.preview_link, "preview_link"),
            screen("<int:pk>/move/<str:name>/", self.move, "move"),
            screen("<int:pk>/note/", self.note, "note"),
            screen("<int:pk>/here/", self.here, "here"),
            screen("<int:pk>/revisions/<int:number>/", self.revision, "revision"),
            screen("<int:pk>/revisions/<int:number>/restore/", self.restore, "restore"),
            screen("when/", self.when, "when"),
            *super().get_urls(),
        ]

    def _story(self, request: HttpRequest, pk: int, stories: Any = None) -> Article:
        """The story, for who may see it; what is not theirs does not exist for them."""
        found = stories if stories is not None else Article.objects.all()
        story = found.filter(pk=pk).first() if pk <= LARGEST_ID else None
        if story is None:
            raise Http404
        if not rights.may_see(request.user, story):
            raise PermissionDenied("คุณไม่มีสิทธิ์ดูข่าวนี้")
        return story

    def preview(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The story exactly as readers would see it now, for who may see it; never kept."""
        story = self._story(request, pk, Article.objects.for_page())
        return sharing.unseen(article_page(request, story, preview=True))

    def preview_link(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Makes a link to the preview for somebody without a login."""
        story, link, until = self._story(request, pk), "", None
        if request.method == "POST":
            typed = request.POST.get("days", "")
            days = int(typed) if typed in map(str, sharing.DAYS) else sharing.DAYS[0]
            link, until = sharing.preview_link(story, days, request)
            ends = thai_datetime(until)
            record(What.PREVIEW_SHARED, story, by=request.user, detail=f"ใช้ได้ถึง {ends}")
        return self._page(
            request,
            story,
            "preview_link",
            "ลิงก์ตัวอย่าง",
            here="ลิงก์ตัวอย่าง",
            link=link,
            until=until,
            days=sharing.DAYS,
        )

    def move(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        """Moves a story on without changing its text."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        story = self._story(request, pk)
        if name not in words.VERBS:
            raise PermissionDenied("ไม่รู้จักคำสั่งนี้")
        try:
            words.VERBS[name](story, by=request.user)
        except desk.Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, words.consequence(story))
        return self._back(story)

    def note(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Adds a note for who may read the story but not change it."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        story = self._story(request, pk)
        try:
            desk.add_note(story, by=request.user, text=request.POST.get("note", "")[:2000])
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return self._back(story)

    def here(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The heartbeat of an open story: who else has it open, and whether it was saved since.

        A POST says that its sender is here (with `leave`: no more). A GET only asks; it hands out
        a fresh form token after a new sign-in in another tab.
        """
        story = self._story(request, pk)
        if request.method == "POST" and request.POST.get("leave"):
            presence.leave(story, request.user)
        elif request.method == "POST":
            presence.arrive(story, request.user)
        return JsonResponse(
            {
                "others": presence.others(story, request.user),
                "version": story.updated_at.isoformat(),
                "token": get_token(request),
            }
        )

    def when(self, request: HttpRequest) -> HttpResponse:
        """What the publish button would do with the time just typed."""
        if not rights.may_publish(request.user):
            raise PermissionDenied("คุณไม่มีสิทธิ์กำหนดเวลาเผยแพร่")
        typed = request.GET.get("at", "").strip()[:100]
        try:
            label, hint = words.publishing(parse_datetime(typed) if typed else None)
        except ThaiDateError as error:
            return JsonResponse({"error": str(error)})
        return JsonResponse({"label": label, "hint": hint})

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """All revisions, newest first."""
        pk = int(object_id) if object_id.isascii() and object_id.isdigit() else LARGEST_ID + 1
        story = self._story(request, pk)
        found = Revision.objects.filter(article=story).defer("snapshot").select_related("by")
        page = get_page(request, found, per_page=50)
        return self._page(request, story, "history", "ประวัติของข่าว", here="ประวัติ", page=page)

    def revision(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """What a revision changed, or (`?with=now`) how it differs from the story as it is."""
        story = self._story(request, pk, Article.objects.select_related("section", "lead_photo"))
        chosen = self._revision(story, number)
        to_now = request.GET.get("with") == "now"
        earlier = Revision.objects.filter(article=story, number__lt=number).first()
        if to_now:
            changes = revisions.compare(chosen.snapshot, revisions.snapshot(story))
        elif earlier:
            changes = revisions.compare(earlier.snapshot, chosen.snapshot)
        else:
            empty = {**dict.fromkeys(chosen.snapshot), "status": chosen.snapshot["status"]}
            changes = revisions.compare(empty, chosen.snapshot)
        return self._page(
            request, story, "revision", str(chosen), here=chosen,
            revision=chosen, earlier=earlier, to_now=to_now, changes=changes,
            may_restore=rights.may_edit(request.user, story) and number != self._newest(story),
        )  # fmt: skip

    def restore(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """Goes back to a revision's text, as a new revision."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        story = self._story(request, pk)
        try:
            lost = desk.restore(self._revision(story, number), by=request.user)
        except desk.Refused as refusal:
            messages.error(request, f"กู้คืนไม่ได้ {refusal}")
            return self._back(story)
        messages.success(request, f"กู้คืนข้อความจากฉบับที่ {number} แล้ว สถานะของข่าวไม่เปลี่ยน")
        if lost:
            messages.warning(request, f"กู้คืนไม่ได้เพราะถูกลบไปแล้ว: {', '.join(lost)}")
        return self._back(story)

    def _revision(self, story: Article, number: int) -> Revision:
        found = Revision.objects.filter(article=story, number=min(number, 2**31 - 1)).first()
        if found is None:
            raise Http404
        return found

    def _newest(self, story: Article) -> int:
        newest = revisions.latest(story)
        return newest.number if newest else 0

    def _back(self, story: Article) -> HttpResponse:
        return redirect(reverse("admin:articles_article_change", args=[story.pk]))

    def _page(
        self, request: HttpRequest, story: Article, name: str, title: str, **context: Any
    ) -> HttpResponse:
        context |= {
            **self.admin_site.each_context(request),
            "title": title,
            "story": story,
            "original": story,
            "opts": self.opts,
        }
        return render(request, f"admin/articles/article/{name}.html", context)
