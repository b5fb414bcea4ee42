"""The photo library in the admin."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import ProtectedError, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import NoReverseMatch, path, reverse
from django.utils.html import format_html, format_html_join

from newsroom.fields.admin import NewsroomAdmin
from newsroom.images import desk
from newsroom.images.forms import DaysForm, PhotoForm
from newsroom.images.library import remake_crops, replace_photo, take_photo
from newsroom.images.models import Photo, Use
from newsroom.thai.dates import thai_date

USES_NAMED = 5


class LacksWords(admin.SimpleListFilter):
    """Photos that should not be published yet, because nobody has described or credited them."""

    title = "คำประกอบภาพ"
    parameter_name = "lacks"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("any", "ยังไม่ครบ"),
            ("alt", "ไม่มีข้อความแทนภาพ"),
            ("credit", "ไม่มีเครดิต"),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Photo]:
        if self.value() == "any":
            return queryset.undescribed()
        if self.value() in ("alt", "credit"):
            return queryset.filter(**{str(self.value()): ""})
        return queryset


class Added(admin.ListFilter):
    """Photos that came between two days."""

    title = "วันที่อัปโหลด"
    template = "admin/images/photo/added_filter.html"

    def __init__(
        self, request: HttpRequest, params: dict[str, Any], model: Any, model_admin: Any
    ) -> None:
        super().__init__(request, params, model, model_admin)
        for name in self.expected_parameters():
            if name in params:
                self.used_parameters[name] = params.pop(name)[-1]
        self.form = DaysForm(self.used_parameters)

    def has_output(self) -> bool:
        return True

    def expected_parameters(self) -> list[str | None]:
        return list(DaysForm.base_fields)

    def choices(self, changelist: Any) -> Iterator[Any]:
        """What else narrows the list, to be kept when the days are sent."""
        for name, values in changelist.params.items():
            if name not in self.expected_parameters():
                yield from ({"name": name, "value": value} for value in values)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Photo]) -> QuerySet[Photo]:
        return self.form.narrow(queryset)


@admin.register(Photo)
class PhotoAdmin(NewsroomAdmin):
    """The library: find, upload, describe, replace; nothing that is shown can be deleted."""

    form = PhotoForm
    list_display = ["picture", "words", "credit", "standing", "uploaded"]
    list_display_links = ["picture", "words"]
    list_filter = [LacksWords, Added]
    search_fields = ["alt", "caption", "credit", "original_name"]
    search_help_text = "ค้นหาในคำบรรยาย เครดิต ข้อความแทนภาพ และชื่อไฟล์เดิม"
    readonly_fields = ["preview", "facts", "used_in"]
    actions = ["delete_unused"]
    change_list_template = "admin/images/photo/change_list.html"

    class Media:
        js = ["images/upload.js", "images/focal-point.js"]
        css = {"all": ["images/photos.css"]}

    def get_urls(self) -> list[Any]:
        views = {"picker": desk.picker, "upload": desk.upload, "send": desk.send}
        ours = [
            path(
                f"{name}/",
                self.admin_site.admin_view(partial(view, self)),
                name=f"images_photo_{name}",
            )
            for name, view in views.items()
        ]
        return [*ours, *super().get_urls()]

    def get_fields(self, request: HttpRequest, obj: Photo | None = None) -> list[Any]:
        words = ["alt", "caption", "credit"]
        if obj is None:
            return ["file", *words]
        return ["preview", ("focal_x", "focal_y"), *words, "file", "facts", "used_in"]

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[QuerySet[Photo], bool]:
        return queryset.matching(search_term), False

    def save_model(self, request: HttpRequest, obj: Photo, form: Any, change: bool) -> None:
        file = form.cleaned_data.get("file")
        if not change:
            words = {name: form.cleaned_data[name] for name in ("alt", "caption", "credit")}
            photo, _ = take_photo(file=file, uploaded_by=request.user, **words)
            obj.__dict__.update(photo.__dict__)
            return
        moved = {"focal_x", "focal_y"} & set(form.changed_data)
        if file:
            self._replace(request, obj, file, keep_focal=bool(moved))
        elif moved:
            remake_crops(obj)
        else:
            obj.save()

    def _replace(self, request: HttpRequest, photo: Photo, file: Any, keep_focal: bool) -> None:
        if not keep_focal:
            # The former picture's point says nothing about the new one.
            photo.focal_x = photo.focal_y = 50
        try:
            replace_photo(photo, file)
        except ValidationError as error:  # somebody else sent the same file in this moment
            messages.error(request, " ".join(error.messages))

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    @admin.action(description="ลบภาพที่เลือก (เฉพาะที่ไม่มีข่าวใช้)", permissions=["delete"])
    def delete_unused(self, request: HttpRequest, queryset: QuerySet[Photo]) -> None:
        """Delete what nothing shows; name the rest, and where each is."""
        deleted, used = 0, []
        for photo in queryset:
            if uses := photo.shown_by(1):
                used.append(f"{photo} — ใช้ใน {_named(uses)}")
                continue
            self.log_deletions(request, queryset.filter(pk=photo.pk))
            self.delete_model(request, photo)
            deleted += 1
        if deleted:
            messages.success(request, f"ลบภาพแล้ว {deleted} ภาพ")
        if used:
            more = f" และอีก {len(used) - USES_NAMED} ภาพ" if len(used) > USES_NAMED else ""
            messages.error(
                request, f"ไม่ได้ลบ {len(used)} ภาพที่ใช้อยู่: {'; '.join(used[:USES_NAMED])}{more}"
            )

    def has_delete_permission(self, request: HttpRequest, obj: Photo | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and obj.shown_by(1))

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """As everywhere, but a photo that is shown somewhere is refused, and the places named."""
        photo = self.get_object(request, unquote(object_id))
        uses = photo.shown_by(USES_NAMED) if photo else []
        if photo is None or not uses or not super().has_delete_permission(request):
            return super().delete_view(request, object_id, extra_context)
        messages.error(request, f"ลบภาพนี้ไม่ได้ เพราะใช้อยู่ใน {_named(uses)}")
        return HttpResponseRedirect(reverse("admin:images_photo_change", args=[photo.pk]))

    def delete_model(self, request: HttpRequest, obj: Photo) -> None:
        try:
            obj.delete()
        except ProtectedError:  # a story took it between the question and the answer
            raise PermissionDenied("ภาพนี้มีข่าวใช้อยู่ จึงลบไม่ได้") from None

    @admin.display(description="ภาพ")
    def picture(self, photo: Photo) -> str:
        return format_html(
            '<img class="list-thumb" src="{}" alt="" width="96" height="64" loading="lazy">',
            photo.thumbnail_url(),
        )

    @admin.display(description="คำบรรยาย")
    def words(self, photo: Photo) -> str:
        return str(photo)

    @admin.display(description="คำประกอบภาพ")
    def standing(self, photo: Photo) -> str:
        if photo.is_described:
            return format_html('<span class="state state-published">{}</span>', "ครบ")
        return format_html(
            '<span class="state state-pending">ขาด{}</span>', " และ".join(photo.lacks)
        )

    @admin.display(description="อัปโหลดเมื่อ", ordering="created_at")
    def uploaded(self, photo: Photo) -> str:
        return thai_date(photo.created_at, "medium")

    @admin.display(description="ภาพ")
    def preview(self, photo: Photo) -> str:
        return format_html(
            '<div class="focal-point" tabindex="0" role="group" aria-label="จุดสำคัญของภาพ">'
            '<img src="{}" alt="{}"><span class="focal-mark"></span></div>'
            '<p class="help">คลิกบนภาพ หรือกดปุ่มลูกศรเมื่ออยู่ที่ภาพ เพื่อกำหนดจุดสำคัญ ภาพย่อจะตัดโดยรักษาจุดนี้ไว้</p>',
            photo.url("full"),
            photo.alt,
        )

    @admin.display(description="รายละเอียด")
    def facts(self, photo: Photo) -> str:
        return (
            f"{photo.original_name} · {photo.width:,} × {photo.height:,} พิกเซล · "
            f"{photo.bytes / 1e6:.1f} เมกะไบต์ · อัปโหลด {thai_date(photo.created_at)}"
        )

    @admin.display(description="ใช้ใน")
    def used_in(self, photo: Photo) -> str:
        rows = ((_link(use), use.kind) for use in photo.shown_by())
        places = format_html_join("", "<li>{} <span>({})</span></li>", rows)
        return format_html('<ul class="photo-uses">{}</ul>', places) if places else "ยังไม่มีที่ใดใช้ภาพนี้"


def _named(uses: list[Use]) -> str:
    return ", ".join(f"«{use.thing}» ({use.kind})" for use in uses)


def _link(use: Use) -> str:
    meta = use.thing._meta
    try:
        address = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[use.thing.pk])
    except NoReverseMatch:
        return str(use.thing)
    return format_html('<a href="{}">{}</a>', address, use.thing)
