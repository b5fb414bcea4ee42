"""Pictures, embedded content and videos of other sites, and the figures they are stored in."""
