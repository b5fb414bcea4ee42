"""Our templates without the indentation of their lines, which readers would download."""

from __future__ import annotations

import re

from django.template import Origin
from django.template.loaders import filesystem

_INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)


class Loader(filesystem.Loader):
    """Django's loader of `DIRS`. HTML templates lose their indentation, and keep their line numbers.

    Spaces at the start of a line mean nothing in HTML, but within `<pre>` and `<textarea>`: no
    template may have text of its own in those.
    """

    def get_contents(self, origin: Origin) -> str:
        source = super().get_contents(origin)
        return _INDENTATION.sub("", source) if origin.name.endswith(".html") else source
