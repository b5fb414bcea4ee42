"""Views of the photo library beside the model's own: upload, by form or script; library as JSON; texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from newsroom.images.admin.forms import (
    ALREADY_IN_LIBRARY,
    FocalPointForm,
    UploadDateForm,
    UploadForm,
    UploadResult,
)
from newsroom.images.decoding.errors import DecodersBusyError, PhotoError
from newsroom.images.library import remake_crops
from newsroom.images.models import MAX_QUERY_LENGTH, Photo
from newsroom.images.permissions import may_move_focal_point, may_write_texts
from newsroom.web.converters import parse_id
from newsroom.web.pagination import get_page

if TYPE_CHECKING:
    from newsroom.accounts.models import User
    from newsroom.images.admin.photo import PhotoAdmin

LIBRARY_PAGE_SIZE = 24
MAX_IDS = 200


def upload(model_admin: PhotoAdmin, request: HttpRequest) -> HttpResponse:
    """Upload several photos; works without script."""
    if not model_admin.has_add_permission(request):
        raise PermissionDenied("คุณไม่มีสิทธิ์เพิ่มภาพ")
    results = None
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        results, form = form.save(by=_user(request)), UploadForm()
    context = {
        **admin.site.each_context(request),
        "title": "อัปโหลดภาพ",
        "form": form,
        "results": results,
        "opts": model_admin.opts,
    }
    response = render(request, "admin/images/photo/upload.html", context)
    return _with_retry_after(response, _seconds_to_wait(results or []))


def upload_one(model_admin: PhotoAdmin, request: HttpRequest) -> HttpResponse:
    """Upload one photo by script.

    Answers JSON: `photo_json` with `message` and `known` (whether the library had it already), or
    with status 4xx or 503 `message` alone. Messages are Thai.
    """
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if not model_admin.has_add_permission(request):
        return JsonResponse({"message": "คุณไม่มีสิทธิ์เพิ่มภาพ"}, status=403)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        message = " ".join(str(text) for texts in form.errors.values() for text in texts)
        return JsonResponse({"message": message}, status=400)
    result = form.save(by=_user(request))[0]
    photo, message = result.photo, result.message
    if photo is None:
        return _with_retry_after(JsonResponse({"message": message}, status=400), result.retry_after)
    known = message.startswith(ALREADY_IN_LIBRARY)
    return JsonResponse({**photo_json(photo), "message": message, "known": known})


def photo_json(photo: Photo) -> dict[str, object]:
    """A photo as the editor's scripts use it; `edit` is the URL of its change form."""
    return {
        "id": photo.pk,
        "name": photo.original_name,
        "url": photo.url(),
        "transparent_url": photo.transparent_url(),
        "thumbnail": photo.thumbnail_url(),
        "alt": photo.alt,
        "caption": photo.caption,
        "credit": photo.credit,
        "missing_fields": photo.missing_fields,
        "size": [photo.width, photo.height],
        "focal": [photo.focal_x, photo.focal_y],
        "edit": reverse("admin:images_photo_change", args=[photo.pk]),
    }


def library(model_admin: PhotoAdmin, request: HttpRequest) -> HttpResponse:
    """A page of the library as JSON: `photos`, and `next`, the number of the next page or null.

    Query parameters: `q`, `since`, `until`, `page`.
    """
    if not model_admin.has_view_permission(request):
        raise PermissionDenied("คุณไม่มีสิทธิ์เปิดคลังภาพ")
    query = request.GET.get("q", "")[:MAX_QUERY_LENGTH]
    photos = UploadDateForm(request.GET).filter(Photo.objects.matching(query))
    page = get_page(request, photos, per_page=LIBRARY_PAGE_SIZE)
    next_page = page.number + 1 if page.next_url else None
    return JsonResponse({"photos": [photo_json(photo) for photo in page], "next": next_page})


def texts(model_admin: PhotoAdmin, request: HttpRequest) -> HttpResponse:
    """The texts of photos that an article shows, for the lines under each of them in the editor.

    GET with `ids` (comma-separated) answers `photos`: `photo_json` with `may_write`. POST with `id`
    and any of `alt`, `caption` and `credit` writes these and answers the photo.
    """
    if not model_admin.has_view_permission(request):
        raise PermissionDenied("คุณไม่มีสิทธิ์เปิดคลังภาพ")
    user = _user(request)
    if request.method != "POST":
        ids = [parse_id(text) for text in request.GET.get("ids", "").split(",")[:MAX_IDS]]
        photos = Photo.objects.in_bulk([pk for pk in ids if pk])
        rows = [
            {**photo_json(photo), "may_write": may_write_texts(user, photo)}
            for photo in photos.values()
        ]
        return JsonResponse({"photos": rows})
    photo = get_object_or_404(Photo, pk=parse_id(request.POST.get("id", "")) or 0)
    if not may_write_texts(user, photo):
        return JsonResponse({"message": "คุณไม่มีสิทธิ์แก้ข้อมูลของภาพนี้"}, status=403)
    for name in ("alt", "caption", "credit"):
        if name in request.POST:
            setattr(photo, name, request.POST[name])
    try:
        photo.clean_fields(exclude=["original"])
    except ValidationError as error:
        return JsonResponse({"message": " ".join(error.messages)}, status=400)
    photo.save()
    model_admin.log_change(request, photo, "แก้ข้อมูลภาพจากหน้าเขียนข่าว")
    return JsonResponse({**photo_json(photo), "may_write": True})


def focal_point(model_admin: PhotoAdmin, request: HttpRequest) -> HttpResponse:
    """Move a photo's focal point and crop it again: POST of `id`, `focal_x` and `focal_y` (in %).

    Answers `photo_json`, or with status 4xx or 503 `message` alone, in Thai.
    """
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if not may_move_focal_point(_user(request)):
        return JsonResponse({"message": "คุณไม่มีสิทธิ์ปรับการตัดภาพ"}, status=403)
    photo = get_object_or_404(Photo, pk=parse_id(request.POST.get("id", "")) or 0)
    form = FocalPointForm(request.POST, instance=photo)
    if not form.is_valid():
        return JsonResponse({"message": "จุดสำคัญต้องอยู่ระหว่าง 0 ถึง 100"}, status=400)
    if form.has_changed():
        try:
            remake_crops(photo)
        except PhotoError as error:
            busy = isinstance(error, DecodersBusyError)
            response = JsonResponse({"message": " ".join(error.messages)}, status=400)
            seconds = DecodersBusyError.RETRY_AFTER_SECONDS if busy else 0
            return _with_retry_after(response, seconds)
        model_admin.log_change(request, photo, "ปรับจุดสำคัญของภาพจากหน้าเขียนข่าว")
    return JsonResponse(photo_json(photo))


def _seconds_to_wait(results: list[UploadResult]) -> int:
    return max((result.retry_after for result in results), default=0)


def _with_retry_after(response: HttpResponse, seconds: int) -> HttpResponse:
    """The response as 503 if too many pictures were just decoded to take some of the files."""
    if seconds:
        response.status_code = 503
        response["Retry-After"] = str(seconds)
    return response


def _user(request: HttpRequest) -> User:
    """The signed-in user: the admin site admits no anonymous ones."""
    return cast("User", request.user)
