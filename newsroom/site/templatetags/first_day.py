"""`{% first_day %}`: the dashboard's steps of a new site; `{% next_step %}`: the next, after each save."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

from newsroom.site.onboarding import first_day_steps

register = template.Library()


@register.inclusion_tag("admin/dashboard/_first_day.html", takes_context=True)
def first_day(context: Any) -> dict[str, object]:
    """The steps and how many are done."""
    steps = first_day_steps(context["site_settings"], context["user"])
    return {"steps": steps, "done": sum(step.is_done for step in steps)}


@register.inclusion_tag("admin/dashboard/_next_step.html", takes_context=True)
def next_step(context: Any) -> dict[str, object]:
    """The first step that is not done; None on the dashboard, which shows them all."""
    if context["request"].path == reverse("admin:index"):
        return {"step": None}
    steps = first_day_steps(context["site_settings"], context["user"])
    return {"step": next((step for step in steps if not step.is_done), None)}
