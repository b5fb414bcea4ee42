"""Form fields of rights: roles as cards, permissions as a list in Thai."""

from __future__ import annotations

from typing import Any, Self

from django.contrib.auth.models import Group, Permission
from django.db.models import Case, ManyToManyField, Value, When
from django.forms import CheckboxSelectMultiple, ModelMultipleChoiceField
from django.utils.html import format_html
from django.utils.text import capfirst

from newsroom.accounts.roles import DESCRIPTIONS

# Apps of Django and its packages whose permissions a newsroom never grants.
HIDDEN_APP_LABELS = [
    "admin", "axes", "contenttypes", "otp_static", "otp_totp", "sessions", "taggit",
]  # fmt: skip
VERBS = {"add": "เพิ่ม", "change": "แก้ไข", "delete": "ลบ", "view": "ดู"}


def permission_label(permission: Permission) -> str:
    """`ข่าว: แก้ไขข่าว`. The names that Django stores in the database are English."""
    verb, _, _ = permission.codename.partition("_")
    model = permission.content_type.model_class()
    if model is None:
        return permission.name
    custom_name = dict(model._meta.permissions).get(permission.codename)
    if custom_name or verb not in VERBS:
        return f"{model._meta.app_config.verbose_name}: {custom_name or permission.name}"
    app_name, model_name = permission.content_type.app_labeled_name.partition(" | ")[::2]
    return f"{app_name}: {VERBS[verb]}{model_name}"


class RightsField(ModelMultipleChoiceField):
    """Rights to tick; a list to drag between two boxes needs a mouse and a wide screen."""

    css_class = ""
    own_label = ""

    @classmethod
    def for_model_field(cls, field: ManyToManyField[Any, Any]) -> Self:
        """The form field of a user's or a group's many-to-many field."""
        return cls(
            cls.all_rights(),
            label=cls.own_label or capfirst(field.verbose_name),
            required=not field.blank,
            widget=CheckboxSelectMultiple(attrs={"class": cls.css_class}),
        )

    @staticmethod
    def all_rights() -> Any:
        """The queryset to choose from, in order."""
        raise NotImplementedError


class RolesField(RightsField):
    """Groups as cards: the roles with a sentence each, then the newsroom's own groups."""

    css_class = "role-cards"
    own_label = "บทบาท"

    @staticmethod
    def all_rights() -> Any:
        order = [When(name=name, then=Value(place)) for place, name in enumerate(DESCRIPTIONS)]
        return Group.objects.order_by(Case(*order, default=Value(len(order))), "name")

    def label_from_instance(self, obj: Group) -> str:
        description = DESCRIPTIONS.get(obj.name, "กลุ่มที่กองตั้งเอง")
        return format_html("<strong>{}</strong> <small>{}</small>", obj.name, description)


class PermissionsField(RightsField):
    """Permissions to choose from, with Thai labels."""

    css_class = "permission-list"

    @staticmethod
    def all_rights() -> Any:
        permissions = Permission.objects.exclude(content_type__app_label__in=HIDDEN_APP_LABELS)
        return permissions.select_related("content_type")

    def label_from_instance(self, obj: Permission) -> str:
        return permission_label(obj)


RIGHTS_FIELDS: dict[Any, type[RightsField]] = {Group: RolesField, Permission: PermissionsField}
