"""What a decoding process and the process that asks it say to each other.

A message is the length of its head (4 bytes), the head (JSON) and the bytes that the head announces
in `sizes`. JSON, because whoever asks must not trust a process that has read a hostile file.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Sequence
from typing import Any

LENGTH = struct.Struct(">I")
MAX_HEAD_BYTES = 256 * 1024
# All files that are made of one picture; an original of 40 Mpx has 10 to 60 MB.
MAX_BYTES = 400 * 1024 * 1024

Read = Callable[[int], bytes]


def packed(head: dict[str, Any], parts: Sequence[bytes] = ()) -> list[bytes]:
    """The chunks of a message."""
    data = json.dumps({**head, "sizes": [len(part) for part in parts]}).encode()
    return [LENGTH.pack(len(data)) + data, *parts]


def received(read: Read) -> tuple[dict[str, Any], list[bytes]] | None:
    """The next message; None at the end. `read(count)`: so many bytes, or fewer at the end.

    Raises `ValueError` for what is no message.
    """
    length = read(LENGTH.size)
    if len(length) < LENGTH.size:
        return None
    count = LENGTH.unpack(length)[0]
    if count > MAX_HEAD_BYTES:
        raise ValueError("the head of a message is too long")
    head = json.loads(read(count))
    sizes = [int(size) for size in head["sizes"]]
    if min(sizes, default=0) < 0 or sum(sizes) > MAX_BYTES:
        raise ValueError("a message is too long")
    parts = [read(size) for size in sizes]
    if [len(part) for part in parts] != sizes:
        return None
    return head, parts
