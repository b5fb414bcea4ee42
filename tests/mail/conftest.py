"""A mail server that the site is set to use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.smtp_server import SmtpServer


@pytest.fixture
def mail_server(settings: Any) -> Iterator[SmtpServer]:
    with SmtpServer() as server:
        settings.MAIL_IS_CONFIGURED = True
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address[:2]
        yield server
