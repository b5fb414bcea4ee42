"""The two menus in the admin: their lines, dragged into order, with what is wrong with them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html

from newsroom.articles.forms.inline_formset import ResilientInlineFormSet
from newsroom.pages.forms import MenuItemForm
from newsroom.pages.menus import problem_of
from newsroom.pages.models import Menu, MenuItem
from newsroom.web.admin.model_admin import NewsroomModelAdmin

# Lines of a menu.
MAX_ITEMS = 40


class MenuItemInline(admin.TabularInline):
    """The lines; who may change the menu may change them."""

    model = MenuItem
    form = MenuItemForm
    formset = ResilientInlineFormSet
    # Without script there is no other way to add one.
    extra = 2
    max_num = MAX_ITEMS
    fields = ["position", "choice", "typed", "label", "problem"]
    readonly_fields = ["problem"]
    verbose_name_plural = "รายการ (ลากเพื่อเรียง)"

    @admin.display(description="ผู้อ่านเห็นไหม")
    def problem(self, item: MenuItem) -> str:
        if item.pk is None:
            return ""
        text = problem_of(item)
        if not text:
            return "เห็น"
        return format_html('<strong class="menu-problem">ไม่เห็น: {}</strong>', text)

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request).select_related("section", "page", "tag")
        return rows.defer("page__body")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("pages.change_menu")

    has_add_permission = has_view_permission
    has_change_permission = has_view_permission
    has_delete_permission = has_view_permission


@admin.register(Menu)
class MenuAdmin(NewsroomModelAdmin):
    """The menus: neither more nor fewer than there are places."""

    list_display = ["place", "lines", "problems"]
    list_display_links = ["place"]
    inlines = [MenuItemInline]
    actions = None
    change_form_template = "admin/pages/menu/change_form.html"

    class Media:
        js = ["js/desk/rows.js"]
        css = {"all": ["css/pages.css"]}

    def get_queryset(self, request: HttpRequest) -> Any:
        items = "items__section", "items__page", "items__tag"
        return super().get_queryset(request).prefetch_related(*items)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        for place in Menu.Place.values:
            Menu.objects.get_or_create(place=place)
        return super().changelist_view(request, extra_context)

    @admin.display(description="รายการ")
    def lines(self, menu: Menu) -> str:
        return ", ".join(map(str, menu.items.all())) or "ยังไม่ได้ตั้ง เว็บไซต์แสดงหมวดทั้งหมดให้เอง"

    @admin.display(description="ที่ผู้อ่านไม่เห็น")
    def problems(self, menu: Menu) -> str:
        found = [f"{item}: {text}" for item in menu.items.all() if (text := problem_of(item))]
        return " · ".join(found) or "–"

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """None: a menu has nothing but its lines."""
        return []

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
