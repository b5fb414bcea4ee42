"""The contrast of text with its ground, in Chromium (WCAG 2.2, 1.4.6)."""

from __future__ import annotations

from typing import Any

ENHANCED = 7.0

# A colour as [red, green, blue, alpha]; contrast of two opaque ones; the colour behind an element.
COLOURS = """
const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
const rgba = (color) => {
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = color;
  canvas.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
  return [red, green, blue, alpha / 255];
};
const over = (front, back) =>
  back.slice(0, 3).map((value, i) => front[i] * front[3] + value * (1 - front[3]));
const luminance = (color) => {
  const [red, green, blue] = color
    .map((value) => value / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrast = (one, other) => {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};
const ground = (element) => {
  const layers = [];
  for (let one = element; one; one = one.parentElement) {
    layers.push(rgba(getComputedStyle(one).backgroundColor));
    if (layers.at(-1)[3] === 1) break;
  }
  return layers.reduceRight((back, front) => over(front, back), [255, 255, 255]);
};
"""

_TEXTS = (
    f"(atLeast) => {{ {COLOURS}"
    """
  const found = new Map();
  let count = 0;
  const look = (element, color, text) => {
    const front = rgba(color);
    const back = ground(element);
    for (let one = element; one; one = one.parentElement)
      front[3] *= Number(getComputedStyle(one).opacity);
    const ratio = contrast(over(front, back), back);
    const name = `${element.tagName} ${element.className} in ${element.parentElement.className}`;
    count += 1;
    if (ratio < atLeast) found.set(name, `${ratio.toFixed(2)} ${name}: ${text.trim().slice(0, 40)}`);
  };
  // What cannot be pressed now may be faint (WCAG 1.4.3, 1.4.6).
  const seen = (element) =>
    element.checkVisibility({ visibilityProperty: true }) &&
    !element.closest(".visually-hidden, :disabled, .disabled");
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (node.data.trim() && seen(element)) look(element, getComputedStyle(element).color, node.data);
  }
  for (const field of document.querySelectorAll("input, textarea, select")) {
    if (!seen(field)) continue;
    look(field, getComputedStyle(field).color, field.name);
    if (field.placeholder)
      look(field, getComputedStyle(field, "::placeholder").color, field.placeholder);
  }
  return [count, [...found.values()]];
}"""
)


def faint_texts(page: Any, at_least: float = ENHANCED) -> tuple[int, list[str]]:
    """How many texts the open page shows, and those whose contrast is too low.

    Pictures are no ground here: text on one needs a ground of its own.
    """
    count, found = page.evaluate(_TEXTS, at_least)
    return count, found
