"""What the log says about requests that were refused."""

from __future__ import annotations

import logging


class WithoutTracebackOfRefusals(logging.Filter):
    """Takes the traceback from Django's entries about 4xx responses.

    A 403 is the answer the code means to give; its line names the URL, which is all there is to know.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if 400 <= getattr(record, "status_code", 0) < 500:
            record.exc_info = record.exc_text = None
        return True
