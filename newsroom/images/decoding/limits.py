"""The bounds of what is decoded, and of the process that decodes it."""

from __future__ import annotations

MAX_UPLOAD_BYTES = 64 * 1024 * 1024

# In pixels. A JPEG is shrunk while it is decoded; of other formats the whole is in memory once.
MAX_PIXELS = 64_000_000
MAX_JPEG_PIXELS = 256_000_000
MAX_PROGRESSIVE_PIXELS = 100_000_000
# A larger picture is stored with so many.
MAX_KEPT_PIXELS = 40_000_000
MIN_SIDE, MAX_SIDE = 16, 65_000

# Of one decoding process, in bytes of address space: a PNG of 64 Mpx with a profile needs it.
MAX_MEMORY = 1280 * 1024 * 1024
# Of one picture, in seconds of CPU time, however busy the machine is.
MAX_CPU_SECONDS = 40
MAX_WALL_SECONDS = 100
# AVIF takes ten times the work of WebP; nobody waits for it.
MAX_BACKGROUND_CPU_SECONDS, MAX_BACKGROUND_WALL_SECONDS = 240, 900
