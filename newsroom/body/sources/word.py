"""Lists from Word and Outlook, which are paragraphs with a bullet or a number typed before them.

Word marks them by `style="mso-list:l0 level2 lfo1"` and the marker by `mso-list:Ignore`; what other
programs make of that is a marker and no-break spaces at the beginning of the text.
"""

from __future__ import annotations

from newsroom.body.conversion import Conversion
from newsroom.body.model.styles import declarations
from newsroom.body.parsing.tree import COMMENT, Element, Node

_BULLETS = set("·•◦o§▪▫■□●○–-*\uf0b7\uf0a7\uf0d8\uf076\uf0fc")
_BLANKS = " \t\n\r\xa0\u2002\u2003"
# Without one of these in the source there is no such list.
_SIGNS = ("mso-list", "\xa0", "&nbsp", "&#", "\t")
MAX_MARKER_LENGTH = 6
# The bullets that Word gives to the levels of a list.
_WORD_LEVELS = {"·": 1, "\uf0b7": 1, "•": 1, "o": 2, "§": 3, "\uf0a7": 3}


def read_word_lists(root: Element, conversion: Conversion) -> None:
    """Runs of list paragraphs as `ul` and `ol`, one inside the other by level."""
    conversion.may_have_typed_lists = any(sign in conversion.source for sign in _SIGNS)
    if not conversion.may_have_typed_lists:
        return
    for element in list(root.elements()):
        if any(isinstance(child, Element) and child.tag == "p" for child in element.children):
            _gather(element)


def _gather(parent: Element) -> None:
    children: list[Node] = []
    # `(level, list)` of the lists that are open.
    open_lists: list[tuple[int, Element]] = []
    for child in parent.children:
        item = _list_item(child) if isinstance(child, Element) and child.tag == "p" else None
        if item is None:
            is_between = (isinstance(child, str) and not child.strip()) or (
                isinstance(child, Element) and child.tag == COMMENT
            )
            if not is_between:
                open_lists = []
            children.append(child)
            continue
        level, marker, content = item
        while open_lists and open_lists[-1][0] > level:
            open_lists.pop()
        tag = "ul" if _is_bullet(marker) else "ol"
        if open_lists and open_lists[-1][0] == level and open_lists[-1][1].tag != tag:
            open_lists.pop()
        if not open_lists or open_lists[-1][0] < level:
            new = _new_list(tag, marker)
            (open_lists[-1][1].children if open_lists else children).append(new)
            open_lists.append((level, new))
        # Where the number is not the next one, `model.lists` begins another list.
        value = {"value": str(_number(marker))} if tag == "ol" else {}
        open_lists[-1][1].children.append(Element("li", value, content))
    if len(children) != len(parent.children) or open_lists:
        parent.children = children


def _list_item(paragraph: Element) -> tuple[int, str, list[Node]] | None:
    """`(level, marker, content)` of a list paragraph; None if it is none."""
    style = declarations(paragraph.get("style"))
    mso_list = style.get("mso-list", "")
    is_word_list = "level" in mso_list and "ignore" not in mso_list
    marker_span = _marker_span(paragraph) if "style" in paragraph.attrs else None
    if is_word_list and marker_span is not None:
        marker = marker_span.text().strip(_BLANKS)
        marker_span.children = []
        return _word_level(mso_list), marker, paragraph.children
    is_styled = "style" in paragraph.attrs or paragraph.get("class").startswith("Mso")
    if not is_styled:  # `typed_lists` sees it when it is a block
        return None
    found = _typed_marker(paragraph)
    if found is None:
        return None
    holder, index, marker, rest = found
    holder.children[index] = rest
    if is_word_list:
        level = _word_level(mso_list)
    else:
        level = _indentation_level(style) or _WORD_LEVELS.get(marker, 1)
    return level, marker, paragraph.children


def typed_lists(blocks: list[Element], conversion: Conversion) -> list[Element]:
    """Blocks in which paragraphs that begin with a marker and wide blanks are items of lists."""
    if not conversion.may_have_typed_lists:
        return blocks
    gathered: list[Element] = []
    # `(kind of marker, list)` of the lists that are open, one inside the other.
    open_lists: list[tuple[str, Element]] = []
    for block in blocks:
        found = _typed_marker(block) if block.tag == "p" else None
        if found is None:
            open_lists = []
            gathered.append(block)
            continue
        holder, index, marker, rest = found
        holder.children[index] = rest
        kind = _kind(marker)
        known = [position for position, (one, _) in enumerate(open_lists) if one == kind]
        if known and _continues(open_lists[known[0]][1], marker):
            del open_lists[known[0] + 1 :]
        else:
            if known:
                del open_lists[known[0] :]
            new = _new_list("ul" if _is_bullet(marker) else "ol", marker)
            is_below = bool(open_lists) and (known or _is_below(kind, open_lists[-1][0]))
            if not is_below or len(open_lists) > 5:
                open_lists = []
                gathered.append(new)
            else:
                last_item = open_lists[-1][1].children[-1]
                assert isinstance(last_item, Element)
                last_item.children.append(new)
            open_lists.append((kind, new))
        open_lists[-1][1].children.append(Element("li", {}, [block]))
    return gathered


def _kind(marker: str) -> str:
    """What the markers of one list have in common: the bullet, or how its numbers are written."""
    if _is_bullet(marker):
        return marker
    core = marker.strip("().")
    form = "1" if core.isascii() and core.isdecimal() else "๑" if core.isdecimal() else "a"
    return marker.replace(core, form, 1)


def _is_below(kind: str, above: str) -> bool:
    """Whether another kind of marker begins a list inside the one above."""
    if _is_bullet(kind):
        return _WORD_LEVELS.get(kind, 4) > _WORD_LEVELS.get(above, 0)
    return not _is_bullet(above) and kind[:1] != "1" and above[:1] in "1๑("


def _new_list(tag: str, marker: str) -> Element:
    new = Element(tag)
    if tag == "ol" and _number(marker) > 1:
        new.attrs["start"] = str(_number(marker))
    return new


def _number(marker: str) -> int:
    """The number in `3)`, `(๓)`, `2.3`: the last one; 0 if there is none."""
    words = "".join(one if one.isdecimal() else " " for one in marker).split()
    return int(words[-1]) if words and len(words[-1]) < 5 else 0


def _continues(numbered: Element, marker: str) -> bool:
    """Whether the marker is the next one of a list of items; where another number stands one begins."""
    if numbered.tag != "ol" or not _number(marker):
        return True
    return _number(marker) == int(numbered.get("start") or 1) + len(numbered.children)


def _marker_span(paragraph: Element) -> Element | None:
    for element in paragraph.elements():
        if "ignore" in declarations(element.get("style")).get("mso-list", ""):
            return element
    return None


def _word_level(mso_list: str) -> int:
    level = mso_list.partition("level")[2][:1]
    return int(level) if level.isascii() and level.isdecimal() else 1


def _typed_marker(paragraph: Element) -> tuple[Element, int, str, str] | None:
    """The text node that begins with a marker and wide blanks, and what is behind them."""
    holder = paragraph
    while holder.children:
        index = 0
        while index < len(holder.children) - 1 and _is_empty(holder.children[index]):
            index += 1
        first = holder.children[index]
        if isinstance(first, Element):
            holder = first
            continue
        text = first.lstrip(_BLANKS)
        head = text[: MAX_MARKER_LENGTH + 1]
        marker = next((head[:i] for i, c in enumerate(head) if c in _BLANKS), "")
        if not marker or not (_is_bullet(marker) or _is_number(marker)):
            return None
        rest = text[len(marker) :]
        content = rest.lstrip(_BLANKS)
        blanks = rest[: len(rest) - len(content)]
        # One ordinary space is how a writer begins a sentence with a dash or a number.
        wide = 1 if marker in _WORD_LEVELS and len(blanks) > 1 else 2
        if blanks.count("\xa0") < wide and "\t" not in blanks:
            return None
        if not content and index == len(holder.children) - 1:
            return None
        return holder, index, marker, content
    return None


def _is_empty(node: Node) -> bool:
    if isinstance(node, str):
        return not node.strip(_BLANKS)
    return node.tag == COMMENT or (node.tag not in ("img", "br") and not node.text().strip(_BLANKS))


def _indentation_level(style: dict[str, str]) -> int:
    value = style.get("margin-left") or (style.get("margin", "").split() or [""])[-1]
    for unit, points in (("in", 72.0), ("cm", 28.35), ("pt", 1.0), ("px", 0.75)):
        if value.endswith(unit):
            try:
                return max(1, min(9, round(float(value.removesuffix(unit)) * points / 36)))
            except (ValueError, OverflowError):
                return 0
    return 0


def _is_bullet(marker: str) -> bool:
    return len(marker) == 1 and marker in _BULLETS


def _is_number(marker: str) -> bool:
    """`1.`, `(๒)`, `a)`, `ก.`, `iv.`"""
    core = marker.strip("().")
    if core == marker or not core:
        return False
    return core.isdecimal() or len(core) == 1 or not set(core.lower()) - set("ivx")
