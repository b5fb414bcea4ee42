"""XML as exports really are: elements with text, read without a grammar that one byte can break.

WXR is flat: an item holds elements with text and a few that hold such elements. Each element with
text ends at its own end tag, so `]]>` in the middle of a story, an undeclared prefix, `&nbsp;` or a
broken CDATA section change one text and never the rest of the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

CDATA_START, CDATA_END = "<![CDATA[", "]]>"
# Name and attributes of a start tag, from its `<` on.
_START_TAG = re.compile(
    r"<([A-Za-z_][\w.-]*(?::[\w.-]+)?)((?:\s+[^\s=<>/]+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*)\s*(/?)>"
)
_ATTRIBUTE = re.compile(r"([^\s=]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
# What XML 1.0 forbids (§2.2).
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass(slots=True)
class XmlElement:
    """An element: `name` with its prefix, attributes, and either a text or children."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    children: list[XmlElement] = field(default_factory=list)

    @property
    def local_name(self) -> str:
        return self.name.rpartition(":")[2]

    def texts(self) -> dict[str, str]:
        """The texts of the children by local name."""
        return {child.local_name: child.text for child in self.children}


@dataclass(slots=True)
class Faults:
    """What was mended in an element, for the report."""

    has_broken_cdata: bool = False
    has_unclosed_element: bool = False
    illegal_characters: int = 0
    replaced_bytes: int = 0

    def notes(self) -> list[str]:
        """In Thai; empty if nothing was mended."""
        found = []
        if self.replaced_bytes:
            found.append(f"มีไบต์เสีย {self.replaced_bytes} แห่ง แทนด้วย \ufffd กรุณาตรวจเนื้อข่าว")
        if self.has_broken_cdata:
            found.append("ส่วน CDATA ขาดหรือมี ]]> อยู่กลางข้อความ ซ่อมแล้ว กรุณาตรวจเนื้อข่าว")
        if self.has_unclosed_element:
            found.append("มีแท็ก XML ที่ไม่ปิด ซ่อมแล้ว กรุณาตรวจข่าวนี้")
        if self.illegal_characters:
            found.append(f"ตัดอักขระที่ XML ไม่อนุญาต {self.illegal_characters} ตัว")
        return found


def parse_element(source: str, containers: frozenset[str], faults: Faults) -> XmlElement:
    """The element that `source` begins with; children are looked for in `containers` only.

    `containers` are full names. Linear in the length of the source.
    """
    faults.replaced_bytes += source.count("\ufffd")
    cleaned = _ILLEGAL.sub("", source)
    faults.illegal_characters += len(source) - len(cleaned)
    start = _START_TAG.match(cleaned)
    if start is None:
        return XmlElement("")
    root = _element(start)
    _read_children(cleaned, start.end(), root, containers, faults)
    return root


def _read_children(
    source: str, position: int, root: XmlElement, containers: frozenset[str], faults: Faults
) -> None:
    stack = [root]
    while stack:
        position = source.find("<", position)
        if position < 0:
            return
        if source.startswith("</", position):
            end = source.find(">", position)
            name = source[position + 2 : end if end >= 0 else len(source)].strip()
            if any(element.name == name for element in stack):
                while stack.pop().name != name:
                    pass
            position += 2
            continue
        start = _START_TAG.match(source, position)
        if start is None:
            position += 1
            continue
        element = _element(start)
        stack[-1].children.append(element)
        position = start.end()
        if start[3]:
            continue
        if element.name in containers:
            stack.append(element)
            continue
        end = source.find(f"</{element.name}>", position)
        if end < 0:
            faults.has_unclosed_element = True
            following = _next_element(source, position, element.name)
            element.text = decode_text(source[position:following], faults)
            position = following
        else:
            element.text = decode_text(source[position:end], faults)
            position = end + len(element.name) + 3


def _next_element(source: str, position: int, name: str) -> int:
    """Where the text of an element that is never closed ends: at the next of the same family."""
    prefix = name.partition(":")[0] if ":" in name else "wp"
    following = source.find(f"<{prefix}:", position)
    return following if following >= 0 else len(source)


def _element(start: re.Match[str]) -> XmlElement:
    attributes = {
        name: unescape(double or single) for name, double, single in _ATTRIBUTE.findall(start[2])
    }
    return XmlElement(start[1], attributes)


def decode_text(raw: str, faults: Faults) -> str:
    """The text of an element's content: CDATA sections as they are, references outside decoded."""
    if CDATA_START not in raw:
        if CDATA_END in raw:
            faults.has_broken_cdata = True
            return raw.replace(CDATA_END, "")
        return unescape(raw) if "&" in raw else raw
    parts, position = [], 0
    while (start := raw.find(CDATA_START, position)) >= 0:
        outside = raw[position:start]
        if "<" in outside or CDATA_END in outside:
            return _broken(raw, faults)
        parts.append(unescape(outside))
        end = raw.find(CDATA_END, start)
        if end < 0:
            faults.has_broken_cdata = True
            parts.append(raw[start + len(CDATA_START) :])
            return "".join(parts)
        parts.append(raw[start + len(CDATA_START) : end])
        position = end + len(CDATA_END)
    outside = raw[position:]
    if "<" in outside or CDATA_END in outside:
        return _broken(raw, faults)
    parts.append(unescape(outside))
    return "".join(parts).strip() if parts[0].isspace() else "".join(parts)


def _broken(raw: str, faults: Faults) -> str:
    """A section that `]]>` ended too early: everything between its first start and its last end."""
    faults.has_broken_cdata = True
    text = raw[raw.find(CDATA_START) + len(CDATA_START) :]
    if text.rstrip().endswith(CDATA_END):
        text = text.rstrip()[: -len(CDATA_END)]
    return text.replace(f"]]{CDATA_END}{CDATA_START}", "]]").replace(f"]]]]{CDATA_START}>", "]]>")
