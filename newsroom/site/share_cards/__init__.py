"""Makes the share cards: at saving, and by a periodic task. Never while a reader waits."""
