"""Comments in the admin: moderation, trusted commenters, the origins that the law requires to keep."""

from newsroom.comments.admin import comment, commenter, origin  # noqa: F401
