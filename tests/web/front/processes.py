"""The processes of a server: supervisor, front process, nursery, worker."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.servers import Node


def workers_of(node: Node) -> set[int]:
    """The ids of the processes that run Django, below supervisor, front process and nursery."""
    found = [node.process.pid]
    for _ in range(3):
        found = [child for pid in found for child in children_of(pid)]
    return {pid for pid in found if is_alive(pid)}


def descendants_of(pid: int) -> set[int]:
    """The ids of all processes below one."""
    found, parents = set(), [pid]
    while parents:
        parents = [child for parent in parents for child in children_of(parent)]
        found |= set(parents)
    return found


def fronts_of(supervisor: int) -> list[int]:
    """The ids of the front processes below a supervisor; its helper process is the last child."""
    return children_of(supervisor)[:-1]


def children_of(pid: int) -> list[int]:
    told = subprocess.run(
        ["ps", "--ppid", str(pid), "-o", "pid="], capture_output=True, text=True, check=False
    )
    return [int(pid) for pid in told.stdout.split()]


def is_alive(pid: int) -> bool:
    """Not so of a zombie, which only waits for whoever reaps it."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
