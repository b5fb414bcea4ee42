"""WordPress's habits in stored text: paragraphs left to be guessed, shortcodes, block comments.

`autop` follows the rules of WordPress's own `wpautop` as far as stored posts need them: a blank
line parts paragraphs, a single line end is a `<br>`, block elements stand alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

BLOCKS = (
    "table|thead|tfoot|caption|colgroup|tbody|tr|td|th|div|dl|dd|dt|ul|ol|li|pre|form|blockquote|"
    "address|p|h[1-6]|hr|fieldset|legend|section|article|aside|header|footer|figure|figcaption"
)
_BLOCK_START = re.compile(rf"\s*<(?:{BLOCKS})\b", re.IGNORECASE)
_BLOCK_EDGE = re.compile(rf"(<(?:{BLOCKS})\b[^>]*>|</(?:{BLOCKS})>)", re.IGNORECASE)
_PRE = re.compile(r"<pre\b.*?</pre>", re.IGNORECASE | re.DOTALL)
_BLOCK_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_MORE = re.compile(r"<!--\s*(more|nextpage).*?-->", re.DOTALL)
_CAPTION = re.compile(r"\[(?:wp_)?caption([^\]]*)\](.*?)\[/(?:wp_)?caption\]", re.DOTALL)
_IMG = re.compile(r"(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?", re.IGNORECASE)
_GALLERY = re.compile(r"\[gallery([^\]]*)\]")
_EMBED = re.compile(r"\[(embed|youtube|video|audio)[^\]]*\](https?://[^\[\s]+)\[/\1\]")
# A closing shortcode or one with attributes; «[1]» and «[ภาพ]» are the writer's own brackets.
_OTHER = re.compile(
    r"\[/[a-z][a-z0-9_-]*\]|\[[a-z][a-z0-9_-]*(?:\s+[a-z_-]+=[^\]]*)\]", re.IGNORECASE
)
_ATTRIBUTE = re.compile(r"""([a-z_]+)\s*=\s*["']?([^"'\]]*)["']?""")


def body_html(
    text: str,
    gallery: Callable[[list[int]], str],
    on_unknown: Callable[[str], None],
) -> str:
    """A WordPress post's stored text as plain HTML.

    `gallery` gets the attachment ids of a `[gallery ids="…"]` and returns HTML; `on_unknown` is
    told of each shortcode that had to be dropped (the text between its ends is kept).
    """
    is_blocks = "<!-- wp:" in text
    text = _MORE.sub("\n\n", text)
    text = _BLOCK_COMMENT.sub("", text)
    text = _CAPTION.sub(_caption, text)
    text = _GALLERY.sub(lambda match: gallery(_ids(match.group(1))), text)
    text = _EMBED.sub(lambda match: f"\n\n{_link(match.group(2))}\n\n", text)
    for shortcode in _OTHER.findall(text):
        on_unknown(shortcode)
    text = _OTHER.sub("", text)
    return text if is_blocks else autop(text)


def autop(text: str) -> str:
    """Paragraphs from blank lines, `<br>` from line ends, as WordPress shows a classic post."""
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match.group())
        return f"\n\n\x00{len(kept) - 1}\x00\n\n"

    text = _PRE.sub(keep, text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", ""))
    text = _BLOCK_EDGE.sub(r"\n\n\1\n\n", text)
    out = []
    for part in re.split(r"\n\s*\n", text):
        part = part.strip()
        if not part:
            continue
        if part.startswith("\x00"):
            out.append(kept[int(part.strip("\x00"))])
        elif _BLOCK_START.match(part) or part.startswith("</"):
            out.append(part)
        else:
            lines = re.sub(r"(<br\s*/?>)?\s*\n\s*", "<br>", part)
            out.append(f"<p>{lines}</p>")
    html = "\n".join(out)
    # Text straight inside an element that is itself a line needs no paragraph of its own.
    for tag in ("li", "td", "th", "figcaption", "caption", "dt", "dd", "h[1-6]", "p"):
        html = re.sub(
            rf"(<(?:{tag})\b[^>]*>)\s*<p>(.*?)</p>\s*(?=</?(?:{tag}|ul|ol)\b)",
            r"\1\2",
            html,
            flags=re.IGNORECASE | re.DOTALL,
        )
    return html


def _caption(match: re.Match[str]) -> str:
    inside = match.group(2)
    image = _IMG.search(inside)
    if image is None:
        return inside
    attributes = dict(_ATTRIBUTE.findall(match.group(1)))
    words = (inside[: image.start()] + inside[image.end() :]).strip() or attributes.get(
        "caption", ""
    )
    return f"\n\n<figure>{image.group()}<figcaption>{words}</figcaption></figure>\n\n"


def _ids(attributes: str) -> list[int]:
    values = dict(_ATTRIBUTE.findall(attributes))
    listed = values.get("ids") or values.get("include") or ""
    return [int(number) for number in re.findall(r"\d+", listed)]


def _link(address: str) -> str:
    return f'<p><a href="{escape(address)}">{escape(address)}</a></p>'
