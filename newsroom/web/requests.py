"""The type of the requests our views get: Django's, with what our middleware adds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from newsroom.site.models import SiteSettings


class NewsroomRequest(HttpRequest):
    """For annotations only: Django makes plain requests, and middleware sets these attributes."""

    # Set by `newsroom.web.middleware.trusted_proxies.TrustedProxyMiddleware`; None if the server did not say.
    client_ip: str | None
    client_port: int | None
    # Set by django-csp: the nonce of this response's Content-Security-Policy.
    csp_nonce: str
    # Set by `newsroom.site.middleware.SiteSettingsMiddleware`.
    site_settings: SiteSettings
