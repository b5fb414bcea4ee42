"""System checks of the comments' settings."""

from django.conf import settings
from django.core import checks

SHORTEST, LONGEST = 90, 365


@checks.register
def traffic_data_is_kept_as_the_law_asks(**kwargs: object) -> list[checks.CheckMessage]:
    """Computer Crime Act s. 26: at least 90 days; a year is the most it may be extended to."""
    if SHORTEST <= settings.COMMENT_DATA_DAYS <= LONGEST:
        return []
    return [
        checks.Error(
            f"NEWSROOM_COMMENT_DATA_DAYS ต้องอยู่ระหว่าง {SHORTEST} ถึง {LONGEST}", id="comments.E001"
        )
    ]
