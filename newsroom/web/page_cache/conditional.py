"""The request headers that choose between variants of a page: Accept-Encoding, If-None-Match."""

from __future__ import annotations

from functools import lru_cache

# Content codings we produce, the preferred one first; identity is the fallback.
ENCODINGS = ("br", "gzip", "identity")
# What is read of a header, in characters. It is read in the event loop, where 64 kB of commas would hold
# up everybody for 30 ms.
MAX_HEADER_LENGTH = 1000


@lru_cache(maxsize=512)
def negotiate_encoding(accept_encoding: str) -> str:
    """The content coding to send for an Accept-Encoding header (RFC 9110, 12.5.3).

    `br` wins when both have the same weight. Identity is sent even where the header excludes it:
    a response in a coding nobody accepts would be worse.
    """
    weights: dict[str, float] = {}
    for element in accept_encoding[:MAX_HEADER_LENGTH].lower().split(","):
        coding, _, parameter = element.partition(";")
        quality = parameter.strip().removeprefix("q=") if parameter else "1"
        try:
            weights[coding.strip()] = float(quality)
        except ValueError:
            weights[coding.strip()] = 0.0
    wildcard = weights.get("*", 0.0)
    best = max(ENCODINGS[:2], key=lambda coding: weights.get(coding, wildcard))
    return best if weights.get(best, wildcard) > 0 else "identity"


def etag_matches(if_none_match: str, etag: str) -> bool:
    """Whether an If-None-Match header names `etag`, by weak comparison (RFC 9110, 13.1.2)."""
    values = if_none_match[:MAX_HEADER_LENGTH].split(",")
    listed = [value.strip().removeprefix("W/") for value in values]
    return etag in listed or "*" in listed
