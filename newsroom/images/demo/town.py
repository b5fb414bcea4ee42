"""Scenes in town, and faces."""

from __future__ import annotations

import math
from collections.abc import Callable

from newsroom.images.demo.shapes import (
    BARK,
    HEIGHT,
    INK,
    LEAF,
    SKIN,
    TEAL,
    WARM,
    WHITE,
    WIDTH,
    Scene,
    mix,
)


def council() -> Scene:
    scene = Scene(2, (92, 118, 160), (248, 196, 150), 1050)
    scene.clouds((255, 226, 196), 6)
    scene.hills(1060, 190, (120, 128, 150))
    draw = scene.draw
    draw.rectangle([0, 1050, WIDTH, HEIGHT], fill=(188, 176, 156))
    draw.rectangle([420, 640, 1980, 1120], fill=(240, 230, 210))
    draw.polygon([(340, 650), (1200, 330), (2060, 650)], fill=(150, 72, 52))
    draw.polygon([(640, 560), (1200, 270), (1760, 560)], fill=(176, 88, 62))
    for x in range(480, 1960, 164):
        draw.rectangle([x, 700, x + 52, 1120], fill=(214, 200, 174))
        draw.rectangle([x + 70, 760, x + 140, 1040], fill=(96, 110, 122))
    for step in range(6):
        draw.rectangle(
            [700 - step * 60, 1120 + step * 30, 1700 + step * 60, 1150 + step * 30],
            fill=mix((226, 214, 192), (150, 138, 120), step / 7),
        )
    for x in (220, 2180):
        draw.line([(x, 420), (x, 1260)], fill=(90, 90, 96), width=12)
        for band, colour in enumerate([(190, 50, 60), WHITE, (40, 56, 120), WHITE, (190, 50, 60)]):
            draw.rectangle([x, 430 + band * 26, x + 200, 456 + band * 26], fill=colour)
    for x in (90, 2310):
        scene.palm(x, 1230, 1.0, BARK, LEAF)
    return scene


def football() -> Scene:
    scene = Scene(6, (10, 16, 40), (44, 62, 104), 800)
    scene.draw.polygon([(0, 640), (WIDTH, 640), (WIDTH, 860), (0, 860)], fill=(30, 36, 54))
    for _ in range(2200):
        x, y = scene.random.randint(0, WIDTH), scene.random.randint(660, 850)
        scene.draw.ellipse(
            [x, y, x + 9, y + 9],
            fill=scene.random.choice(
                [(210, 70, 60), (230, 220, 200), (60, 90, 140), (240, 190, 80)]
            ),
        )
    for stripe in range(9):
        y = 860 + stripe * stripe * 9
        scene.draw.rectangle(
            [0, y, WIDTH, HEIGHT], fill=(38, 122, 66) if stripe % 2 else (46, 138, 74)
        )
    scene.draw.arc([760, 1060, 1640, 1400], 0, 360, fill=(220, 236, 220), width=8)
    scene.draw.line([(0, 1230), (WIDTH, 1230)], fill=(220, 236, 220), width=8)
    for x in (180, 2220):
        scene.draw.line([(x, 120), (x, 800)], fill=(86, 92, 108), width=18)
        scene.draw.rectangle([x - 130, 70, x + 130, 190], fill=(60, 66, 84))
        scene.glow(x, 130, 520, (230, 240, 255))
        for lamp in range(8):
            left = x - 116 + lamp % 4 * 62
            scene.draw.ellipse(
                [left, 80 + lamp // 4 * 54, left + 44, 124 + lamp // 4 * 54], fill=(255, 255, 244)
            )
    for x, y, shirt in (
        (500, 1120, 0),
        (900, 1330, 1),
        (1180, 1180, 0),
        (1340, 1200, 1),
        (1720, 1400, 0),
        (2000, 1130, 1),
    ):
        scene.person(x, y, 1.1, [(206, 56, 52), (240, 240, 246)][shirt], SKIN)
    scene.draw.ellipse([1240, 1180, 1276, 1216], fill=WHITE)
    return scene


def shadow() -> Scene:
    scene = Scene(7, (22, 14, 20), (44, 26, 30), 1300)
    scene.draw.rectangle([360, 220, 2040, 1180], fill=(84, 40, 30))
    scene.draw.rectangle([410, 270, 1990, 1130], fill=(250, 224, 164))
    scene.glow(1200, 700, 900, (255, 220, 140))
    draw = scene.draw
    for x, face, colour in ((860, 1, (52, 24, 20)), (1540, -1, (70, 26, 18))):
        draw.polygon([(x - 90, 1120), (x - 60, 760), (x + 60, 760), (x + 100, 1120)], fill=colour)
        draw.ellipse([x - 80, 600, x + 80, 770], fill=colour)
        draw.polygon(
            [(x + face * 60, 660), (x + face * 150, 690), (x + face * 60, 720)], fill=colour
        )
        draw.polygon(
            [(x - 70, 620), (x - 30, 430), (x, 560), (x + 30, 400), (x + 70, 620)], fill=colour
        )
        draw.line(
            [(x + face * 40, 820), (x + face * 210, 740), (x + face * 250, 580)],
            fill=colour,
            width=30,
            joint="curve",
        )
        for ring in range(5):
            draw.ellipse(
                [x - 30 + ring * 4, 800 + ring * 58, x + 30 - ring * 4, 840 + ring * 58],
                outline=(250, 200, 130),
                width=7,
            )
    draw.polygon(
        [(1130, 560), (1200, 330), (1270, 560), (1230, 700), (1170, 700)], fill=(92, 42, 24)
    )
    for x in range(140, WIDTH, 150):
        size = 0.9 + scene.random.random() * 0.3
        scene.person(x, HEIGHT + 40, size * 1.5, (14, 10, 16), (18, 12, 18))
    return scene


def school() -> Scene:
    scene = Scene(10, (118, 184, 220), (228, 240, 232), 900)
    scene.clouds(WHITE, 6)
    scene.hills(910, 170, (150, 186, 170))
    draw = scene.draw
    draw.rectangle([0, 900, WIDTH, HEIGHT], fill=(146, 176, 110))
    draw.polygon([(0, 1280), (WIDTH, 1200), (WIDTH, HEIGHT), (0, HEIGHT)], fill=(222, 200, 150))
    draw.rectangle([360, 760, 1960, 1120], fill=(236, 222, 190))
    draw.polygon([(280, 770), (480, 540), (1840, 540), (2040, 770)], fill=(150, 84, 64))
    for column in range(10):
        for row in range(2):
            x, y = 560 + column * 120, 570 + row * 92
            draw.polygon(
                [(x, y), (x + 104, y), (x + 96, y + 78), (x - 8, y + 78)],
                fill=(30, 52, 96),
                outline=(150, 180, 214),
                width=4,
            )
    for x in range(430, 1900, 184):
        draw.rectangle([x, 850, x + 96, 990], fill=(96, 136, 150))
    draw.line([(2180, 420), (2180, 1240)], fill=(120, 120, 126), width=12)
    for band, colour in enumerate(
        [(190, 50, 60), WHITE, (40, 56, 120), (40, 56, 120), WHITE, (190, 50, 60)]
    ):
        draw.rectangle([2186, 430 + band * 22, 2366, 452 + band * 22], fill=colour)
    for x, y in ((620, 1360), (760, 1400), (930, 1350), (1500, 1390), (1640, 1360)):
        scene.person(x, y, 0.85, (248, 248, 250), SKIN)
    scene.palm(150, 1240, 1.3, BARK, LEAF)
    return scene


def hospital() -> Scene:
    scene = Scene(11, (150, 192, 220), (244, 236, 222), 950)
    scene.clouds(WHITE, 5)
    draw = scene.draw
    draw.rectangle([0, 1150, WIDTH, HEIGHT], fill=(168, 172, 170))
    for left, top, right, shade in ((260, 420, 1100, 248), (1100, 620, 2140, 238)):
        draw.rectangle([left, top, right, 1160], fill=(shade, shade, shade - 6))
        for y in range(top + 60, 1020, 120):
            for x in range(left + 60, right - 90, 130):
                draw.rectangle(
                    [x, y, x + 80, y + 66],
                    fill=mix((112, 160, 178), (190, 220, 224), scene.random.random()),
                )
    draw.rectangle([610, 250, 750, 390], fill=WHITE)
    draw.rectangle([660, 270, 700, 370], fill=(30, 140, 110))
    draw.rectangle([630, 300, 730, 340], fill=(30, 140, 110))
    draw.rectangle([1300, 1000, 1900, 1050], fill=TEAL)
    draw.rectangle([1340, 1050, 1860, 1160], fill=(90, 120, 128))
    draw.rounded_rectangle([560, 1170, 1080, 1400], radius=30, fill=WHITE)
    draw.rectangle([560, 1280, 1080, 1310], fill=(30, 140, 110))
    draw.polygon([(900, 1170), (1050, 1170), (1080, 1270), (900, 1270)], fill=(110, 150, 170))
    for x in (660, 980):
        draw.ellipse([x - 56, 1350, x + 56, 1462], fill=INK)
        draw.ellipse([x - 24, 1382, x + 24, 1430], fill=(170, 170, 170))
    for x in (140, 2270):
        scene.tree(x, 1180, 1.3, BARK, LEAF)
    return scene


def market() -> Scene:
    scene = Scene(14, (34, 32, 74), (214, 120, 110), 900)
    for place in range(7):
        x = place * 360 - 40
        scene.house(x, 1000, 0.95, (96, 74, 84), (70, 46, 58), WARM)
    scene.draw.polygon(
        [(900, 1000), (1500, 1000), (2300, HEIGHT), (100, HEIGHT)], fill=(126, 104, 108)
    )
    colours = [(206, 74, 66), (240, 176, 70), (60, 134, 130), (230, 226, 210), (90, 104, 170)]
    for row in range(4):
        size, y = 1 + row * 0.45, 1020 + row * 110
        for side in (-1, 1):
            x = 1200 + side * (470 + row * 230)
            w, h = 190 * size, 130 * size
            colour = colours[(row * 2 + side) % 5]
            scene.draw.rectangle([x - w * 0.8, y, x + w * 0.8, y + h * 0.7], fill=(92, 66, 58))
            for fruit in range(9):
                left = x - w * 0.75 + fruit * w * 0.17
                scene.draw.ellipse(
                    [left, y - 26 * size, left + 30 * size, y + 8 * size],
                    fill=scene.random.choice(colours),
                )
            scene.draw.polygon(
                [
                    (x - w, y - h),
                    (x + w, y - h),
                    (x + w * 1.2, y - h * 0.55),
                    (x - w * 1.2, y - h * 0.55),
                ],
                fill=colour,
            )
            scene.glow(round(x), round(y - h * 0.4), round(240 * size), (255, 190, 100))
    for x, y, size in (
        (1050, 1180, 1.0),
        (1240, 1240, 1.2),
        (1380, 1170, 0.9),
        (1120, 1430, 1.6),
        (1330, 1480, 1.7),
    ):
        scene.person(x, y, size, scene.random.choice(colours), SKIN)
    for place in range(22):
        x = place * 112
        y = round(560 + 90 * math.sin(place / 21 * math.pi))
        scene.draw.ellipse([x - 12, y - 12, x + 12, y + 12], fill=(255, 226, 150))
    return scene


def stage() -> Scene:
    scene = Scene(16, (60, 70, 128), (246, 170, 130), 860)
    scene.clouds((255, 206, 170), 6)
    scene.hills(880, 140, (104, 96, 132))
    draw = scene.draw
    draw.rectangle([0, 880, WIDTH, HEIGHT], fill=(112, 112, 92))
    draw.rectangle([420, 480, 1980, 1060], fill=(40, 52, 92))
    draw.rectangle([460, 520, 1940, 900], fill=(62, 84, 140))
    draw.rectangle([380, 1040, 2020, 1130], fill=(120, 84, 62))
    for place, clothes in enumerate(
        [(240, 240, 244), (206, 80, 70), (60, 140, 130), (236, 180, 80)]
    ):
        x = 640 + place * 370
        scene.person(x, 1040, 1.35, clothes, SKIN)
        draw.polygon(
            [(x - 76, 880), (x + 76, 880), (x + 60, 1044), (x - 60, 1044)], fill=(150, 112, 80)
        )
    for row in range(4):
        for place in range(17 + row):
            x = place * 146 - row * 40 + scene.random.randint(-18, 18)
            scene.person(
                x,
                1310 + row * 96,
                1.0 + row * 0.16,
                mix((40, 44, 60), (120, 100, 110), scene.random.random()),
                mix(SKIN, INK, 0.5),
            )
    return scene


def portrait(
    back: tuple[int, int, int], clothes: tuple[int, int, int], hair: tuple[int, int, int]
) -> Callable[[], Scene]:
    """A face without features: somebody, but nobody in particular."""

    def draw_it() -> Scene:
        scene = Scene(sum(back), mix(back, WHITE, 0.25), back, HEIGHT)
        draw = scene.draw
        draw.ellipse([640, 1080, 1760, 2200], fill=clothes)
        draw.rectangle([1080, 880, 1320, 1180], fill=mix(SKIN, INK, 0.12))
        draw.ellipse([860, 330, 1540, 1080], fill=hair)
        draw.ellipse([930, 430, 1470, 1040], fill=SKIN)
        draw.pieslice([890, 330, 1510, 900], 180, 360, fill=hair)
        return scene

    return draw_it
