"""The 77 provinces of Thailand by their romanised names, as readers abroad type them."""

from __future__ import annotations

from functools import cache


@cache
def _thai_names() -> dict[str, str]:
    """The Thai names by the romanised ones in lower case without spaces."""
    # Imported on first use: most processes never look a province up.
    from pythainlp.corpus import provinces

    return {
        "".join(row["name_en"].lower().split()): row["name_th"]
        for row in provinces(details=True)
        if isinstance(row, dict)
    }


def province_by_latin_name(name: str) -> str | None:
    """The Thai name of a province (`krabi` → กระบี่), or None. Case and spaces are ignored."""
    return _thai_names().get("".join(name.lower().split()))
