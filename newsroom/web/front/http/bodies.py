"""Request bodies, read whole within bounds."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import IO

# A larger body waits in a temporary file until a process takes it.
MAX_BODY_IN_MEMORY = 256 * 1024
Chunks = AsyncIterator[bytes]


class BodyTooLargeError(Exception):
    """The body is larger than the limit; what is left of it is not read."""


class BodyTooSlowError(Exception):
    """The body was not complete in time."""


class TooManyBodiesError(Exception):
    """So much of other bodies is kept just now that there is no room for this one."""


class BodyStore:
    """Counts the bytes of all bodies of a front process, in memory and in files, up to a limit."""

    def __init__(self, limit: int) -> None:
        self._limit, self._bytes = limit, 0

    def add(self, count: int) -> None:
        """Raises `TooManyBodiesError`."""
        if self._bytes + count > self._limit:
            raise TooManyBodiesError
        self._bytes += count

    def remove(self, count: int) -> None:
        """So many bytes are not kept any more."""
        self._bytes -= count


@dataclass
class Body:
    """A whole request body: in memory, or in a file that `close` deletes."""

    data: bytes = b""
    file: IO[bytes] | None = None
    size: int = 0
    store: BodyStore | None = None

    @property
    def path(self) -> str | None:
        """The path of the file."""
        return None if self.file is None else self.file.name

    def close(self) -> None:
        """Delete the file."""
        if self.file is not None:
            self.file.close()
        if self.store is not None:
            self.store.remove(self.size)
            self.store = None


async def read_body(chunks: Chunks, limit: int, seconds: float, store: BodyStore) -> Body:
    """The whole body of a request, which counts in `store` until it is closed.

    `limit`: in bytes. `seconds`: the time in which all of it must arrive. Raises
    `BodyTooLargeError`, `BodyTooSlowError`, `TooManyBodiesError`.
    """
    body = Body(store=store)
    in_memory = bytearray()
    try:
        async with asyncio.timeout(seconds):
            async for chunk in chunks:
                store.add(len(chunk))
                body.size += len(chunk)
                if body.size > limit:
                    raise BodyTooLargeError
                if body.file is None and body.size > MAX_BODY_IN_MEMORY:
                    body.file = tempfile.NamedTemporaryFile(prefix="newsroom-body-")  # noqa: SIM115
                    body.file.write(in_memory)
                    in_memory = bytearray()
                if body.file is None:
                    in_memory += chunk
                else:
                    body.file.write(chunk)
        if body.file is not None:
            body.file.flush()
    except TimeoutError:
        body.close()
        raise BodyTooSlowError from None
    except BaseException:
        body.close()
        raise
    body.data = bytes(in_memory)
    return body
