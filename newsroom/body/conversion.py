"""What a conversion needs from its caller, and what it reports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Note:
    """Something a reader saw in the source that the body does not show, or shows otherwise.

    kind     machine-readable: one of `MESSAGES`
    message  a Thai sentence
    detail   what it is about: a URL, a shortcode, some text; may be empty
    """

    kind: str
    message: str
    detail: str = ""

    @classmethod
    def of(cls, kind: str, detail: str = "") -> Note:
        return cls(kind, MESSAGES[kind], detail[:MAX_DETAIL_LENGTH])


def sentences(notes: Sequence[Note]) -> list[str]:
    """Notes as sentences for people: one for each kind, with what it is about."""
    details: dict[str, list[str]] = {}
    for note in notes:
        details.setdefault(note.message, []).append(note.detail)
    return [
        f"{message}: {', '.join(dict.fromkeys(filter(None, about)))}" if any(about) else message
        for message, about in details.items()
    ]


MAX_DETAIL_LENGTH = 300
# Kind → Thai sentence.
MESSAGES = {
    "picture-missing": "ภาพนี้ไม่ได้เข้าคลังภาพ จึงไม่แสดง",
    "picture-link": "ภาพนี้เคยเป็นลิงก์ ตอนนี้เหลือแต่ภาพ",
    "embed-link": "เนื้อหาฝังจากเว็บอื่นกลายเป็นลิงก์",
    "embed-removed": "เนื้อหาฝังที่ไม่มีที่อยู่ถูกตัดออก",
    "file-link": "ไฟล์เสียงหรือวิดีโอกลายเป็นลิงก์",
    "gallery-empty": "ชุดภาพนี้ไม่มีภาพที่นำเข้าได้",
    "caption-moved": "คำบรรยายที่ไม่มีภาพกลายเป็นย่อหน้า",
    "shortcode-removed": "รหัสสั้นนี้ไม่มีผลในเว็บนี้ จึงตัดออก ข้อความข้างในยังอยู่",
    "block-removed": "บล็อกนี้สร้างเนื้อหาโดยปลั๊กอินของเว็บเดิม จึงไม่มีเนื้อหามาด้วย",
    "script-removed": "เนื้อหาที่สคริปต์ของเว็บอื่นสร้างไม่แสดงในเว็บนี้",
    "background-removed": "ภาพพื้นหลังไม่แสดงในเว็บนี้",
    "form-removed": "แบบฟอร์มถูกตัดออก",
    "link-removed": "ลิงก์นี้ใช้ไม่ได้ เหลือแต่ข้อความ",
    "drawing-removed": "ภาพวาดเวกเตอร์ถูกตัดออก",
    "formula-text": "สูตรคณิตศาสตร์กลายเป็นข้อความ ควรตรวจ",
    "comment-removed": "ความเห็นของผู้ตรวจในไฟล์ Word ถูกตัดออก",
    "table-flattened": "ตารางที่ใหญ่ ซ้อนกัน หรือมีภาพในช่องกลายเป็นบรรทัด",
    "nesting-limited": "โครงสร้างซ้อนกันลึกเกินไป ข้อความยังอยู่ครบ",
    "replacement-character": "มีอักขระเสีย (�) ควรตรวจกับต้นฉบับ",
    "mojibake": "ข้อความบางส่วนเข้ารหัสผิด (เช่น à¸) ควรตรวจกับต้นฉบับ",
    "thai-mended": "ซ่อมคำไทยที่แตกจากไฟล์ PDF แล้ว ควรอ่านทวน",
}


@dataclass(frozen=True)
class ImageSource:
    """A picture in the source.

    urls           where it may be found, best first: lazily loaded, `srcset`, linked, `src`
    data           the file itself, of a `data:` URL; then `urls` is empty
    alt            its alternative text
    attachment_id  WordPress's id of the file, from `class="wp-image-7"` or `data-id`
    """

    urls: tuple[str, ...]
    data: bytes | None = None
    alt: str = ""
    attachment_id: int | None = None


@dataclass(frozen=True)
class LibraryPhoto:
    """A photo of our library: its id, and the texts to use where the source gives none."""

    id: int
    alt: str = ""
    caption: str = ""


@dataclass(frozen=True)
class GalleryRequest:
    """A `[gallery]` shortcode. Without `ids`: the pictures attached to the post, less `exclude`.

    order is `""`, `"DESC"` or `"RAND"`; `""` means the order of `ids` or the one stored.
    """

    ids: tuple[int, ...] = ()
    exclude: tuple[int, ...] = ()
    order: str = ""


def _no_photo(source: ImageSource) -> LibraryPhoto | None:
    return None


def _no_gallery(request: GalleryRequest) -> Sequence[LibraryPhoto]:
    return ()


def _same_url(url: str) -> str:
    return url


@dataclass
class Conversion:
    """One run of the pipeline: the caller's functions, and the notes collected on the way."""

    resolve_image: Callable[[ImageSource], LibraryPhoto | None] = _no_photo
    resolve_gallery: Callable[[GalleryRequest], Sequence[LibraryPhoto]] = _no_gallery
    resolve_link: Callable[[str], str] = _same_url
    is_wordpress: bool = False
    source: str = ""  # the HTML as it came, for a quick look whether a step has anything to do
    keeps_lines: bool = False  # a line end in the text is a line break
    # Whether every text of the source is clean (T-N1) unless it is put together from several.
    is_clean: bool = False
    may_have_typed_lists: bool = True
    has_other_scripts: bool = True  # than Thai and Latin, or it may have
    notes: list[Note] = field(default_factory=list)
    # Anchors: ids in the source → the id of the block they lead to.
    anchors: dict[str, str] = field(default_factory=dict)
    linked_anchors: set[str] = field(default_factory=set)

    def note(self, kind: str, detail: str = "") -> None:
        self.notes.append(Note.of(kind, detail))
