"""The admin of this app."""

from newsroom.syndication.partners.admin import PartnerAdmin

__all__ = ["PartnerAdmin"]
