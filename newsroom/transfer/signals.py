"""Signals of imports, for apps above."""

from django.dispatch import Signal

# Sent with `ids` of new articles that stood on top of the former site's front page (WordPress:
# sticky), in the order of the import. A receiver returns the ids of those that it pinned.
articles_pinned = Signal()
