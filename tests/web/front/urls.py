"""The site's addresses, and some that are slow, stuck or fatal."""

from __future__ import annotations

import os
import re
import time

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from newsroom.config.urls import *  # noqa: F403
from newsroom.config.urls import urlpatterns


def asleep(request: HttpRequest, number: int) -> HttpResponse:
    """Waits for two seconds, as for a slow database."""
    time.sleep(2)
    return HttpResponse("awake")


def stuck(request: HttpRequest, number: int) -> HttpResponse:
    """Holds the interpreter lock for ever, as a pattern that backtracks does."""
    re.match(r"(a+)+$", "a" * 64 + "b")
    return HttpResponse("never")


def crash(request: HttpRequest) -> HttpResponse:
    """Ends the process, as a fault in a C library does."""
    os._exit(11)


def count(request: HttpRequest) -> HttpResponse:
    """The length of the body."""
    return HttpResponse(str(len(request.body)))


def grow(request: HttpRequest, megabytes: int) -> HttpResponse:
    """Takes so much memory, as a file that grows while it is unpacked does."""
    return HttpResponse(str(len(bytearray(megabytes << 20))))


def counted(request: HttpRequest, **kwargs: object) -> HttpResponse:
    """Notes from when to when it runs, as something that costs CPU for a second."""
    start = time.time()
    time.sleep(0.4)
    with (settings.DATA_DIR / "counted.txt").open("a") as file:
        file.write(f"{start} {time.time()}\n")
    return HttpResponse("counted")


urlpatterns = [
    path("test/grow/<int:megabytes>/", grow),
    path("admin/login/", csrf_exempt(counted)),
    path("admin/test/upload/", csrf_exempt(counted)),
    path("test/asleep/<int:number>/", asleep),
    path("test/stuck/<int:number>/", stuck),
    path("test/crash/", crash),
    path("test/count/", csrf_exempt(count)),
    *urlpatterns,
]
