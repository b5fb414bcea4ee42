"""The exceptions of backup and restore."""


class BackupError(Exception):
    """A backup was not made, or a file was not restored; the message says why, in Thai."""


class ProofNotAllowedError(BackupError):
    """The database user may not create the empty place in which a backup is proved."""
