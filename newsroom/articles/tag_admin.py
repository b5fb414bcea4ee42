"""Tags in the admin: how often each is used, renaming, merging, suggestions for the story form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.html import format_html

from newsroom.articles.models import FormerTag, Tag
from newsroom.articles.retagging import merge_tags, rename_tag
from newsroom.articles.tagging import TagsInput
from newsroom.fields.admin import NewsroomAdmin
from newsroom.thai.clean import is_blank
from newsroom.thai.folding import fold

SUGGESTED = 8
MOST_MERGED = 50


class Unused(admin.SimpleListFilter):
    """Tags that no story carries."""

    title = "การใช้งาน"
    parameter_name = "used"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("no", "ไม่มีข่าวใช้")]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Tag]:
        return queryset.unused() if self.value() == "no" else queryset


class MergeForm(forms.Form):
    """Which tag stays: one of the chosen, or another by its name."""

    keep = forms.ModelChoiceField(
        Tag.objects.none(),
        label="ป้ายที่จะเก็บไว้",
        required=False,
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "ป้ายนี้ไม่อยู่ในรายการที่เลือก"},
    )
    other = forms.CharField(
        label="หรือรวมเข้ากับป้ายอื่น",
        required=False,
        widget=TagsInput(attrs={"class": "tags-input", "autocomplete": "off", "data-one": "1"}),
        help_text="พิมพ์ชื่อป้ายที่มีอยู่แล้ว ป้ายที่เลือกทั้งหมดจะรวมเข้าในป้ายนี้",
    )

    def __init__(self, *args: Any, chosen: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chosen = chosen
        keep: Any = self.fields["keep"]
        keep.queryset = chosen
        keep.label_from_instance = lambda tag: f"{tag.name} ({tag.number:,} ข่าว)"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        name = data.get("other")
        if name:
            data["keep"] = Tag.objects.filter(key=fold(name)).first()
            if data["keep"] is None:
                self.add_error("other", f"ไม่มีป้ายชื่อ «{name[:60]}»")
        if self.errors:
            return data
        keep = data.get("keep")
        if keep is None:
            self.add_error("keep", "กรุณาเลือกป้ายที่จะเก็บไว้")
        elif not [tag for tag in self.chosen if tag.pk != keep.pk]:
            self.add_error("other", f"รวมป้าย «{keep}» เข้ากับตัวเองไม่ได้ พิมพ์ชื่อป้ายอื่น หรือกลับไปเลือกป้ายเพิ่ม")
        return data


@admin.register(Tag)
class TagAdmin(NewsroomAdmin):
    """Tags, and how often each is used."""

    list_display = ["name", "slug", "used"]
    list_filter = [Unused]
    search_fields = ["name"]
    readonly_fields = ["address", "former_names"]
    actions = ["merge"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        return Tag.objects.with_use()

    def get_fields(self, request: HttpRequest, obj: Tag | None = None) -> list[Any]:
        return ["name", "address", "former_names"] if obj else ["name"]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        help_texts = {
            "name": "เปลี่ยนชื่อได้ ที่อยู่เดิมจะพาผู้อ่านมาที่ที่อยู่ใหม่ "
            "ถ้าต้องการยุบเข้ากับป้ายที่มีอยู่แล้ว ให้ใช้คำสั่ง «รวมป้าย» ในหน้ารายการ"
        }
        extra = {"help_texts": help_texts} if obj else {}
        return super().get_form(request, obj, change, **{**extra, **kwargs})

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[QuerySet[Tag], bool]:
        return queryset.filter(key__contains=fold(search_term)), False

    def save_model(self, request: HttpRequest, obj: Tag, form: Any, change: bool) -> None:
        if change:
            rename_tag(obj, obj.name)
        else:
            obj.save()

    def get_urls(self) -> list[Any]:
        ours = [
            path("suggest/", self.admin_site.admin_view(self.suggest), name="articles_tag_suggest"),
        ]
        return [*ours, *super().get_urls()]

    def suggest(self, request: HttpRequest) -> JsonResponse:
        """Tags whose name has what was typed in it, however it is spelt; most used first."""
        if not self.has_view_permission(request) and not request.user.has_perm(
            "articles.change_article"
        ):
            raise PermissionDenied("คุณไม่มีสิทธิ์ดูป้าย")
        typed = fold(request.GET.get("q", "")[:200].replace("\0", ""))
        found = Tag.objects.none() if is_blank(typed) else Tag.objects.filter(key__contains=typed)
        begins = Case(
            When(key__startswith=typed, then=Value(0)), default=1, output_field=IntegerField()
        )
        rows = found.with_use().order_by(begins, "-number", "sort_key")[:SUGGESTED]
        return JsonResponse({"tags": [{"name": tag.name, "used": tag.number} for tag in rows]})

    @admin.action(description="รวมป้ายที่เลือกเป็นป้ายเดียว", permissions=["delete"])
    def merge(self, request: HttpRequest, queryset: QuerySet[Tag]) -> HttpResponse | None:
        """Ask which tag stays, then give it the stories and addresses of the others."""
        chosen = list(queryset[: MOST_MERGED + 1])
        if len(chosen) > MOST_MERGED:
            messages.error(request, f"รวมได้ครั้งละไม่เกิน {MOST_MERGED} ป้าย")
            return None
        confirmed = "merge_now" in request.POST
        form = MergeForm(request.POST if confirmed else None, chosen=queryset)
        if confirmed and form.is_valid():
            keep = form.cleaned_data["keep"]
            names = ", ".join(f"«{tag}»" for tag in chosen if tag.pk != keep.pk)
            gained = merge_tags(keep, chosen)
            self.log_change(request, keep, f"รวมป้าย {names} เข้าด้วย")
            messages.success(
                request, f"รวม {names} เข้าใน «{keep}» แล้ว เพิ่มขึ้น {gained:,} ข่าว ที่อยู่เดิมพามาที่ป้ายนี้"
            )
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": "รวมป้าย",
            "form": form,
            "chosen": chosen,
            "media": self.media + form.media,
            "opts": self.opts,
        }
        return render(request, "admin/articles/tag/merge.html", context)

    @admin.display(description="ที่อยู่เว็บ")
    def address(self, tag: Tag) -> str:
        return format_html('<a href="{}">/tag/{}/</a>', tag.get_absolute_url(), tag.slug)

    @admin.display(description="ชื่อเดิม")
    def former_names(self, tag: Tag) -> str:
        former = FormerTag.objects.filter(tag=tag).values_list("slug", flat=True)[:20]
        return ", ".join(f"/tag/{slug}/" for slug in former) or "ไม่มี"

    @admin.display(description="ใช้ในข่าว", ordering="number")
    def used(self, tag: Any) -> str:
        address = reverse("admin:articles_article_changelist")
        return format_html(
            '<a href="{}?tags__id__exact={}">{} ข่าว</a>', address, tag.pk, f"{tag.number:,}"
        )
