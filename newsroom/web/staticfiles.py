"""Static files: minified, names with a content hash, compressed beforehand, without source maps."""

from __future__ import annotations

import hashlib
from pathlib import Path

import rcssmin
import rjsmin
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.files.base import ContentFile, File
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

MINIFIERS = {"css": rcssmin.cssmin, "js": rjsmin.jsmin}


def minified(name: str, file: bytes) -> bytes:
    """A static file of ours as it is sent; others unchanged.

    Ours are in the folders `css/` and `js/`. Packages bring theirs minified, and rjsmin does not know
    template literals within template literals.
    """
    folder, suffix = Path(name).parts[0], Path(name).suffix.removeprefix(".")
    if folder != suffix or suffix not in MINIFIERS:
        return file
    return MINIFIERS[suffix](file.decode()).encode()


class HashedStaticStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage; a file that is missing in the manifest keeps its plain name."""

    manifest_strict = False
    # Some packages' bundles name source maps that they do not install.
    support_js_module_import_aggregation = False

    def _save(self, name: str, content: File) -> str:
        content.seek(0)
        source = content.read()
        file = source.encode() if isinstance(source, str) else source
        return super()._save(name, ContentFile(minified(name, file)))

    def post_process(self, paths: dict[str, object], *args: object, **kwargs: object) -> object:
        """Skip source maps: to hash and compress them takes a minute, and no reader loads them."""
        processed = {name: path for name, path in paths.items() if not name.endswith(".map")}
        return super().post_process(processed, *args, **kwargs)

    def compress_files(self, paths: set[str]) -> object:
        """Compress what pages link to: copies with a hash in their name, minified where they can be.

        The admin links to unminified scripts in debug mode only, where nothing is compressed.
        """
        linked = {
            hashed_name
            for name, hashed_name in self.hashed_files.items()
            if f"{name.removesuffix('.js')}.min.js" not in self.hashed_files
        }
        return super().compress_files(paths & linked)


def collect_static_if_changed() -> bool:
    """Run `collectstatic` if a source file changed since the last time; whether it did.

    To hash and compress the files takes seconds, to compare their sizes and times does not.
    """
    fingerprint_file = Path(settings.STATIC_ROOT) / ".fingerprint"
    fingerprint = _fingerprint()
    if fingerprint_file.exists() and fingerprint_file.read_text(encoding="ascii") == fingerprint:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    fingerprint_file.write_text(fingerprint, encoding="ascii")
    return True


def _fingerprint() -> str:
    digest = hashlib.sha256(f"{settings.DEBUG}".encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            stat = Path(storage.path(name)).stat()
            digest.update(f"{name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()
