"""`python -m tests.bench.body_speed [BYTES]`: how long the body pipeline takes for a megabyte of anything.

Prints the slowest of the inputs that have made parsers and patterns quadratic. The aim is 2 seconds.
"""

from __future__ import annotations

import os
import sys
import time


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    from tests.test_linear_time import MARKUP, MARKUP_FUNCTIONS, TEXT

    size = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    rows = []
    for unit in [*MARKUP, *TEXT]:
        html = unit * (size // len(unit.encode()))
        for name, function in MARKUP_FUNCTIONS.items():
            start = time.process_time()
            function(html)
            rows.append((time.process_time() - start, name, unit))
    for seconds, name, unit in sorted(rows, reverse=True)[:25]:
        print(f"{seconds:6.2f} s  {name:18} {unit!r}")


if __name__ == "__main__":
    main()
