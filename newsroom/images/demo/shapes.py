"""Brushes for the demo's pictures: skies, seas, hills, boats, trees, drawn large and scaled down."""

from __future__ import annotations

import math
import random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Colour = tuple[int, int, int]
# Drawn at this size and shown at half of it: that smooths every edge.
WIDTH, HEIGHT = 2400, 1600

TEAL = (38, 120, 128)
DEEP = (12, 60, 78)
SAND = (232, 208, 164)
INK = (26, 34, 42)
LEAF = (46, 110, 76)
BARK = (74, 56, 44)
SKIN = (196, 146, 110)
WHITE = (250, 246, 238)
WARM = (255, 206, 120)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """`share` of the way from one colour to the other."""
    return tuple(round(a + (b - a) * share) for a, b in zip(one, other, strict=True))  # type: ignore[return-value]


class Scene:
    """A canvas with a light and a seed; every brush draws on it from back to front."""

    def __init__(self, seed: int, top: Colour, bottom: Colour, horizon: int = 900) -> None:
        """A sky from `top` to `bottom`, which is reached at `horizon` pixels."""
        self.random = random.Random(seed)  # noqa: S311  a picture needs no secret
        self.top, self.bottom, self.horizon = top, bottom, horizon
        self.image = Image.new("RGB", (WIDTH, HEIGHT), bottom)
        self.draw = ImageDraw.Draw(self.image)
        self.gradient(0, horizon, top, bottom)

    def gradient(self, start: int, end: int, first: Colour, last: Colour) -> None:
        """Horizontal bands from one colour to another."""
        for y in range(start, end):
            self.draw.line([(0, y), (WIDTH, y)], fill=mix(first, last, (y - start) / (end - start)))

    def glow(self, x: int, y: int, radius: int, colour: Colour, core: int = 0) -> None:
        """A sun, a moon or a lamp with its halo; `core` is the radius of the disc itself."""
        halo = Image.new("RGB", (WIDTH // 8, HEIGHT // 8), (0, 0, 0))
        pen = ImageDraw.Draw(halo)
        steps = 24
        for step in range(steps, 0, -1):
            size = radius / 8 * step / steps
            pen.ellipse(
                [x / 8 - size, y / 8 - size, x / 8 + size, y / 8 + size],
                fill=mix((0, 0, 0), colour, 0.75 * (1 - step / steps) ** 2),
            )
        halo = halo.filter(ImageFilter.GaussianBlur(4)).resize(
            (WIDTH, HEIGHT), Image.Resampling.BICUBIC
        )
        self.image.paste(ImageChops.screen(self.image, halo))
        self.draw = ImageDraw.Draw(self.image)
        if core:
            self.draw.ellipse(
                [x - core, y - core, x + core, y + core], fill=mix(colour, (255, 255, 255), 0.5)
            )

    def clouds(self, colour: Colour, count: int = 5, low: int = 120, high: int = 560) -> None:
        """Long flat clouds."""
        layer = Image.new("L", (WIDTH, HEIGHT), 0)
        pen = ImageDraw.Draw(layer)
        for _ in range(count):
            x, y = self.random.randint(-200, WIDTH), self.random.randint(low, high)
            for _ in range(9):
                across, tall = self.random.randint(120, 420), self.random.randint(16, 44)
                left, up = x + self.random.randint(-320, 320), y + self.random.randint(-34, 34)
                pen.ellipse([left, up, left + across, up + tall], fill=110)
        layer = layer.filter(ImageFilter.GaussianBlur(14))
        self.image.paste(Image.new("RGB", (WIDTH, HEIGHT), colour), mask=layer)
        self.draw = ImageDraw.Draw(self.image)

    def hills(self, base: int, height: int, colour: Colour, roughness: float = 1.0) -> None:
        """A ridge whose foot is at `base` and whose tops reach `height` above it."""
        phases = [self.random.uniform(0, math.tau) for _ in range(5)]
        points: list[tuple[float, float]] = [(0, base)]
        for x in range(0, WIDTH + 12, 12):
            wave = sum(
                math.sin(x / WIDTH * math.tau * (rank + 1) * 0.9 * roughness + phase) / (rank + 1)
                for rank, phase in enumerate(phases)
            )
            points.append((x, base - height * (0.5 + wave / 3.2)))
        self.draw.polygon([*points, (WIDTH, base)], fill=colour)

    def karst(self, x: int, base: int, width: int, height: int, colour: Colour) -> None:
        """A limestone island with steep sides and trees on its back."""
        points: list[tuple[float, float]] = [(x - width / 2, base)]
        for step in range(21):
            share = step / 20
            rise = math.sin(share * math.pi) ** 0.42
            points.append(
                (x - width / 2 + width * share, base - height * rise - self.random.randint(-14, 14))
            )
        points.append((x + width / 2, base))
        self.draw.polygon(points, fill=colour)
        shade = mix(colour, (0, 0, 0), 0.22)
        middle = points[8:19]
        self.draw.polygon([*middle, (x + width / 2, base), (x + width * 0.12, base)], fill=shade)
        for left, up in points[4:18]:
            size = self.random.randint(14, 38)
            self.draw.ellipse(
                [left - size, up - size * 0.7, left + size, up + size],
                fill=mix(colour, (20, 70, 50), 0.55),
            )

    def sea(
        self, top: int, near: Colour, far: Colour, light: Colour, sun: int | None = None
    ) -> None:
        """Water from `top` to the lower edge, with broken light; `sun` is where its path lies."""
        self.gradient(top, HEIGHT, far, near)
        for _ in range(520):
            y = top + (HEIGHT - top) * self.random.random() ** 1.6
            depth = (y - top) / (HEIGHT - top)
            length = 18 + 150 * depth * self.random.random()
            spread = 90 + 460 * depth
            x = self.random.gauss(sun, spread) if sun is not None else self.random.uniform(0, WIDTH)
            self.draw.line(
                [(x - length, y), (x + length, y)],
                fill=mix(mix(far, near, depth), light, 0.16 + 0.34 * self.random.random()),
                width=2 + round(4 * depth),
            )

    def boat(
        self, x: int, y: int, size: float, hull: Colour, trim: Colour, roof: bool = True
    ) -> None:
        """A long-tail boat with its high bow on the right; `size` 1 is 520 pixels long."""
        s = size * 520
        self.draw.polygon(
            [(x - s / 2, y - s * 0.07), (x + s * 0.3, y - s * 0.06), (x + s * 0.56, y - s * 0.25),
             (x + s * 0.46, y + s * 0.01), (x + s * 0.34, y + s * 0.07), (x - s * 0.42, y + s * 0.07)],
            fill=hull,
        )  # fmt: skip
        self.draw.line(
            [(x - s / 2, y - s * 0.07), (x + s * 0.3, y - s * 0.06), (x + s * 0.56, y - s * 0.25)],
            fill=trim, width=max(3, round(s * 0.022)),
        )  # fmt: skip
        if roof:
            self.draw.polygon(
                [
                    (x - s * 0.3, y - s * 0.22),
                    (x + s * 0.14, y - s * 0.22),
                    (x + s * 0.18, y - s * 0.19),
                    (x - s * 0.32, y - s * 0.19),
                ],
                fill=trim,
            )
            for post in (-0.27, -0.06, 0.13):
                self.draw.line(
                    [(x + s * post, y - s * 0.2), (x + s * post, y - s * 0.06)],
                    fill=hull,
                    width=max(3, round(s * 0.014)),
                )

    def palm(self, x: float, y: float, size: float, trunk: Colour, leaf: Colour) -> None:
        """A coconut palm; `size` 1 is 500 pixels high."""
        h = 500 * size
        lean = self.random.uniform(-0.12, 0.12) * h
        self.draw.line(
            [(x, y), (x + lean * 0.4, y - h * 0.5), (x + lean, y - h)],
            fill=trunk,
            width=max(4, round(h * 0.035)),
            joint="curve",
        )
        for step in range(11):
            angle = math.pi * (1.12 * step / 10 - 0.06)
            reach = h * self.random.uniform(0.34, 0.46)
            tip = (
                x + lean + math.cos(angle) * reach,
                y - h - math.sin(angle) * reach * 0.5 + reach * 0.28,
            )
            knee = (
                x + lean + math.cos(angle) * reach * 0.55,
                y - h - math.sin(angle) * reach * 0.62,
            )
            root = (x + lean, y - h)
            self.draw.polygon(
                [root, (knee[0], knee[1] - h * 0.025), tip, (knee[0], knee[1] + h * 0.035)],
                fill=mix(leaf, (0, 0, 0), 0.25 * self.random.random()),
            )

    def tree(self, x: float, y: float, size: float, trunk: Colour, leaf: Colour) -> None:
        """A round-headed tree; `size` 1 is 420 pixels high."""
        h = 420 * size
        self.draw.line([(x, y), (x, y - h * 0.6)], fill=trunk, width=max(4, round(h * 0.06)))
        for _ in range(16):
            dx, dy, r = (
                self.random.gauss(0, h * 0.2),
                self.random.gauss(0, h * 0.13),
                h * self.random.uniform(0.1, 0.2),
            )
            self.draw.ellipse(
                [x + dx - r, y - h * 0.75 + dy - r, x + dx + r, y - h * 0.75 + dy + r],
                fill=mix(leaf, (0, 0, 0), 0.3 * self.random.random()),
            )

    def house(
        self, x: int, y: int, size: float, wall: Colour, roof: Colour, window: Colour
    ) -> None:
        """A wooden house on low posts; `size` 1 is 360 pixels wide."""
        s = 360 * size
        self.draw.rectangle([x, y - s * 0.5, x + s, y], fill=wall)
        self.draw.polygon(
            [
                (x - s * 0.12, y - s * 0.48),
                (x + s * 0.5, y - s * 0.86),
                (x + s * 1.12, y - s * 0.48),
            ],
            fill=roof,
        )
        for column in (0.14, 0.62):
            self.draw.rectangle(
                [x + s * column, y - s * 0.36, x + s * (column + 0.22), y - s * 0.14], fill=window
            )

    def person(self, x: float, y: float, size: float, clothes: Colour, skin: Colour) -> None:
        """Somebody standing; `size` 1 is 220 pixels high."""
        h = 220 * size
        self.draw.rounded_rectangle(
            [x - h * 0.14, y - h * 0.72, x + h * 0.14, y], radius=h * 0.12, fill=clothes
        )
        self.draw.ellipse([x - h * 0.1, y - h * 0.98, x + h * 0.1, y - h * 0.76], fill=skin)

    def rain(self, strength: int = 900) -> None:
        """Slanting rain over everything."""
        layer = Image.new("L", (WIDTH, HEIGHT), 0)
        pen = ImageDraw.Draw(layer)
        for _ in range(strength):
            x, y = self.random.randint(0, WIDTH + 200), self.random.randint(-100, HEIGHT)
            length = self.random.randint(30, 90)
            pen.line(
                [(x, y), (x - length * 0.28, y + length)],
                fill=self.random.randint(40, 110),
                width=3,
            )
        self.image.paste(Image.new("RGB", (WIDTH, HEIGHT), (225, 235, 240)), mask=layer)
        self.draw = ImageDraw.Draw(self.image)

    def finish(self) -> Image.Image:
        """The picture at half size, its flat colours softened by a little grain."""
        small = self.image.resize((WIDTH // 2, HEIGHT // 2), Image.Resampling.LANCZOS)
        # Noise from the seed, so that the same scene is the same file.
        grain = Image.frombytes("L", (300, 200), self.random.randbytes(60_000)).resize(small.size)
        return Image.blend(small, Image.merge("RGB", (grain, grain, grain)), 0.03)
