"""The calendar of the news plan: which days, and what stands on them."""
