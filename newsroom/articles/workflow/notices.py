"""Tells staff by mail what became of an article."""

from __future__ import annotations

from django.urls import reverse

from newsroom.accounts.models import User
from newsroom.articles.models import Article
from newsroom.audit.models import Action
from newsroom.notifications.models import Kind
from newsroom.notifications.notify import notify_all, notify_one
from newsroom.thai.dates import thai_datetime


def notify_of_transition(article: Article, action: Action, *, by: User) -> None:
    """Tell editors of an article to review, and its writer of what they did with it."""
    path = reverse("admin:articles_article_change", args=[article.pk])
    if action == Action.SENT_TO_REVIEW:
        notify_all(Kind.REVIEW_WAITING, f"รอตรวจ: {article.headline} ({by})", path, by=by)
    elif action == Action.RETURNED:
        text = f"ส่งกลับไปแก้: {article.headline} ({by})"
        notify_one(Kind.SENT_BACK, article.created_by, text, path, by=by)
    elif action in (Action.PUBLISHED, Action.SCHEDULED):
        text = f"เผยแพร่แล้ว: {article.headline}"
        if action == Action.SCHEDULED and article.published_at:
            text = f"จะเผยแพร่ {thai_datetime(article.published_at)}: {article.headline}"
        notify_one(Kind.PUBLISHED, article.created_by, text, path, by=by)
