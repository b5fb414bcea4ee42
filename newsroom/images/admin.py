"""The photo library in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.html import format_html, format_html_join

from newsroom.fields.admin import NewsroomAdmin
from newsroom.images.forms import PhotoForm, UploadForm
from newsroom.images.library import add_photo, remake_crops
from newsroom.images.models import Photo
from newsroom.thai.dates import thai_date
from newsroom.web.paging import get_page


class HasCredit(admin.SimpleListFilter):
    """Photos whose photographer is not named."""

    title = "เครดิต"
    parameter_name = "credit"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("missing", "ยังไม่มีเครดิต")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Photo]) -> QuerySet[Photo]:
        return queryset.filter(credit="") if self.value() == "missing" else queryset


@admin.register(Photo)
class PhotoAdmin(NewsroomAdmin):
    """The library: find, upload, describe; nothing that a story shows can be deleted."""

    form = PhotoForm
    list_display = ["picture", "words", "credit", "size", "uploaded"]
    list_display_links = ["picture", "words"]
    list_filter = [HasCredit]
    search_fields = ["alt", "caption", "credit", "original_name"]
    readonly_fields = ["preview", "facts", "used_in"]
    actions = ["delete_unused"]
    change_list_template = "admin/images/photo/change_list.html"

    class Media:
        js = ["images/focal-point.js"]
        css = {"all": ["images/photos.css"]}

    def get_urls(self) -> list[Any]:
        ours = [
            path("picker/", self.admin_site.admin_view(self.picker), name="images_photo_picker"),
            path("upload/", self.admin_site.admin_view(self.upload), name="images_photo_upload"),
        ]
        return [*ours, *super().get_urls()]

    def get_fields(self, request: HttpRequest, obj: Photo | None = None) -> list[Any]:
        words = ["alt", "caption", "credit"]
        if obj is None:
            return ["file", *words]
        return ["preview", ("focal_x", "focal_y"), *words, "facts", "used_in"]

    def save_model(self, request: HttpRequest, obj: Photo, form: Any, change: bool) -> None:
        if change:
            if {"focal_x", "focal_y"} & set(form.changed_data):
                remake_crops(obj)
            else:
                obj.save()
            return
        words = {name: form.cleaned_data[name] for name in ("alt", "caption", "credit")}
        photo = add_photo(file=form.cleaned_data["file"], uploaded_by=request.user, **words)
        obj.__dict__.update(photo.__dict__)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    @admin.action(description="ลบภาพที่เลือก (เฉพาะที่ไม่มีข่าวใช้)", permissions=["delete"])
    def delete_unused(self, request: HttpRequest, queryset: QuerySet[Photo]) -> None:
        """Delete what no story shows; name the rest."""
        deleted, used = 0, []
        for photo in queryset:
            if self.uses_of(photo):
                used.append(str(photo))
            else:
                self.log_deletions(request, [photo])
                photo.delete()
                deleted += 1
        if deleted:
            messages.success(request, f"ลบภาพแล้ว {deleted} ภาพ")
        if used:
            messages.error(request, f"ไม่ได้ลบ {len(used)} ภาพ เพราะมีข่าวใช้อยู่: {', '.join(used[:5])}")

    def has_delete_permission(self, request: HttpRequest, obj: Photo | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and self.uses_of(obj))

    def uses_of(self, photo: Photo) -> list[Any]:
        """What shows the photo: rows of any model that points to it, and whoever else says so."""
        found: list[Any] = []
        for relation in Photo._meta.related_objects:
            manager = relation.related_model._default_manager
            found += manager.filter(**{relation.field.name: photo})[:20]
        for finder in Photo.more_uses:
            found += finder(photo)
        return list(dict.fromkeys(found))

    @admin.display(description="ภาพ")
    def picture(self, photo: Photo) -> str:
        return format_html(
            '<img class="list-thumb" src="{}" alt="" width="120" height="80" loading="lazy">',
            photo.thumbnail_url(),
        )

    @admin.display(description="คำบรรยาย")
    def words(self, photo: Photo) -> str:
        return photo.caption or photo.alt

    @admin.display(description="ขนาด")
    def size(self, photo: Photo) -> str:
        return f"{photo.width:,} × {photo.height:,}"

    @admin.display(description="อัปโหลดเมื่อ", ordering="created_at")
    def uploaded(self, photo: Photo) -> str:
        return thai_date(photo.created_at, "medium")

    @admin.display(description="ภาพ")
    def preview(self, photo: Photo) -> str:
        return format_html(
            '<div class="focal-point"><img src="{}" alt="{}"><span class="focal-mark"></span></div>'
            '<p class="help">คลิกบนภาพเพื่อกำหนดจุดสำคัญ ภาพย่อจะตัดโดยรักษาจุดนี้ไว้</p>',
            photo.url("full"),
            photo.alt,
        )

    @admin.display(description="รายละเอียด")
    def facts(self, photo: Photo) -> str:
        return f"{photo.original_name} · {photo.width:,} × {photo.height:,} พิกเซล · {photo.bytes / 1e6:.1f} เมกะไบต์"

    @admin.display(description="ใช้ใน")
    def used_in(self, photo: Photo) -> str:
        uses = self.uses_of(photo)
        return format_html_join("", "<div>{}</div>", ((use,) for use in uses)) or "ยังไม่มีข่าวใช้ภาพนี้"

    def delete_model(self, request: HttpRequest, obj: Photo) -> None:
        try:
            obj.delete()
        except ProtectedError:
            raise PermissionDenied("ภาพนี้มีข่าวใช้อยู่ จึงลบไม่ได้") from None

    def upload(self, request: HttpRequest) -> HttpResponse:
        """Many photos at once, with or without script."""
        if not self.has_add_permission(request):
            raise PermissionDenied("คุณไม่มีสิทธิ์เพิ่มภาพ")
        results = None
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            results, form = form.save(request.user), UploadForm()
        context = {
            **self.admin_site.each_context(request),
            "title": "อัปโหลดหลายภาพ",
            "form": form,
            "results": results,
            "opts": self.opts,
        }
        return render(request, "admin/images/photo/upload.html", context)

    def picker(self, request: HttpRequest) -> HttpResponse:
        """The window in which an article's editor or a photo field chooses a photo."""
        if not self.has_view_permission(request):
            raise PermissionDenied("คุณไม่มีสิทธิ์เปิดคลังภาพ")
        can_add, chosen = self.has_add_permission(request), None
        form = UploadForm(request.POST or None, request.FILES or None) if can_add else None
        if form and request.method == "POST" and form.is_valid():
            results = form.save(request.user)
            chosen = next((photo for _, photo, _ in results if photo), None)
            for name, photo, text in results:
                if photo is None:
                    form.add_error("photos", f"{name}: {text}")
        photos = Photo.objects.all()
        words = request.GET.get("q", "").replace("\0", "").strip()[:100]
        for word in words.split():
            photos = photos.filter(
                Q(alt__icontains=word)
                | Q(caption__icontains=word)
                | Q(credit__icontains=word)
                | Q(original_name__icontains=word)
            )
        context = {
            **self.admin_site.each_context(request),
            "title": "คลังภาพ",
            "page": get_page(request, photos, per_page=24),
            "q": words,
            "form": form,
            "chosen": chosen,
            "field": request.GET.get("field", ""),
            "func": request.GET.get("CKEditorFuncNum", ""),
        }
        return render(request, "admin/images/photo/picker.html", context)
