"""Scenes on the water."""

from __future__ import annotations

from newsroom.images.demo.shapes import (
    BARK,
    HEIGHT,
    INK,
    LEAF,
    SAND,
    SKIN,
    WHITE,
    WIDTH,
    Scene,
    mix,
)


def pier() -> Scene:
    scene = Scene(8, (92, 132, 170), (255, 200, 150), 820)
    scene.glow(760, 800, 800, (255, 190, 110), 84)
    scene.clouds((255, 222, 190), 6)
    scene.hills(830, 150, (122, 136, 160))
    scene.sea(820, (30, 86, 104), (226, 178, 140), (255, 226, 180), 760)
    for x, y, size in ((420, 980, 0.7), (1060, 1060, 0.9), (700, 1220, 1.15)):
        scene.boat(x, y, size, (60, 46, 48), (206, 92, 60))
    draw = scene.draw
    draw.polygon([(1360, 1000), (WIDTH, 940), (WIDTH, 1130), (1300, 1150)], fill=(132, 96, 66))
    for x in range(1340, WIDTH, 130):
        draw.line([(x, 1080), (x, 1420)], fill=(92, 66, 48), width=24)
    for _ in range(60):
        x, y = round(scene.random.gauss(1900, 130)), round(scene.random.gauss(1000, 26))
        draw.arc(
            [x - 90, y - 40, x + 90, y + 50],
            180,
            360,
            fill=mix((60, 130, 120), (180, 210, 190), scene.random.random()),
            width=6,
        )
    scene.person(1560, 1060, 1.2, (70, 90, 130), SKIN)
    scene.person(2190, 1030, 1.2, (190, 80, 70), SKIN)
    return scene


def sea_day() -> Scene:
    scene = Scene(9, (84, 160, 206), (206, 232, 236), 720)
    scene.clouds(WHITE, 6)
    scene.karst(420, 740, 520, 330, (120, 150, 140))
    scene.karst(2050, 740, 420, 240, (134, 160, 152))
    scene.sea(720, (24, 110, 134), (112, 190, 198), WHITE)
    for place in range(9):
        x, y = 240 + place * 260, 1000 + place * 46
        size = 16 + place * 4
        scene.draw.ellipse([x - size, y - size, x + size, y + size], fill=(238, 120, 50))
        scene.draw.line([(x, y - size), (x, y - size * 3)], fill=INK, width=5)
    scene.boat(1280, 1130, 1.25, (54, 66, 92), (238, 190, 90))
    return scene


def islands() -> Scene:
    scene = Scene(18, (74, 104, 160), (255, 196, 150), 900)
    scene.glow(1240, 860, 900, (255, 200, 120), 90)
    scene.clouds((255, 224, 196), 7)
    scene.karst(330, 930, 640, 470, (122, 118, 146))
    scene.karst(1960, 930, 760, 600, (96, 100, 130))
    scene.karst(1130, 920, 300, 220, (150, 136, 156))
    scene.sea(900, (20, 74, 104), (236, 176, 146), (255, 230, 190), 1240)
    scene.boat(880, 1220, 1.2, (40, 40, 58), (222, 100, 70))
    scene.boat(1620, 1060, 0.55, (50, 46, 66), (230, 150, 90))
    return scene


def boatyard() -> Scene:
    scene = Scene(13, (104, 176, 206), (250, 232, 196), 760)
    scene.clouds(WHITE, 4)
    scene.sea(740, (60, 150, 160), (150, 206, 206), WHITE)
    scene.draw.polygon([(0, 1010), (WIDTH, 900), (WIDTH, HEIGHT), (0, HEIGHT)], fill=SAND)
    scene.palm(260, 1120, 1.7, BARK, LEAF)
    scene.palm(2200, 1060, 1.5, BARK, LEAF)
    scene.boat(1200, 1220, 2.6, (176, 52, 48), (244, 196, 84), roof=False)
    draw = scene.draw
    for band in range(26):
        x = 660 + band * 38
        colour = [(40, 120, 130), (250, 226, 150), (60, 90, 150), (238, 130, 60)][band % 4]
        draw.polygon([(x, 1180), (x + 19, 1150), (x + 38, 1180), (x + 19, 1212)], fill=colour)
    for x in (760, 1200, 1600):
        draw.polygon([(x - 60, 1400), (x, 1290), (x + 60, 1400)], fill=(120, 90, 62))
    scene.person(1880, 1400, 1.5, (72, 96, 120), SKIN)
    return scene


def rowing() -> Scene:
    scene = Scene(17, (150, 186, 204), (250, 226, 200), 760)
    scene.glow(1800, 640, 640, (255, 220, 170), 60)
    for depth in range(3):
        for _ in range(11):
            scene.tree(
                scene.random.randint(0, WIDTH),
                800 + depth * 18,
                0.7 + depth * 0.25,
                (110, 116, 110),
                mix((170, 196, 184), (88, 130, 110), depth / 2),
            )
    scene.sea(800, (60, 116, 128), (206, 214, 204), WHITE, 1500)
    draw = scene.draw
    draw.polygon(
        [(220, 1120), (2080, 1090), (2260, 1010), (2180, 1160), (1960, 1200), (360, 1200)],
        fill=(168, 44, 50),
    )
    draw.line([(220, 1120), (2080, 1090), (2260, 1010)], fill=(250, 206, 100), width=16)
    for seat in range(10):
        x = 420 + seat * 158
        scene.person(x, 1130, 1.05, (250, 250, 246) if seat % 2 else (240, 190, 70), SKIN)
        draw.line([(x + 20, 1000), (x - 90, 1290)], fill=(110, 76, 50), width=16)
        draw.ellipse([x - 116, 1270, x - 66, 1360], fill=(130, 92, 60))
    return scene


def lanterns() -> Scene:
    scene = Scene(12, (14, 18, 50), (70, 62, 110), 900)
    scene.glow(1720, 300, 520, (240, 236, 214), 96)
    draw = scene.draw
    draw.polygon(
        [(1010, 900), (1080, 640), (1130, 560), (1180, 300), (1230, 560), (1280, 640), (1350, 900)],
        fill=(30, 26, 56),
    )
    scene.hills(920, 110, (28, 26, 58))
    scene.sea(900, (10, 16, 44), (64, 60, 104), (250, 200, 140), 1200)
    for _ in range(150):
        depth = scene.random.random() ** 1.4
        x, y = scene.random.uniform(0, WIDTH), 940 + depth * 620
        size = 9 + depth * 34
        scene.draw.ellipse(
            [x - size * 1.5, y - size * 0.5, x + size * 1.5, y + size * 0.6], fill=(60, 92, 54)
        )
        scene.draw.ellipse(
            [x - size * 0.5, y - size * 1.5, x + size * 0.5, y],
            fill=mix((255, 160, 60), (255, 232, 160), scene.random.random()),
        )
        scene.draw.line(
            [(x, y + size), (x, y + size * 3)], fill=(210, 140, 80), width=max(2, round(size / 5))
        )
    for x, y in ((500, 1300), (1320, 1180), (1980, 1420), (900, 1480)):
        scene.glow(x, y, 330, (255, 170, 80))
    return scene
