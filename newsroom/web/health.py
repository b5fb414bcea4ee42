"""/healthz, for load balancers and monitoring."""

from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from newsroom.web.disk import has_space


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """200 if database, cache, photo store and disk work, else 503; the JSON names each of them."""
    parts = {
        "database": _database_works(),
        "cache": _cache_works(),
        "photos": _photo_store_works(),
        "disk": _disk_has_space(),
    }
    return JsonResponse(
        {"ok": all(parts.values()), **parts}, status=200 if all(parts.values()) else 503
    )


def _database_works() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return True
    except DatabaseError:
        return False


def _cache_works() -> bool:
    try:
        cache.set("healthz", 1, timeout=5)
        return cache.get("healthz") == 1
    except Exception:
        return False


def _photo_store_works() -> bool:
    try:
        default_storage.exists("photos")
        return True
    except OSError:
        return False


def _disk_has_space() -> bool:
    try:
        return has_space()
    except OSError:
        return False
