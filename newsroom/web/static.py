"""Static files: hashed for ever, compressed beforehand, without source maps."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStatic(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage; a file named in no manifest is an error at build time only."""

    manifest_strict = False
    # Packages ship bundles whose source maps are not installed; nobody needs them here.
    support_js_module_import_aggregation = False

    def post_process(self, paths: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Leave source maps alone: hashing and compressing them takes a minute and serves nobody."""
        wanted = {name: path for name, path in paths.items() if not name.endswith(".map")}
        return super().post_process(wanted, *args, **kwargs)


def gather() -> bool:
    """Gather the static files unless they are those gathered last; says whether it had to.

    Hashing and compressing them takes seconds, looking at them does not.
    """
    mark = Path(settings.STATIC_ROOT) / ".gathered"
    seen = _fingerprint()
    if mark.exists() and mark.read_text(encoding="ascii") == seen:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    mark.write_text(seen, encoding="ascii")
    return True


def _fingerprint() -> str:
    digest = hashlib.sha256(f"{settings.DEBUG}".encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            stat = Path(storage.path(name)).stat()
            digest.update(f"{name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()
