"""Whether a JPEG has nothing but a picture, as the originals of our library: read without decoding."""

from __future__ import annotations

_START, _END = b"\xff\xd8", b"\xff\xd9"
# Tables, a frame (baseline or progressive), the interval of restarts, a scan.
_TABLES, _FRAMES, _SCAN = {0xDB, 0xC4, 0xDD}, {0xC0, 0xC2}, 0xDA
_JFIF, _JFIF_LENGTH = 0xE0, 16
_COLOURS = 3


def is_bare_jpeg(data: bytes) -> bool:
    """False also for one with metadata, a comment, a colour profile, or bytes behind the picture."""
    if not data.startswith(_START):
        return False
    position = 2
    while data[position : position + 2] != _END:
        if len(data) < position + 4 or data[position] != 0xFF:
            return False
        marker, length = data[position + 1], int.from_bytes(data[position + 2 : position + 4])
        content = data[position + 4 : position + 2 + length]
        if marker == _JFIF:
            if length != _JFIF_LENGTH or not content.startswith(b"JFIF\0"):
                return False
        elif marker in _FRAMES:
            if len(content) < 6 or content[5] != _COLOURS:
                return False
        elif marker not in _TABLES and marker != _SCAN:
            return False
        position += 2 + length
        if marker == _SCAN:
            position = _end_of_scan(data, position)
    return position + 2 == len(data) and position > 2


def _end_of_scan(data: bytes, position: int) -> int:
    """Where the next marker is that is no byte of the picture and no restart."""
    while 0 <= (position := data.find(b"\xff", position)) < len(data) - 1:
        if data[position + 1] != 0 and not 0xD0 <= data[position + 1] <= 0xD7:
            return position
        position += 2
    return len(data)
