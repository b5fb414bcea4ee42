"""JSON-LD as an element of a page."""

from __future__ import annotations

import json

from django.utils.safestring import SafeString, mark_safe

# Characters that could end the `<script>` element or a JavaScript string, and their JSON escapes.
_ESCAPES = {
    "<": "\\u003C",
    ">": "\\u003E",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}


def json_ld(data: dict[str, object]) -> SafeString:
    """A `<script type="application/ld+json">` element; nothing in `data` can end it."""
    text = json.dumps(data, ensure_ascii=False)
    for character, escape in _ESCAPES.items():
        text = text.replace(character, escape)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308
