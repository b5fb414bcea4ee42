"""Photos, galleries and videos in a story's body: how they are stored, and what readers see.

Stored, inside the allow-list of `newsroom.articles.body`:
a photo     `<figure><img data-file="7" alt="…"><figcaption>…</figcaption></figure>`
a gallery   `<figure data-gallery="">` around two such figures or more, and nothing else
a video     `<figure data-embed="https://www.youtube.com/watch?v=…"><figcaption>title</figcaption></figure>`
"""

from __future__ import annotations

import re
from html import escape, unescape

from newsroom.articles.video import VideoError, read_video
from newsroom.images.markup import picture_html
from newsroom.images.models import Photo
from newsroom.thai.clean import clean_line, is_blank

INSIDE_TAG = r'(?:[^>"]++|"[^"]*+")*+'
PART = re.compile(rf"<{INSIDE_TAG}>|[^<]+|<")
IMG = re.compile(rf"<img\b({INSIDE_TAG})>")
GALLERY_OPENS = '<figure data-gallery="">'
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_FIGURE = re.compile(r"<figure>(.*?)</figure>", re.DOTALL)
_GALLERY = re.compile(rf"{GALLERY_OPENS}((?:<figure>.*?</figure>)*)</figure>", re.DOTALL)
_VIDEO = re.compile(r'<figure data-embed="([^"]*)">(.*?)</figure>', re.DOTALL)
_FIGCAPTION = re.compile(r"<figcaption>(.*?)</figcaption>", re.DOTALL)
_EMBED = re.compile(r'data-embed="[^"]*"')
_PARAGRAPH = re.compile(r"<p>((?:(?!</p>).)*<img\b(?:(?!</p>).)*)</p>", re.DOTALL)
_DATA_FILE = re.compile(r'\bdata-file="(\d+)"')
_ANY_TAG = re.compile(r"<[^>]*>")
# How wide pictures stand in the column; in `sizes` a rem is 16 px, in our style sheet 17.
_BODY_SIZES = "(min-width: 49rem) 44.6rem, 92vw"
_GALLERY_SIZES = (
    "(min-width: 66rem) 31.3rem, (min-width: 49rem) 21.8rem, (min-width: 40rem) 45vw, 78vw"
)
# The first of an odd number spans both columns.
_GALLERY_FIRST = (
    "(min-width: 66rem) 63.75rem, (min-width: 49rem) 44.6rem, (min-width: 40rem) 92vw, 78vw"
)


def photo_ids(html: str) -> list[int]:
    """The library's photos that a clean body shows, in order."""
    found = (_DATA_FILE.search(attributes) for attributes in IMG.findall(html))
    return [int(number[1]) for number in found if number]


def photo_places(html: str) -> set[tuple[int, bool]]:
    """Every photo of a clean body, and whether it stands in a gallery."""
    in_galleries = {number for gallery in _GALLERY.findall(html) for number in photo_ids(gallery)}
    alone = photo_ids(_GALLERY.sub("", html))
    return {(number, True) for number in in_galleries} | {(number, False) for number in alone}


def settle(html: str) -> str:
    """Sanitised HTML whose figures have one of the three forms above; other content is put behind.

    Idempotent together with the removal of empty elements.
    """
    return _Settler().run(html) if "<figure" in html else html


class _Settler:
    """One walk over well-formed HTML. `open` holds the role of every figure we are in."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.open: list[str] = []
        self.opening = ""  # the start tag of the gallery or video we are in
        self.held: list[str] = []  # what it keeps
        self.piece: list[str] = []  # the photo of a gallery we are in
        self.spill: list[str] = []  # what it cannot keep
        self.in_caption = False

    def run(self, html: str) -> str:
        for part in PART.findall(html):
            if part.startswith("<figure"):
                self._start(part)
            elif part == "</figure>" and self.open:
                self._end(self.open.pop())
            else:
                self._content(part)
        return "".join(self.out)

    def _start(self, part: str) -> None:
        role = "photo"
        if address := _EMBED.search(part):
            role, part = "video", f"<figure {address[0]}>"
        elif "data-gallery=" in part:
            role, part = "gallery", GALLERY_OPENS
        around = [name for name in self.open if name != "nothing"]
        if not around:
            if role == "photo":
                self.out.append("<figure>")
            else:
                self.opening, self.held, self.spill = part, [], []
        elif around == ["gallery"] and role == "photo":
            role, self.piece = "piece", []
        elif around == ["gallery"] and role == "video":
            role = "spilt"
            self.spill.append(part)
        else:
            role = "nothing"
        self.open.append(role)

    def _end(self, role: str) -> None:
        if role == "photo":
            self.out.append("</figure>")
        elif role == "spilt":
            self.spill.append("</figure>")
        elif role == "piece":
            inside = "".join(self.piece)
            if "<img" in inside:
                self.held.append(f"<figure>{inside}</figure>")
            else:
                self.spill.append(_as_paragraphs(inside))
        elif role == "gallery":
            inside = "".join(self.held)
            several = len(self.held) > 1
            self.out += [f"{GALLERY_OPENS}{inside}</figure>" if several else inside, *self.spill]
        elif role == "video":
            self.out += [self.opening, *self.held, "</figure>", *self.spill]

    def _content(self, part: str) -> None:
        role = next((name for name in reversed(self.open) if name != "nothing"), "")
        if role in ("", "photo"):
            self.out.append(part)
        elif role == "piece":
            self.piece.append(part)
        elif role == "spilt":
            self.spill.append(part)
        elif role == "video":
            self._video_content(part)
        elif part.startswith("<img"):
            self.held.append(f"<figure>{part}</figure>")
        elif part.strip():
            self.spill.append(_as_paragraphs(part))

    def _video_content(self, part: str) -> None:
        if part == "<figcaption>" and not self.held:
            self.in_caption = True
        if self.in_caption and not part.startswith("<img"):
            self.held.append(part)
            self.in_caption = part != "</figcaption>"
        elif part.strip():
            self.spill.append(_as_paragraphs(part))


def _as_paragraphs(html: str) -> str:
    return html.replace("<figcaption>", "<p>").replace("</figcaption>", "</p>")


def show(html: str) -> str:
    """The figures of a clean body as readers see them: pictures in all sizes, videos as a door."""
    photos = Photo.objects.in_bulk(photo_ids(html))
    html = _VIDEO.sub(lambda found: _video(unescape(found[1]), found[2]), html)
    html = _GALLERY.sub(lambda found: _gallery(found[1], photos), html)
    html = _FIGURE.sub(
        lambda found: (
            "".join(_figure(*pair) for pair in _shown(found[1], photos))
            if "<img" in found[1]
            else found[0]
        ),
        html,
    )
    # A picture typed into a paragraph stands after it.
    html = _PARAGRAPH.sub(lambda found: _split_paragraph(found[1], photos), html)
    return IMG.sub(
        lambda found: (
            "".join(_figure(*row) for row in _shown(found[0], photos))
            if _DATA_FILE.search(found[1])
            else found[0]
        ),
        html,
    )


def _shown(inside: str, photos: dict[int, Photo]) -> list[tuple[Photo, str, str]]:
    """Of a figure: each photo the library has, its alternative text, its caption as HTML."""
    caption = _FIGCAPTION.search(inside)
    found = []
    for image in IMG.findall(inside):
        attributes = dict(_ATTRIBUTE.findall(image))
        photo = photos.get(int(attributes.get("data-file", 0)))
        if photo:
            # Without words of its own the picture has the library's.
            alt = unescape(attributes.get("alt", "")).strip() or photo.alt
            found.append((photo, alt, caption[1] if caption else escape(photo.caption)))
    return found


def _figure(photo: Photo, alt: str, words: str) -> str:
    picture = picture_html(photo, sizes=_BODY_SIZES, alt=alt)
    caption = _caption(photo, words)
    return f'<figure class="photo">{picture}{caption}</figure>'


def _caption(photo: Photo, words: str, before: str = "") -> str:
    credit = f'<span class="credit">ภาพ: {escape(photo.credit)}</span>' if photo.credit else ""
    inside = " ".join(part for part in (before, words, credit) if part)
    return f"<figcaption>{inside}</figcaption>" if inside else ""


def _gallery(inside: str, photos: dict[int, Photo]) -> str:
    """A grid on wide screens, a strip to swipe on narrow ones; each picture opens whole."""
    shown = [row for figure in _FIGURE.findall(inside) for row in _shown(figure, photos)]
    if len(shown) < 2:
        return "".join(_figure(*row) for row in shown)
    items = []
    for number, (photo, alt, words) in enumerate(shown, 1):
        sizes = _GALLERY_FIRST if number == 1 and len(shown) % 2 else _GALLERY_SIZES
        picture = picture_html(photo, "card", sizes=sizes, alt=alt)
        place = f'<span class="gallery-place">{number}/{len(shown)}</span>'
        label = f"ดูภาพเต็ม ภาพที่ {number} จาก {len(shown)}" + (f": {alt}" if alt else "")
        items.append(
            f'<figure class="photo"><a class="gallery-open" href="{escape(photo.url())}" '
            f'aria-label="{escape(label)}">{picture}</a>{_caption(photo, words, place)}</figure>'
        )
    return f'<div class="gallery" role="group" aria-label="ชุดภาพ {len(shown)} ภาพ">{"".join(items)}</div>'


def _video(address: str, inside: str) -> str:
    """A door to the video: a plain link, in whose place a script puts the player when it is used."""
    try:
        video = read_video(address)
    except VideoError:
        return ""
    title = clean_line(unescape(_ANY_TAG.sub(" ", inside)))
    words = escape(title) if not is_blank(title) else f"วิดีโอจาก {video.site}"
    return (
        f'<figure class="video"><a class="video-open" href="{escape(video.address)}" rel="noopener" '
        f'data-player="{escape(video.player)}"><span class="video-mark" aria-hidden="true"></span>'
        f'<span class="video-title"><span class="visually-hidden">ดูวิดีโอ: </span>{words}</span>'
        f'<span class="video-note">เล่นจาก {video.site} ซึ่งจะได้รับข้อมูลการเข้าชมของคุณเมื่อกดดู</span></a></figure>'
    )


def _split_paragraph(inside: str, photos: dict[int, Photo]) -> str:
    text = IMG.sub("", inside).strip()
    is_text = text and not is_blank(unescape(text.replace("<br>", "")))
    figures = "".join(_figure(*row) for row in _shown(inside, photos))
    return (f"<p>{text}</p>" if is_text else "") + figures
