"""Redirects in the admin, as a list and as a table (CSV), and the paths that nothing is at."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.http import urlencode

from newsroom.fields.forms import Form
from newsroom.transfer.addresses.editing.exchange import from_csv, to_csv
from newsroom.transfer.addresses.editing.validation import validate_redirect
from newsroom.transfer.addresses.paths import normalise_path
from newsroom.transfer.addresses.redirects import store_redirect
from newsroom.transfer.models import MissingPath, Redirect
from newsroom.web.admin.dates import date_column
from newsroom.web.admin.model_admin import NewsroomModelAdmin

MAX_CSV_BYTES = 5 * 1024 * 1024
MAX_REFUSED_SHOWN = 10


class RedirectForm(forms.ModelForm):
    """A redirect by hand; the old path gets the form that requests are looked up by."""

    class Meta:
        model = Redirect
        fields = ["old_path", "new_path", "is_gone"]
        labels: ClassVar = {"old_path": "ที่อยู่เดิม"}
        help_texts: ClassVar = {
            "old_path": "ที่อยู่ที่ผู้อ่านยังเปิดอยู่ เช่น /2016/08/ชื่อข่าว/ หรือวางที่อยู่เต็มของเว็บเดิม",
            "new_path": "หน้าที่จะพาไป เช่น /news/12/ หรือที่อยู่เต็มของเว็บอื่น เว้นว่างเมื่อหน้านั้นถูกนำออก",
        }

    def clean_old_path(self) -> str:
        """The path as it is stored."""
        return normalise_path(self.cleaned_data["old_path"])

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if not self.errors:
            try:
                validate_redirect(self.instance)
            except forms.ValidationError as error:
                self._update_errors(error)  # type: ignore[attr-defined]


class CsvForm(Form):
    """The upload of a table."""

    file = forms.FileField(
        label="ไฟล์ CSV",
        help_text="แถวละหนึ่งที่อยู่: ที่อยู่เดิม, ที่อยู่ใหม่ เช่น /2016/08/ชื่อข่าว/,/news/12/ "
        "เว้นที่อยู่ใหม่ว่างหมายถึงนำออกแล้ว ใน Excel ให้บันทึกเป็น «CSV UTF-8»",
    )


LAST_HIT = date_column("last_hit_on", "เรียกล่าสุด")


@admin.register(Redirect)
class RedirectAdmin(NewsroomModelAdmin):
    """Redirects: those that renamed pages left, those of imports, those by hand."""

    when_empty = (
        "เมื่อเปลี่ยนชื่อย่อหรือรวมหมวด ผู้เขียน แท็ก และหน้า ระบบจำที่อยู่เดิมให้เอง และการนำเข้าข่าวนำที่อยู่ของเว็บเดิมมาด้วย "
        "ที่เหลือเพิ่มเองหรือนำเข้าจาก CSV ได้"
    )
    form = RedirectForm
    list_display = ["old_path", "new_path", "status", "hits", LAST_HIT]
    list_filter = ["is_gone"]
    search_fields = ["old_path", "new_path"]
    readonly_fields = ["hits", LAST_HIT]
    change_list_template = "admin/transfer/redirect/change_list.html"
    actions = ["export_csv"]

    @admin.display(description="คำตอบ", ordering="is_gone")
    def status(self, redirect: Redirect) -> str:
        """What a request for the old path is answered with."""
        return "นำออกแล้ว (410)" if redirect.is_gone else "พาไปที่อยู่ใหม่"

    def get_fields(self, request: HttpRequest, obj: Redirect | None = None) -> Any:
        return super().get_fields(request, obj) if obj else RedirectForm.Meta.fields

    def save_model(self, request: HttpRequest, obj: Redirect, form: Any, change: bool) -> None:
        store_redirect(obj)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.import_view)
        return [path("import/", view, name="transfer_redirect_import"), *super().get_urls()]

    @admin.action(description="ส่งออกเป็น CSV", permissions=["view"])
    def export_csv(self, request: HttpRequest, queryset: QuerySet[Redirect]) -> HttpResponse:
        """The selected redirects as a table."""
        response = HttpResponse(to_csv(queryset), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="redirects.csv"'
        return response

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """Store the redirects of an uploaded table."""
        if not (self.has_add_permission(request) and self.has_change_permission(request)):
            raise PermissionDenied("คุณไม่มีสิทธิ์แก้ไขที่อยู่เดิม")
        form = CsvForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            file = form.cleaned_data["file"]
            try:
                if file.size > MAX_CSV_BYTES:
                    raise ValueError("ไฟล์ใหญ่เกิน 5 เมกะไบต์ กรุณาแบ่งไฟล์")
                result = from_csv(file.read())
            except ValueError as error:
                form.add_error("file", str(error))
            else:
                messages.success(request, f"บันทึก {result.stored:,} แถวแล้ว")
                for line, reason in result.refused[:MAX_REFUSED_SHOWN]:
                    messages.warning(request, f"แถวที่ {line}: {reason}")
                if (more := len(result.refused) - MAX_REFUSED_SHOWN) > 0:
                    messages.warning(request, f"และอีก {more:,} แถวที่บันทึกไม่ได้")
                return redirect("admin:transfer_redirect_changelist")
        context = {
            **self.admin_site.each_context(request),
            "title": "นำเข้าลิงก์เก่าจาก CSV",
            "form": form,
            "opts": self.opts,
        }
        return render(request, "admin/transfer/redirect/import.html", context)


@admin.register(MissingPath)
class MissingPathAdmin(NewsroomModelAdmin):
    """What readers asked for and did not find, most often first."""

    when_empty = "เมื่อผู้อ่านเปิดที่อยู่ที่ไม่มี จะขึ้นที่นี่พร้อมจำนวนครั้ง แล้วพาไปหน้าที่ถูกได้"
    list_display = ["path", "hits", LAST_HIT, "redirect_link"]
    list_display_links = None
    search_fields = ["path"]

    def has_view_permission(self, request: HttpRequest, obj: MissingPath | None = None) -> bool:
        return request.user.has_perm("transfer.view_redirect")

    def has_delete_permission(self, request: HttpRequest, obj: MissingPath | None = None) -> bool:
        return request.user.has_perm("transfer.delete_redirect")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: MissingPath | None = None) -> bool:
        return False

    @admin.display(description="")
    def redirect_link(self, missing: MissingPath) -> str:
        url = reverse("admin:transfer_redirect_add")
        query = urlencode({"old_path": missing.path})
        return format_html('<a href="{}?{}">พาไปหน้าอื่น</a>', url, query)
