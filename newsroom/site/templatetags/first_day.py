"""`{% first_day %}`: the dashboard's steps of a new site."""

from __future__ import annotations

from typing import Any

from django import template

from newsroom.site.onboarding import first_day_steps

register = template.Library()


@register.inclusion_tag("admin/dashboard/_first_day.html", takes_context=True)
def first_day(context: Any) -> dict[str, object]:
    """The steps and how many are done."""
    steps = first_day_steps(context["site_settings"], context["user"])
    return {"steps": steps, "done": sum(step.is_done for step in steps)}
