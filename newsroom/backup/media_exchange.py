"""Puts the photo files of a backup in the place of those of the site, so that it can be undone."""

from __future__ import annotations

import filecmp
from collections.abc import Iterable
from pathlib import Path


class MediaExchange:
    """Moves files from `source` into `target`; what they replace waits in `aside`.

    All three are on one disk: each move is a rename.
    """

    def __init__(self, source: Path, target: Path, aside: Path) -> None:
        self._source, self._target, self._aside = source, target, aside
        self._added: list[str] = []
        self._replaced: list[str] = []

    def add(self, names: Iterable[str]) -> None:
        """Add files; one that is there with the same content stays."""
        for name in names:
            source, target = self._source / name, self._target / name
            if target.is_file():
                if filecmp.cmp(source, target, shallow=False):
                    continue
                _move(target, self._aside / name)
                self._replaced.append(name)
            _move(source, target)
            self._added.append(name)

    def undo(self) -> None:
        """Take away what was added and put back what was replaced."""
        for name in self._added:
            (self._target / name).unlink(missing_ok=True)
        for name in self._replaced:
            _move(self._aside / name, self._target / name)

    def remove_others(self, names: Iterable[str]) -> None:
        """Delete the files that are not named, and folders that are empty then."""
        kept = {self._target / name for name in names}
        for path in sorted(self._target.rglob("*"), reverse=True):
            if path.is_dir() and not path.is_symlink():
                if not any(path.iterdir()):
                    path.rmdir()
            elif path not in kept:
                path.unlink()


def _move(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    source.replace(target)
