"""The list of documents, and their upload from the writing screen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model, ProtectedError, QuerySet
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    JsonResponse,
)
from django.urls import NoReverseMatch, URLPattern, path, reverse
from django.utils.html import format_html, format_html_join

from newsroom.documents.checking import FORMATS, MAX_MEGABYTES, DocumentError
from newsroom.documents.kinds import Kind
from newsroom.documents.library import get_or_create_document
from newsroom.documents.models import Document
from newsroom.thai.dates import thai_date
from newsroom.web.admin.model_admin import NewsroomModelAdmin
from newsroom.web.pagination import get_page

ACCEPT = ",".join(f".{kind}" for kind in Kind.values)
LIBRARY_PAGE_SIZE = 20
# How many usages a message names.
MAX_NAMED = 5


class DocumentForm(forms.ModelForm):
    """A new document's file, and the name of any."""

    upload = forms.FileField(
        label="ไฟล์",
        help_text=f"{FORMATS} ไม่เกิน {MAX_MEGABYTES} เมกะไบต์ ไม่มีมาโครหรือโปรแกรมข้างใน",
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        error_messages={"required": "กรุณาเลือกไฟล์", "empty": "ไฟล์ว่าง"},
    )

    class Meta:
        model = Document
        fields = ["title"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.document: Document | None = None
        self.is_new = True
        if self.instance.pk:
            self.fields.pop("upload", None)
        elif "title" in self.fields:
            self.fields["title"].required = False
            self.fields["title"].help_text += " ถ้าเว้นว่างจะใช้ชื่อไฟล์"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if (file := data.get("upload")) and not self.errors:
            try:
                self.document, self.is_new = get_or_create_document(file, title=data["title"])
            except DocumentError as error:
                self.add_error("upload", error)
        return data


@admin.register(Document)
class DocumentAdmin(NewsroomModelAdmin):
    """Find, upload and name documents; one that is in use cannot be deleted."""

    form = DocumentForm
    when_empty = "เอกสารที่แนบในข่าวให้ผู้อ่านดาวน์โหลด เช่น ประกาศเป็น PDF"
    list_display = ["title", "kind", "size", "uploaded"]
    list_filter = ["kind"]
    search_fields = ["title", "original_name"]
    search_help_text = "ค้นหาในชื่อเอกสารและชื่อไฟล์เดิม"
    readonly_fields = ["download", "details", "used_in"]

    def get_urls(self) -> list[URLPattern]:
        views = {"library": self.library_view, "send": self.send_view}
        own_urls = [
            path(f"{name}/", self.admin_site.admin_view(view), name=f"documents_document_{name}")
            for name, view in views.items()
        ]
        return [*own_urls, *super().get_urls()]

    def get_fields(self, request: HttpRequest, obj: Document | None = None) -> list[Any]:
        return ["upload", "title"] if obj is None else ["title", "download", "details", "used_in"]

    def has_change_permission(self, request: HttpRequest, obj: Document | None = None) -> bool:
        """Django's; and who uploaded a document names it until something shows it."""
        if obj is None or super().has_change_permission(request, obj):
            return super().has_change_permission(request, obj)
        is_own = obj.uploaded_by_id == request.user.pk
        return is_own and self.has_add_permission(request) and not obj.usages(limit=1)

    def has_delete_permission(self, request: HttpRequest, obj: Document | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and obj.usages(limit=1))

    def save_model(
        self, request: HttpRequest, obj: Document, form: DocumentForm, change: bool
    ) -> None:
        if change:
            obj.save()
            return
        assert form.document is not None
        document = form.document
        if form.is_new:
            document.uploaded_by_id = request.user.pk
            document.save(update_fields=["uploaded_by"])
        else:
            messages.info(request, f"เอกสารนี้มีอยู่แล้ว ชื่อ «{document.title}»")
        obj.__dict__.update(document.__dict__)

    def library_view(self, request: HttpRequest) -> HttpResponse:
        """A page of the documents as JSON, newest first: `documents`, and `next`, a page or null.

        Query parameters: `q`, `page`.
        """
        if not self.has_view_permission(request):
            raise PermissionDenied("คุณไม่มีสิทธิ์เปิดรายการเอกสาร")
        documents = Document.objects.matching(request.GET.get("q", ""))
        page = get_page(request, documents, per_page=LIBRARY_PAGE_SIZE)
        next_page = page.number + 1 if page.next_url else None
        rows = [
            {**_document_json(document), "uploaded": thai_date(document.created_at, "medium")}
            for document in page
        ]
        return JsonResponse({"documents": rows, "next": next_page})

    def send_view(self, request: HttpRequest) -> HttpResponse:
        """Upload one document by script: `{id, title, note}`, or `{message}` if it is refused."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_add_permission(request):
            return JsonResponse({"message": "คุณไม่มีสิทธิ์เพิ่มเอกสาร"}, status=403)
        file = request.FILES.get("file")
        if not isinstance(file, UploadedFile):
            return JsonResponse({"message": "ไม่มีไฟล์"}, status=400)
        try:
            document, is_new = get_or_create_document(file, by=request.user)
        except DocumentError as error:
            return JsonResponse({"message": " ".join(error.messages)}, status=400)
        if is_new:
            self.log_addition(request, document, "แนบจากหน้าเขียนข่าว")
        return JsonResponse(_document_json(document))

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    @admin.action(description="ลบเอกสารที่เลือก (เฉพาะที่ไม่มีข่าวใช้)", permissions=["delete"])
    def delete_unused(self, request: HttpRequest, queryset: QuerySet[Document]) -> None:
        """Delete documents that nothing uses; name the others."""
        kept = [document for document in queryset if document.usages(limit=1)]
        unused = [document for document in queryset if document not in kept]
        for document in unused:
            self.log_deletions(request, queryset.filter(pk=document.pk))
            self.delete_model(request, document)
        if unused:
            messages.success(request, f"ลบเอกสารแล้ว {len(unused)} ไฟล์")
        if kept:
            names = ", ".join(f"«{document}»" for document in kept[:MAX_NAMED])
            messages.error(request, f"ไม่ได้ลบ {len(kept)} ไฟล์ที่มีข่าวใช้อยู่: {names}")

    actions = ["delete_unused"]

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        """Django's view; for a document in use a message that names the usages."""
        document = self.get_object(request, unquote(object_id))
        usages = document.usages(limit=MAX_NAMED) if document else []
        if document is None or not usages or not super().has_delete_permission(request):
            return super().delete_view(request, object_id, extra_context)
        names = ", ".join(f"«{one}»" for one in usages)
        messages.error(request, f"ลบเอกสารนี้ไม่ได้ เพราะใช้อยู่ใน {names}")
        url = reverse("admin:documents_document_change", args=[document.pk])
        return HttpResponseRedirect(url)

    def delete_model(self, request: HttpRequest, obj: Document) -> None:
        try:
            obj.delete()
        except ProtectedError:  # an article began to use it after the permission was checked
            raise PermissionDenied("เอกสารนี้มีข่าวใช้อยู่ จึงลบไม่ได้") from None

    @admin.display(description="ขนาด", ordering="bytes")
    def size(self, document: Document) -> str:
        return document.note.partition(", ")[2]

    @admin.display(description="อัปโหลดเมื่อ", ordering="created_at")
    def uploaded(self, document: Document) -> str:
        return thai_date(document.created_at, "medium")

    @admin.display(description="ไฟล์")
    def download(self, document: Document) -> str:
        return format_html('<a href="{}">ดาวน์โหลด</a>', document.get_absolute_url())

    @admin.display(description="รายละเอียด")
    def details(self, document: Document) -> str:
        uploaded = thai_date(document.created_at)
        return f"{document.original_name} · {document.note} · อัปโหลด {uploaded}"

    @admin.display(description="ใช้ใน")
    def used_in(self, document: Document) -> str:
        items = format_html_join("", "<li>{}</li>", ((_link(row),) for row in document.usages()))
        return format_html("<ul>{}</ul>", items) if items else "ยังไม่มีข่าวใดใช้เอกสารนี้"


def _document_json(document: Document) -> dict[str, object]:
    return {"id": document.pk, "title": document.title, "note": document.note}


def _link(row: Model) -> str:
    try:
        name = f"admin:{row._meta.app_label}_{row._meta.model_name}_change"
        return format_html('<a href="{}">{}</a>', reverse(name, args=[row.pk]), row)
    except NoReverseMatch:
        return str(row)
