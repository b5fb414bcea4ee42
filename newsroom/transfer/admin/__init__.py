"""The admin of redirects; Django imports it for its registrations."""

from newsroom.transfer.admin import redirects

__all__ = ["redirects"]
