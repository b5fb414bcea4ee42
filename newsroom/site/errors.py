"""Pages for when something is wrong: in Thai, and the last one without asking any part of us."""

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

NO_SPACE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: an address or a form we cannot read; 413 when it was too large. Touches no database."""
    status = 413 if isinstance(exception, RequestDataTooBig) else 400
    return _plain(f"{status}.html", status)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return render(request, "errors/403.html", {"reason": str(exception or "")}, status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return render(request, "errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 while the database is gone or the disk full: this page needs neither, nor a template."""
    error = sys.exc_info()[1]
    is_full = isinstance(error, OSError) and error.errno in NO_SPACE
    if is_full or isinstance(error, OperationalError | InterfaceError):
        answer = _plain("503.html", 503)
        answer["Retry-After"] = "5"
        return answer
    return _plain("500.html", 500)


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form in the admin whose page was open too long."""
    text = "แบบฟอร์มหมดอายุ กรุณากลับไปโหลดหน้าใหม่แล้วส่งอีกครั้ง ข้อความที่พิมพ์ไว้ยังอยู่ในหน้าก่อน"
    return render(request, "errors/403.html", {"reason": text}, status=403)


def _plain(name: str, status: int) -> HttpResponse:
    text = (Path(settings.BASE_DIR) / "templates" / "errors" / name).read_text(encoding="utf-8")
    return HttpResponse(text, status=status)
