"""Thai error pages. Those of 400, 405, 408, 413, 415, 500 and 503 are static files: no database, no templates."""

from __future__ import annotations

import errno
import sys
from pathlib import Path

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import requires_csrf_token

from newsroom.site.not_found import suggested_articles
from newsroom.web.middleware.trusted_proxies import client_ip
from newsroom.web.rate_limits import client_network

DISK_FULL_ERRNOS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
RETRY_AFTER_SECONDS = 5


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: an unreadable URL or form; 413: a form that is too large."""
    status = 413 if isinstance(exception, RequestDataTooBig) else 400
    return _static_page(status)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return render(request, "errors/403.html", {"reason": str(exception or "")}, status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, with articles that the words of the path find."""
    network = client_network(client_ip(request))
    context = {"suggestions": suggested_articles(request.path, network)}
    return render(request, "errors/404.html", context, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500; 503 with Retry-After while the database is unavailable or the disk is full."""
    error = sys.exc_info()[1]
    is_disk_full = isinstance(error, OSError) and error.errno in DISK_FULL_ERRNOS
    if is_disk_full or isinstance(error, OperationalError | InterfaceError):
        response = _static_page(503)
        response["Retry-After"] = str(RETRY_AFTER_SECONDS)
        return response
    return _static_page(500)


def method_not_allowed() -> HttpResponse:
    """The page of a 405, which Django answers without one."""
    return _static_page(405)


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form in the admin whose CSRF token has expired."""
    message = "แบบฟอร์มหมดอายุ กรุณากลับไปโหลดหน้าใหม่แล้วส่งอีกครั้ง ข้อความที่พิมพ์ไว้ยังอยู่ในหน้าก่อน"
    return render(request, "errors/403.html", {"reason": message}, status=403)


def _static_page(status: int) -> HttpResponse:
    path = Path(settings.BASE_DIR) / "templates" / "errors" / f"{status}.html"
    return HttpResponse(path.read_text(encoding="utf-8"), status=status)
