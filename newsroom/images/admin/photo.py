"""The photo library's model admin."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import ProtectedError, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import NoReverseMatch, URLPattern, path, reverse
from django.utils.html import format_html, format_html_join

from newsroom.images.admin import views
from newsroom.images.admin.filters import MissingTextFilter, UploadDateFilter
from newsroom.images.admin.forms import PhotoForm, PhotoTextsForm
from newsroom.images.decoding.errors import PhotoError
from newsroom.images.library import get_or_create_photo, remake_crops, replace_photo
from newsroom.images.models import Photo, PhotoQuerySet, Usage
from newsroom.images.permissions import may_write_texts
from newsroom.thai.dates import thai_date
from newsroom.web.admin.model_admin import NewsroomModelAdmin

if TYPE_CHECKING:
    from newsroom.accounts.models import User

# How many usages, or photos that are in use, a message names.
MAX_NAMED = 5


@admin.register(Photo)
class PhotoAdmin(NewsroomModelAdmin):
    """Find, upload, describe and replace photos; a photo that is in use cannot be deleted."""

    form = PhotoForm
    list_display = ["thumbnail", "description", "credit", "text_status", "uploaded"]
    list_display_links = ["thumbnail", "description"]
    list_filter = [MissingTextFilter, UploadDateFilter]
    search_fields = ["alt", "caption", "credit", "original_name"]
    search_help_text = "ค้นหาในคำบรรยาย เครดิต ข้อความแทนภาพ และชื่อไฟล์เดิม"
    readonly_fields = ["preview", "picture", "file_details", "used_in"]
    actions = ["delete_unused"]
    change_list_template = "admin/images/photo/change_list.html"

    class Media:
        js = ["js/photos/upload.js", "js/date-popover.js"]
        css = {"all": ["css/photos.css", "css/photo-crops.css", "css/date-popover.css"]}

    def get_urls(self) -> list[URLPattern]:
        own_views = {
            "library": views.library,
            "texts": views.texts,
            "focal-point": views.focal_point,
            "upload": views.upload,
            "send": views.upload_one,
        }
        own_urls = [
            path(
                f"{name}/",
                self.admin_site.admin_view(partial(view, self)),
                name=f"images_photo_{name.replace('-', '_')}",
            )
            for name, view in own_views.items()
        ]
        return [*own_urls, *super().get_urls()]

    def get_fields(self, request: HttpRequest, obj: Photo | None = None) -> list[Any]:
        texts = ["alt", "caption", "credit"]
        if obj is None:
            return ["file", *texts]
        if not super().has_change_permission(request, obj):
            return ["picture", *texts, "file_details", "used_in"]
        return [
            "preview",
            ("focal_x", "focal_y"),
            *texts,
            "file",
            "accept_small",
            "file_details",
            "used_in",
        ]

    def get_form(
        self, request: HttpRequest, obj: Photo | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """Django's; without the file and the focal point for those who may write texts only."""
        if change and not super().has_change_permission(request, obj):
            kwargs["form"] = PhotoTextsForm
        return super().get_form(request, obj, change, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: Photo | None = None) -> bool:
        """Django's; and who uploaded a photo writes its texts until readers see them."""
        if obj is None or super().has_change_permission(request, obj):
            return super().has_change_permission(request, obj)
        return may_write_texts(cast("User", request.user), obj)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Photo], search_term: str
    ) -> tuple[QuerySet[Photo], bool]:
        return cast(PhotoQuerySet, queryset).matching(search_term), False

    def save_model(
        self, request: HttpRequest, obj: Photo, form: PhotoTextsForm, change: bool
    ) -> None:
        if not change:
            file = form.cleaned_data["file"]
            texts = {name: form.cleaned_data[name] for name in ("alt", "caption", "credit")}
            user = cast("User", request.user)
            picture = cast(PhotoForm, form).picture
            photo, _ = get_or_create_photo(file=file, by=user, picture=picture, **texts)
            for notice in photo.notices:
                messages.info(request, notice)
            obj.__dict__.update(photo.__dict__)
            return
        new_file = form.cleaned_data.get("file")
        has_new_focal_point = bool({"focal_x", "focal_y"} & set(form.changed_data))
        if new_file:
            self._replace(request, obj, new_file, cast(PhotoForm, form))
        elif has_new_focal_point:
            try:
                remake_crops(obj)
            except PhotoError as error:
                # Without crops around it a new focal point would mean nothing.
                obj.refresh_from_db(fields=["focal_x", "focal_y"])
                obj.save()
                messages.error(request, " ".join(error.messages))
        else:
            obj.save()

    def _replace(
        self, request: HttpRequest, photo: Photo, file: UploadedFile, form: PhotoForm
    ) -> None:
        if not form.has_new_focal_point:
            # The old picture's focal point means nothing for the new one.
            photo.focal_x = photo.focal_y = 50
        try:
            replace_photo(photo, file, form.picture)
        except ValidationError as error:  # the same file was uploaded since the form was checked
            messages.error(request, " ".join(error.messages))

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    @admin.action(description="ลบภาพที่เลือก (เฉพาะที่ไม่มีข่าวใช้)", permissions=["delete"])
    def delete_unused(self, request: HttpRequest, queryset: QuerySet[Photo]) -> None:
        """Delete photos that nothing uses; name the others and where they are used."""
        deleted, in_use = 0, []
        for photo in queryset:
            if usages := photo.usages(limit=1):
                in_use.append(f"{photo} — ใช้ใน {_format_usages(usages)}")
                continue
            self.log_deletions(request, queryset.filter(pk=photo.pk))
            self.delete_model(request, photo)
            deleted += 1
        if deleted:
            messages.success(request, f"ลบภาพแล้ว {deleted} ภาพ")
        if in_use:
            rest = len(in_use) - MAX_NAMED
            more = f" และอีก {rest} ภาพ" if rest > 0 else ""
            messages.error(
                request, f"ไม่ได้ลบ {len(in_use)} ภาพที่ใช้อยู่: {'; '.join(in_use[:MAX_NAMED])}{more}"
            )

    def has_delete_permission(self, request: HttpRequest, obj: Photo | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and obj.is_used)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        """Django's view; for a photo in use a message that names the usages."""
        photo = self.get_object(request, unquote(object_id))
        usages = photo.usages(limit=MAX_NAMED) if photo else []
        if photo is None or not usages or not super().has_delete_permission(request):
            return super().delete_view(request, object_id, extra_context)
        messages.error(request, f"ลบภาพนี้ไม่ได้ เพราะใช้อยู่ใน {_format_usages(usages)}")
        return HttpResponseRedirect(reverse("admin:images_photo_change", args=[photo.pk]))

    def delete_model(self, request: HttpRequest, obj: Photo) -> None:
        try:
            obj.delete()
        except ProtectedError:  # an article began to use it after the permission was checked
            raise PermissionDenied("ภาพนี้มีข่าวใช้อยู่ จึงลบไม่ได้") from None

    @admin.display(description="ภาพ")
    def thumbnail(self, photo: Photo) -> str:
        return format_html(
            '<img class="list-thumb" src="{}" alt="{}" width="96" height="64" loading="lazy">',
            photo.thumbnail_url(),
            photo.alt or photo,
        )

    @admin.display(description="คำบรรยาย")
    def description(self, photo: Photo) -> str:
        return str(photo)

    @admin.display(description="ข้อมูลภาพ")
    def text_status(self, photo: Photo) -> str:
        if photo.is_described:
            return format_html('<span class="state state-published">{}</span>', "ครบ")
        return format_html(
            '<span class="state state-pending">ขาด{}</span>', " และ".join(photo.missing_fields)
        )

    @admin.display(description="อัปโหลดเมื่อ", ordering="created_at")
    def uploaded(self, photo: Photo) -> str:
        return thai_date(photo.created_at, "medium")

    @admin.display(description="ภาพ")
    def preview(self, photo: Photo) -> str:
        return format_html(
            '<div class="focal-point" data-width="{}" data-height="{}"><img src="{}" alt="{}"></div>'
            '<p class="help">คลิกหรือแตะจุดสำคัญบนภาพ ลากจุด หรือกดปุ่มลูกศร ภาพที่ตัดจะรักษาจุดนี้ไว้เสมอ</p>',
            photo.width,
            photo.height,
            photo.url("full"),
            photo.alt,
        )

    @admin.display(description="ภาพ")
    def picture(self, photo: Photo) -> str:
        """The photo for those who may not move its focal point."""
        return format_html(
            '<img class="photo-shown" src="{}" alt="{}">', photo.url("full"), photo.alt
        )

    @admin.display(description="รายละเอียด")
    def file_details(self, photo: Photo) -> str:
        return (
            f"{photo.original_name} · {photo.width:,} × {photo.height:,} พิกเซล · "
            f"{photo.bytes / 1e6:.1f} เมกะไบต์ · อัปโหลด {thai_date(photo.created_at)}"
        )

    @admin.display(description="ใช้ใน")
    def used_in(self, photo: Photo) -> str:
        rows = ((_usage_link(usage), usage.label) for usage in photo.usages())
        items = format_html_join("", "<li>{} <span>({})</span></li>", rows)
        return format_html('<ul class="photo-uses">{}</ul>', items) if items else "ยังไม่มีที่ใดใช้ภาพนี้"


def _format_usages(usages: list[Usage]) -> str:
    return ", ".join(f"«{usage.object}» ({usage.label})" for usage in usages)


def _usage_link(usage: Usage) -> str:
    """A link to the object's change form; its name alone if it has none."""
    meta = usage.object._meta
    try:
        url = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[usage.object.pk])
    except NoReverseMatch:
        return str(usage.object)
    return format_html('<a href="{}">{}</a>', url, usage.object)
