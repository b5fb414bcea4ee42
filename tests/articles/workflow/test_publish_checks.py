"""Checks before publishing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from newsroom.accounts import roles
from newsroom.articles.models import Article
from newsroom.articles.workflow import publish_checks, transitions
from newsroom.articles.workflow.publish_checks import PublishIssue
from newsroom.images.models import Photo
from tests import builders
from tests.articles.article_form import change_url, form_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Any:
    user = builders.role_user(roles.EDITOR, "editor")
    client.force_login(user)
    return user


def test_every_issue_is_reported_before_publishing(client: Client, editor: Any) -> None:
    photo = builders.photo(credit="")
    Photo.objects.filter(pk=photo.pk).update(alt="")
    article = builders.draft_article(
        headline="ข่าวยาว" * 30, standfirst="", section=None, authors=[], lead_photo=photo, body=""
    )
    issues = publish_checks.all_issues(article)
    assert (issues[0].message, issues[0].is_blocking) == ("ยังไม่มีหมวด", True)
    assert not any(issue.is_blocking for issue in issues[1:])
    for text in ("พาดหัวยาวมาก (180 ตัวอักษร)", "ยังไม่มีโปรย", "ยังไม่มีเนื้อข่าว", "ยังไม่มีชื่อผู้เขียน",
                 "ยังไม่มีข้อความแทนภาพและเครดิต"):  # fmt: skip
        assert any(text in issue.message for issue in issues), text
    page = client.get(change_url(article)).content.decode()
    assert "ต้องแก้ก่อนเผยแพร่" in page
    assert "ยังไม่มีโปรย" in page
    for transition in (transitions.publish, transitions.publish_now):
        with pytest.raises(transitions.TransitionRefused, match="ยังไม่มีหมวด"):
            transition(article, by=editor)
    assert publish_checks.all_issues(builders.draft_article()) == [
        PublishIssue("lead_photo", "ยังไม่มีภาพนำ")
    ]


def test_warnings_do_not_forbid_publishing(client: Client, editor: Any) -> None:
    article = builders.draft_article(standfirst="")
    data = form_data(client, article) | {"_action": "publish"}
    page = client.post(change_url(article), data, follow=True)
    assert "ยังไม่มีโปรย" in page.content.decode()
    assert Article.objects.published().count() == 1


@pytest.mark.parametrize(("length", "is_warned"), [(120, False), (121, True)])
def test_the_form_and_the_check_share_the_headlines_limit(
    client: Client, editor: Any, length: int, is_warned: bool
) -> None:
    article = builders.draft_article(headline="ก" * length)
    fields = [issue.field for issue in publish_checks.warnings(article)]
    assert ("headline" in fields) == is_warned
    widget = client.get(change_url(article)).context["adminform"].form.fields["headline"].widget
    assert widget.attrs["data-count"] == publish_checks.HEADLINE_WARN_LENGTH == 120


def test_a_date_over_a_year_ahead_is_asked_about() -> None:
    now = timezone.now()
    soon, late = (
        builders.scheduled_article(published_at=now + timedelta(days=days)) for days in (300, 400)
    )
    fields = [[issue.field for issue in publish_checks.warnings(one)] for one in (soon, late)]
    assert ["published_at" in names for names in fields] == [False, True]
