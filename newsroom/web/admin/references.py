"""Fields of the admin that refer to another row, typed by its beginning (`autocomplete_fields`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import ForeignKey
from django.forms import ModelChoiceField
from django.http import HttpRequest

from newsroom.web.converters import parse_id


class IdSelect(AutocompleteSelect):
    """Django's, which asks the database even for what is no id when it shows a refused form again."""

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        return super().optgroups(name, [one for one in value if parse_id(str(one))], attrs)


if TYPE_CHECKING:
    from django.contrib.admin.options import BaseModelAdmin

    Base = BaseModelAdmin
else:
    Base = object


class CheckedReferencesMixin(Base):
    """For admin classes and inlines: forged ids in `autocomplete_fields` are told of in the form."""

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField[Any] | None:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = IdSelect(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
