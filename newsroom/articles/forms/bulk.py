"""The form above the list of articles: what is done with those that are selected."""

from __future__ import annotations

from django import forms
from django.contrib.admin.helpers import ActionForm

from newsroom.articles.models import Section
from newsroom.articles.tags.forms import TagsField


class ArticleActionForm(ActionForm):
    """Django's, with what two of the actions need; static/css/desk/list.css shows them with these."""

    to_section = forms.ModelChoiceField(
        Section.objects.all(), label="หมวด", required=False, empty_label="เลือกหมวด…"
    )
    new_tags = TagsField(label="แท็ก", required=False)
