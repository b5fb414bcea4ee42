"""The one exception of backup and restore."""


class BackupError(Exception):
    """A backup was not made, or a file was not restored; the message says why, in Thai."""
