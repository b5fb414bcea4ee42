"""The form of an idea, and the small one that moves a card of the calendar."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from newsroom.accounts.models import User
from newsroom.fields.dates import PlannedDayField, ThaiTimeField
from newsroom.planning import permissions
from newsroom.planning.models import Idea

# Guards against a wrong year, which would put the idea where nobody looks.
MAX_AHEAD = timedelta(days=730)
PEOPLE = ("assignee", "photographer")


def check_not_too_far(day: date | None) -> None:
    """Raise a ValidationError for a day that can only be a slip."""
    if day and day > timezone.localdate() + MAX_AHEAD:
        raise ValidationError("อีกกว่า 2 ปี กรุณาตรวจปีอีกครั้ง", code="too_far")


class IdeaForm(forms.ModelForm):
    """An idea; refuses once to write over what somebody else saved meanwhile.

    Whoever does not assign work may name only themselves (`user`).
    """

    user: User
    version = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Idea
        fields = [
            "what", "notes", "due_on", "due_time", "assignee", "photo_needed", "photographer",
            "section", "state",
        ]  # fmt: skip
        field_classes = {"due_on": PlannedDayField, "due_time": ThaiTimeField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["version"].initial = self.instance.version
        if "notes" in self.fields:
            self.fields["notes"].widget.attrs["rows"] = 4
        for name in PEOPLE:
            if name in self.fields:
                self._offer_people(name)
        for name in (*PEOPLE, "section"):
            for related in ("add", "change", "delete", "view"):
                if name in self.fields:
                    setattr(self.fields[name].widget, f"can_{related}_related", False)

    def _offer_people(self, name: str) -> None:
        field: Any = self.fields[name]
        stored = getattr(self.instance, f"{name}_id")
        people = User.objects.filter(Q(is_active=True, is_staff=True) | Q(pk=stored))
        if not permissions.can_assign(self.user):
            people = people.filter(pk__in=[self.user.pk, stored])
        field.queryset = people.order_by("display_name", "username")
        field.empty_label = "ยังไม่มีคนรับ" if name == "assignee" else "ยังไม่มีคนถ่าย"

    def clean_due_on(self) -> date | None:
        day: date | None = self.cleaned_data["due_on"]
        if "due_on" in self.changed_data:
            check_not_too_far(day)
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("photographer"):
            data["photo_needed"] = True
        stored = Idea.objects.filter(pk=self.instance.pk).first() if self.instance.pk else None
        if stored is not None and data.get("version") != stored.version:
            # The next attempt knows of it.
            self.data = {**self.data, "version": stored.version}
            raise ValidationError(
                "มีคนอื่นบันทึกแผนนี้ระหว่างที่คุณแก้ ข้อความของคุณยังอยู่ในช่องข้างล่าง ดูสิ่งที่เปลี่ยนใน «ประวัติ» "
                "แล้วกดบันทึกอีกครั้งถ้าต้องการใช้ของคุณแทน"
            )
        return data


class MoveForm(forms.Form):
    """Where a card is moved to; an empty day means none."""

    day = PlannedDayField(required=False)
    time = ThaiTimeField(required=False)

    def clean_day(self) -> date | None:
        day: date | None = self.cleaned_data["day"]
        check_not_too_far(day)
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("time") and not data.get("day") and "day" not in self.errors:
            raise ValidationError("ใส่เวลาแล้ว กรุณาใส่วันด้วย", code="day_missing")
        return data
