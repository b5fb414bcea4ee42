"""/healthz: may a load balancer send readers here?"""

from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when the database, the cache and the photo store answer, else 503 and which does not."""
    parts = {"database": _database(), "cache": _cache(), "photos": _photos()}
    return JsonResponse(
        {"ok": all(parts.values()), **parts}, status=200 if all(parts.values()) else 503
    )


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return True
    except DatabaseError:
        return False


def _cache() -> bool:
    try:
        cache.set("healthz", 1, timeout=5)
        return cache.get("healthz") == 1
    except Exception:
        return False


def _photos() -> bool:
    try:
        default_storage.exists("photos")
        return True
    except OSError:
        return False
