"""Thai provinces by their Latin names, as readers abroad type them: krabi → กระบี่."""

from __future__ import annotations

from functools import cache


@cache
def _by_latin_name() -> dict[str, str]:
    # A list of 77 names; the segmenter and its dictionary are not loaded with it.
    from pythainlp.corpus import provinces

    return {
        "".join(province["name_en"].lower().split()): province["name_th"]
        for province in provinces(details=True)
        if isinstance(province, dict)
    }


def province(latin: str) -> str | None:
    """The Thai name of a province; case and blanks do not matter. None when there is none."""
    return _by_latin_name().get("".join(latin.lower().split()))
