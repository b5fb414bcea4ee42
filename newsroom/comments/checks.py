"""System checks of the comments' settings."""

from django.conf import settings
from django.core import checks

# Computer Crime Act s. 26: traffic data is kept at least 90 days; at most a year by extension.
MIN_RETENTION_DAYS = 90
MAX_RETENTION_DAYS = 365


@checks.register
def check_retention_days(**kwargs: object) -> list[checks.CheckMessage]:
    """`COMMENT_DATA_DAYS` must be within the limits of the law."""
    if MIN_RETENTION_DAYS <= settings.COMMENT_DATA_DAYS <= MAX_RETENTION_DAYS:
        return []
    return [
        checks.Error(
            f"NEWSROOM_COMMENT_DATA_DAYS ต้องอยู่ระหว่าง {MIN_RETENTION_DAYS} ถึง {MAX_RETENTION_DAYS}",
            id="comments.E001",
        )
    ]
