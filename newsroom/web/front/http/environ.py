"""The WSGI environment of a request."""

from __future__ import annotations

from typing import Any

from newsroom.web.http_server.messages import Request

Environ = dict[str, Any]


def make_environ(request: Request) -> Environ:
    """The WSGI environment (PEP 3333) of a request, without its `wsgi.*` objects but the scheme."""
    environ: Environ = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": _as_latin_1(request.path),
        "QUERY_STRING": _as_latin_1(request.query),
        "REMOTE_ADDR": request.client[0],
        "REMOTE_PORT": str(request.client[1]),
        "SERVER_NAME": request.server[0],
        "SERVER_PORT": str(request.server[1]),
        "SERVER_PROTOCOL": f"HTTP/{request.http_version}",
        # TLS ends at the reverse proxy.
        "wsgi.url_scheme": "http",
    }
    for name, value in request.headers.items():
        key = name.upper().replace("-", "_")
        environ[key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"] = value
    return environ


def _as_latin_1(text: str) -> str:
    """WSGI carries bytes as Latin-1."""
    return text.encode("utf-8", "surrogateescape").decode("latin-1")
