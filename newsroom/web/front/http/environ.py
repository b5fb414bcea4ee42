"""The WSGI environment of a request as the server gives it (RSGI)."""

from __future__ import annotations

from typing import Any

Environ = dict[str, Any]


def make_environ(scope: Any) -> Environ:
    """The WSGI environment (PEP 3333) of an RSGI scope, without its `wsgi.*` objects."""
    address, _, port = scope.client.rpartition(":")
    server, _, server_port = scope.server.rpartition(":")
    environ: Environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        # WSGI carries bytes as Latin-1; the server has decoded them as UTF-8.
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string.encode().decode("latin-1"),
        "REMOTE_ADDR": address.strip("[]"),
        "REMOTE_PORT": port,
        "SERVER_NAME": server,
        "SERVER_PORT": server_port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "wsgi.url_scheme": scope.scheme,
    }
    for name, value in scope.headers.items():
        # An underscore would make two headers one: `X_Forwarded_For` is no name of ours.
        if "_" in name:
            continue
        key = name.upper().replace("-", "_")
        if key not in ("CONTENT_TYPE", "CONTENT_LENGTH"):
            key = f"HTTP_{key}"
        if key in environ:
            environ[key] += ("; " if key == "HTTP_COOKIE" else ",") + value
        else:
            environ[key] = value
    return environ
