"""What stands beside an article while it is written: shared by its editors, or of one person."""

from newsroom.articles.models.editing.collaboration import (
    EditingSession,
    EditorialNote,
    PreviewLink,
)
from newsroom.articles.models.editing.pending_change import PendingChange
from newsroom.articles.models.editing.personal_draft import PersonalDraft
from newsroom.articles.models.editing.review_claim import ReviewClaim

__all__ = [
    "EditingSession",
    "EditorialNote",
    "PendingChange",
    "PersonalDraft",
    "PreviewLink",
    "ReviewClaim",
]
