"""Base classes of the admin: what every screen of ours has."""
