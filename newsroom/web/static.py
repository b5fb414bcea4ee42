"""Static files: hashed for ever, compressed beforehand, without source maps."""

from __future__ import annotations

from typing import Any

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
