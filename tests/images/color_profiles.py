"""ICC profiles (ISO 15076-1) made by hand, whose effect cannot be missed."""

from __future__ import annotations

import struct
from itertools import product

D50 = (0.9642, 1.0, 0.8249)
# The primaries of sRGB, adapted to D50.
RED, GREEN, BLUE = (0.4361, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141)


def _fixed(*values: float) -> bytes:
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + _fixed(*values)


def _profile(space: bytes, connection: bytes, kind: bytes, tags: dict[bytes, bytes]) -> bytes:
    text = b"desc\0\0\0\0" + struct.pack(">I", 5) + b"test\0" + b"\0" * 78
    tags = {b"desc": text, b"cprt": b"text\0\0\0\0none\0", b"wtpt": _xyz(D50), **tags}
    table, body, start = b"", b"", 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        padded = data + b"\0" * (-len(data) % 4)
        table += name + struct.pack(">II", start + len(body), len(data))
        body += padded
    size = start + len(body)
    header = struct.pack(">I4sI", size, b"\0\0\0\0", 0x02400000) + kind + space + connection
    header += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + b"\0" * 28
    header += _fixed(*D50)
    return header.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


def swapping_profile() -> bytes:
    """RGB whose red is sRGB's green, whose green its blue, and whose blue its red."""
    # The tone curve of sRGB, nearly.
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(2.2 * 256))
    return _profile(
        b"RGB ", b"XYZ ", b"mntr",
        {b"rXYZ": _xyz(GREEN), b"gXYZ": _xyz(BLUE), b"bXYZ": _xyz(RED),
         b"rTRC": curve, b"gTRC": curve, b"bTRC": curve},
    )  # fmt: skip


def cmyk_profile() -> bytes:
    """CMYK of which each ink takes half of the lightness, and has no colour."""
    ramp = bytes(range(256))
    lut = b"mft1\0\0\0\0" + bytes([4, 3, 2, 0]) + _fixed(1, 0, 0, 0, 1, 0, 0, 0, 1) + ramp * 4
    for inks in product((0, 1), repeat=4):
        lut += bytes([round(255 * 0.5 ** sum(inks)), 128, 128])
    return _profile(b"CMYK", b"Lab ", b"prtr", {b"A2B0": lut + ramp * 3})
