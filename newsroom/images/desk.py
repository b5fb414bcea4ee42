"""The library's own screens: many photos at once, one by script, the window that chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from newsroom.images.forms import KNOWN, DaysForm, UploadForm, UploadToUseForm
from newsroom.images.models import Photo
from newsroom.web.paging import get_page

if TYPE_CHECKING:
    from newsroom.images.admin import PhotoAdmin

PICKED_FROM = 24


def upload(library: PhotoAdmin, request: HttpRequest) -> HttpResponse:
    """Many photos at once, with or without script."""
    if not library.has_add_permission(request):
        raise PermissionDenied("คุณไม่มีสิทธิ์เพิ่มภาพ")
    results = None
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        results, form = form.save(request.user), UploadForm()
    context = {
        **admin.site.each_context(request),
        "title": "อัปโหลดหลายภาพ",
        "form": form,
        "results": results,
        "opts": library.opts,
    }
    return render(request, "admin/images/photo/upload.html", context)


def send(library: PhotoAdmin, request: HttpRequest) -> HttpResponse:
    """One photo, sent by script: the photo as JSON, or `message` in Thai with a 4xx."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if not library.has_add_permission(request):
        return JsonResponse({"message": "คุณไม่มีสิทธิ์เพิ่มภาพ"}, status=403)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        told = " ".join(text for texts in form.errors.values() for text in map(str, texts))
        return JsonResponse({"message": told}, status=400)
    _name, photo, text = form.save(request.user)[0]
    if photo is None:
        return JsonResponse({"message": text}, status=400)
    return JsonResponse({**as_chosen(photo), "message": text, "known": text == KNOWN})


def as_chosen(photo: Photo) -> dict[str, Any]:
    """What an editor's script needs of a photo."""
    return {
        "id": photo.pk,
        "url": photo.url(),
        "thumbnail": photo.thumbnail_url(),
        "alt": photo.alt,
        "caption": photo.caption,
        "lacks": photo.lacks,
        "edit": reverse("admin:images_photo_change", args=[photo.pk]),
    }


def picker(library: PhotoAdmin, request: HttpRequest) -> HttpResponse:
    """The window in which a story's editor or a photo field chooses a photo, or several."""
    if not library.has_view_permission(request):
        raise PermissionDenied("คุณไม่มีสิทธิ์เปิดคลังภาพ")
    form, chosen = None, None
    if library.has_add_permission(request):
        form = UploadToUseForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            chosen = _take(form, request)
    days = DaysForm(request.GET)
    words = request.GET.get("q", "")[:100]
    photos = days.narrow(Photo.objects.matching(words))
    context = {
        **admin.site.each_context(request),
        "title": "คลังภาพ",
        "page": get_page(request, photos, per_page=PICKED_FROM),
        "q": words.replace("\0", ""),
        "days": days,
        "form": form,
        "chosen": chosen,
        "many": "many" in request.GET,
        "field": request.GET.get("field", ""),
        "func": request.GET.get("CKEditorFuncNum", ""),
    }
    return render(request, "admin/images/photo/picker.html", context)


def _take(form: UploadForm, request: HttpRequest) -> Photo | None:
    """Keep what was uploaded; the first good photo is the chosen one."""
    results = form.save(request.user)
    for name, photo, text in results:
        if photo is None:
            form.add_error("photos", f"{name}: {text}")
    return next((photo for _, photo, _ in results if photo), None)
