"""What apps above learn of accounts."""

from __future__ import annotations

from django.dispatch import Signal

# A new colleague (`user`) will be named in bylines. A receiver returns what it has done, as a
# sentence for the administrator.
author_wanted = Signal()
