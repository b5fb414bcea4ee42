"""The form in which staff choose what they are told of."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction

from newsroom.accounts.models import User
from newsroom.notifications.models import (
    DEFAULTS,
    PERMISSIONS,
    Delivery,
    Kind,
    NotificationPreference,
)


class NotificationSettingsForm(forms.Form):
    """A choice for each kind that may concern the user."""

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        chosen = dict(user.notification_preferences.values_list("kind", "delivery"))
        for kind in Kind:
            if user.has_perm(PERMISSIONS[kind]):
                self.fields[kind.value] = forms.ChoiceField(
                    label=kind.label,
                    choices=Delivery.choices,
                    initial=chosen.get(kind, DEFAULTS[kind]),
                    widget=forms.RadioSelect,
                )

    @transaction.atomic
    def save(self) -> None:
        for kind, delivery in self.cleaned_data.items():
            NotificationPreference.objects.update_or_create(
                user=self.user, kind=kind, defaults={"delivery": delivery}
            )
