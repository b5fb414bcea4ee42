"""The forms of passwords set by a link."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AdminPasswordChangeForm

from newsroom.accounts.models import User
from newsroom.fields.forms import Form
from newsroom.mail.availability import can_send


class ForgottenPasswordForm(Form):
    """Who forgot a password."""

    login = forms.CharField(
        label="ชื่อสำหรับเข้าสู่ระบบ หรืออีเมล",
        max_length=254,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}
        ),
    )


class PasswordOfColleagueForm(AdminPasswordChangeForm):
    """Django's, whose labels end without a colon."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""


class NewUserForm(forms.ModelForm):
    """A colleague without a password: an invitation lets them choose one."""

    is_author = forms.BooleanField(
        label="เป็นผู้เขียนด้วย",
        required=False,
        initial=True,
        help_text="สร้างหน้าผู้เขียนที่ใช้ชื่อนี้ให้เลย ข่าวใหม่ของเขาจะขึ้นชื่อเอง ไม่ต้องเลือกสำหรับคนที่ไม่เขียนข่าว",
    )

    class Meta:
        model = User
        fields = ["username", "display_name", "email", "is_staff", "groups"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if can_send():
            self.fields["email"].required = True
            self.fields["email"].help_text = "ระบบจะส่งลิงก์ให้ตั้งรหัสผ่านเอง ใช้ได้ 3 วัน"
        else:
            self.fields["email"].help_text = "บันทึกแล้วจะแสดงลิงก์ตั้งรหัสผ่านให้คัดลอกครั้งเดียว"

    def save(self, commit: bool = True) -> User:
        self.instance.set_unusable_password()
        user: User = super().save(commit)
        return user
