"""The forms of the second factor."""

from __future__ import annotations

from django import forms

from newsroom.fields.forms import Form

MAX_CODE_LENGTH = 32


class CodeForm(Form):
    """A code of the app, or a recovery code."""

    code = forms.CharField(
        label="รหัสจากแอป หรือรหัสกู้คืน",
        max_length=MAX_CODE_LENGTH,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false"}
        ),
    )


class EnrolmentForm(Form):
    """The new app's first code; whoever is signed in gives the password again."""

    code = forms.CharField(
        label="รหัส 6 หลักที่แอปแสดง",
        max_length=MAX_CODE_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
    password = forms.CharField(
        label="รหัสผ่านของคุณ",
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: object, ask_password: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if not ask_password:
            del self.fields["password"]
