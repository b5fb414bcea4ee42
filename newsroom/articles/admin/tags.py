"""Tags in the admin: renaming, merging, and suggestions for the article form."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.html import format_html

from newsroom.accounts.requests import signed_in_user
from newsroom.articles import permissions
from newsroom.articles.admin.changelist.filters import UnusedTagFilter
from newsroom.articles.forms.tag_merge import TagMergeForm
from newsroom.articles.models import Tag, TagAlias
from newsroom.articles.workflow.taxonomy.tag_renaming import PAGE_FIELDS, merge_tags, rename_tag
from newsroom.images.widgets import PhotoPicker
from newsroom.thai.clean import is_blank
from newsroom.thai.folding import fold
from newsroom.web.admin.model_admin import NewsroomModelAdmin

MAX_SUGGESTIONS = 8
MAX_SUGGESTION_QUERY_LENGTH = 200
MAX_MERGED = 50
MAX_FORMER_NAMES_SHOWN = 20


@admin.register(Tag)
class TagAdmin(NewsroomModelAdmin):
    """The tags, with the number of their articles."""

    when_empty = "แท็กเกิดเองเมื่อใส่ในข่าว"
    list_display = ["name", "slug", "article_link"]
    list_filter = [UnusedTagFilter]
    search_fields = ["name"]
    readonly_fields = ["url_link", "former_names"]
    actions = ["merge"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        return permissions.visible_tags(signed_in_user(request))

    def get_fields(self, request: HttpRequest, obj: Tag | None = None) -> list[Any]:
        fields = ["name", *PAGE_FIELDS]
        return [*fields, "url_link", "former_names"] if obj else fields

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: object) -> Any:
        if db_field.name == "photo":
            return db_field.formfield(widget=PhotoPicker)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: object
    ) -> Any:
        help_texts = {
            "name": "เปลี่ยนชื่อได้ ที่อยู่เดิมจะพาผู้อ่านมาที่ที่อยู่ใหม่ "
            "ถ้าต้องการยุบเข้ากับแท็กที่มีอยู่แล้ว ให้ใช้คำสั่ง «รวมแท็ก» ในหน้ารายการ"
        }
        extra = {"help_texts": help_texts} if obj else {}
        return super().get_form(request, obj, change, **{**extra, **kwargs})

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[QuerySet[Tag], bool]:
        return queryset.filter(key__contains=fold(search_term)), False

    def save_model(self, request: HttpRequest, obj: Tag, form: Any, change: bool) -> None:
        if not change:
            obj.save()
        elif "name" in form.changed_data:
            rename_tag(obj, obj.name)
        else:  # the articles show none of it
            obj.save(update_fields=PAGE_FIELDS)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.suggest_view)
        return [path("suggest/", view, name="articles_tag_suggest"), *super().get_urls()]

    def suggest_view(self, request: HttpRequest) -> JsonResponse:
        """Tags whose folded name contains `q`: those that begin with it first, then by use."""
        if not (self.has_view_permission(request) or request.user.has_perm(permissions.CHANGE)):
            raise PermissionDenied("คุณไม่มีสิทธิ์ดูแท็ก")
        query = fold(request.GET.get("q", "")[:MAX_SUGGESTION_QUERY_LENGTH].replace("\0", ""))
        tags = self.get_queryset(request)
        tags = tags.none() if is_blank(query) else tags.filter(key__contains=query)
        rank = Case(
            When(key__startswith=query, then=Value(0)), default=1, output_field=IntegerField()
        )
        rows = tags.order_by(rank, "-article_count", "sort_key")[:MAX_SUGGESTIONS]
        return JsonResponse(
            {"tags": [{"name": tag.name, "used": tag.article_count} for tag in rows]}
        )

    @admin.action(description="รวมแท็กที่เลือกเป็นแท็กเดียว", permissions=["delete"])
    def merge(self, request: HttpRequest, queryset: QuerySet[Tag]) -> HttpResponse | None:
        """Ask which tag to keep, then give it the articles and URLs of the others."""
        tags = list(queryset[: MAX_MERGED + 1])
        if len(tags) > MAX_MERGED:
            messages.error(request, f"รวมได้ครั้งละไม่เกิน {MAX_MERGED} แท็ก")
            return None
        is_confirmed = "merge_now" in request.POST
        form = TagMergeForm(request.POST if is_confirmed else None, selected=queryset)
        if is_confirmed and form.is_valid():
            keep = form.cleaned_data["keep"]
            names = ", ".join(f"«{tag}»" for tag in tags if tag.pk != keep.pk)
            added_count = merge_tags(keep, tags)
            self.log_change(request, keep, f"รวมแท็ก {names} เข้าด้วย")
            messages.success(
                request,
                f"รวม {names} เข้าใน «{keep}» แล้ว เพิ่มขึ้น {added_count:,} ข่าว ที่อยู่เดิมพามาที่แท็กนี้",
            )
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": "รวมแท็ก",
            "form": form,
            "tags": tags,
            "media": self.media + form.media,
            "opts": self.opts,
        }
        return render(request, "admin/articles/tag/merge.html", context)

    @admin.display(description="ที่อยู่เว็บ")
    def url_link(self, tag: Tag) -> str:
        url = tag.get_absolute_url()
        return format_html('<a href="{}">{}</a>', url, unquote(url))

    @admin.display(description="ชื่อเดิม")
    def former_names(self, tag: Tag) -> str:
        aliases = TagAlias.objects.filter(tag=tag)[:MAX_FORMER_NAMES_SHOWN]
        urls = (reverse("articles:tag", args=[alias.slug]) for alias in aliases)
        return ", ".join(unquote(url) for url in urls) or "ไม่มี"

    @admin.display(description="ใช้ในข่าว", ordering="article_count")
    def article_link(self, tag: Any) -> str:
        url = reverse("admin:articles_article_changelist")
        return format_html(
            '<a href="{}?tags__id__exact={}">{} ข่าว</a>', url, tag.pk, f"{tag.article_count:,}"
        )
