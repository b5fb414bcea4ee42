"""What a hand does in a browser and Playwright cannot: drop files, paste pictures."""

from __future__ import annotations

import base64
from typing import Any

_FILES = """([selector, files, texts, kinds]) => {
  const data = new DataTransfer();
  for (const [name, type, bytes] of files)
    data.items.add(new File([Uint8Array.from(atob(bytes), (one) => one.charCodeAt(0))], name, { type }));
  for (const [type, text] of texts) data.setData(type, text);
  const target = document.querySelector(selector);
  const { left, top, width, height } = target.getBoundingClientRect();
  const where = { clientX: left + width / 2, clientY: top + height / 2 };
  for (const kind of kinds) target.dispatchEvent(kind === "paste"
    ? new ClipboardEvent(kind, { bubbles: true, cancelable: true, clipboardData: data })
    : new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: data, ...where }));
  return document.querySelectorAll("progress").length;
}"""


def _packed(files: dict[str, bytes]) -> list[list[str]]:
    return [[name, "image/jpeg", base64.b64encode(data).decode()] for name, data in files.items()]


def drop(page: Any, selector: str, files: dict[str, bytes]) -> int:
    """Drop files on an element; returns how many progress bars the page shows at once."""
    kinds = ["dragenter", "dragover", "drop"]
    return page.evaluate(_FILES, [selector, _packed(files), [], kinds])


def paste(page: Any, selector: str, files: dict[str, bytes] | None = None, **texts: str) -> None:
    """Paste into an element: `files`, `plain` text, `html`."""
    kinds = [(f"text/{kind}", text) for kind, text in texts.items()]
    page.evaluate(_FILES, [selector, _packed(files or {}), kinds, ["paste"]])
