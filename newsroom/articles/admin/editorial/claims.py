"""The buttons that say who is checking an article."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.views.decorators.http import require_POST

from newsroom.accounts.requests import signed_in_user
from newsroom.articles import permissions
from newsroom.articles.models import Article
from newsroom.articles.workflow import transitions
from newsroom.articles.workflow.handover import claims
from newsroom.web.admin.model_admin import NewsroomModelAdmin


class ClaimsMixin(NewsroomModelAdmin):
    """The part of `ArticleAdmin` that takes and ends claims."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(require_POST(self.claim_view))
        return [path("<int:pk>/claim/", view, name="articles_article_claim"), *super().get_urls()]

    def claim_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Begins to check the article, or (`release`) ends that."""
        article, user = get_object_or_404(Article, pk=pk), signed_in_user(request)
        if not permissions.can_view(user, article):
            raise PermissionDenied("คุณไม่มีสิทธิ์ดูข่าวนี้")
        if "release" in request.POST:
            claims.release(article, by=user)
            messages.success(request, "เลิกตรวจแล้ว คนอื่นรับไปตรวจได้")
            return redirect("admin:articles_article_change", pk)
        try:
            claims.claim(article, by=user)
        except transitions.TransitionRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "โต๊ะข่าวเห็นแล้วว่าคุณกำลังตรวจข่าวนี้")
        return redirect("admin:articles_article_change", pk)

    def claim_context(self, request: HttpRequest, article: Article | None) -> dict[str, Any]:
        """What the form says of the claim."""
        if article is None:
            return {}
        user, claim = signed_in_user(request), claims.current_claim(article)
        return {
            "claim": claim,
            "is_own_claim": claim is not None and claim.user_id == user.pk,
            "can_claim": claims.can_claim(user, article),
        }
