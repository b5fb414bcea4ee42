"""Scenes out in the country."""

from __future__ import annotations

from newsroom.images.demo.shapes import (
    BARK,
    HEIGHT,
    INK,
    LEAF,
    SKIN,
    WARM,
    WHITE,
    WIDTH,
    Scene,
    mix,
)


def palm() -> Scene:
    scene = Scene(3, (120, 176, 200), (252, 230, 186), 820)
    scene.glow(1900, 420, 620, WARM, 70)
    scene.clouds(WHITE, 4)
    scene.hills(840, 240, (122, 158, 150))
    scene.draw.rectangle([0, 820, WIDTH, HEIGHT], fill=(128, 142, 78))
    scene.draw.polygon(
        [(1120, 820), (1280, 820), (1960, HEIGHT), (440, HEIGHT)], fill=(196, 160, 112)
    )
    for row in range(7):
        size, y = 0.5 + row * 0.28, 850 + row * row * 16 + row * 30
        for side in (-1, 1):
            scene.palm(
                1200 + side * (190 + row * 165), y, size, BARK, mix((92, 130, 78), LEAF, row / 6)
            )
            scene.palm(
                1200 + side * (480 + row * 250),
                y - 14,
                size * 0.9,
                BARK,
                mix((104, 140, 90), LEAF, row / 7),
            )
    for _ in range(46):
        x, y = round(scene.random.gauss(560, 120)), round(scene.random.gauss(1420, 34))
        scene.draw.ellipse(
            [x - 34, y - 28, x + 34, y + 28],
            fill=mix((170, 52, 36), (230, 120, 40), scene.random.random()),
        )
    return scene


def mangrove() -> Scene:
    scene = Scene(4, (168, 206, 186), (226, 236, 204), 700)
    for depth in range(6):
        y, shade = 780 + depth * 50, depth / 5
        for _ in range(12):
            x = scene.random.randint(-50, WIDTH)
            if abs(x - 1200) > 120 + depth * 90:
                scene.tree(
                    x,
                    y,
                    1.1 + shade * 0.9,
                    mix((130, 140, 116), BARK, shade),
                    mix((150, 190, 140), (38, 92, 62), shade),
                )
                for root in range(-3, 4):
                    scene.draw.arc(
                        [x - 40 - abs(root) * 26, y - 90, x + 40 + abs(root) * 26, y + 110],
                        200,
                        340,
                        fill=mix((120, 124, 104), BARK, shade),
                        width=8,
                    )
    scene.sea(1050, (46, 92, 84), (112, 156, 136), (214, 232, 206))
    scene.draw.polygon(
        [(1160, 860), (1240, 860), (1760, HEIGHT), (640, HEIGHT)], fill=(176, 136, 92)
    )
    for plank in range(26):
        y = 860 + (HEIGHT - 860) * (plank / 26) ** 1.7
        half = 40 + 520 * ((y - 860) / (HEIGHT - 860))
        scene.draw.line(
            [(1200 - half, y), (1200 + half, y)], fill=(128, 94, 62), width=2 + plank // 4
        )
    for side in (-1, 1):
        scene.draw.line(
            [(1200 + side * 42, 800), (1200 + side * 600, 1330)], fill=(146, 108, 70), width=14
        )
    return scene


def fireflies() -> Scene:
    scene = Scene(5, (8, 14, 34), (26, 48, 70), 950)
    for depth in range(4):
        for _ in range(9):
            scene.tree(
                scene.random.randint(0, WIDTH),
                980 + depth * 40,
                1.3 + depth * 0.5,
                (18, 22, 28),
                (14 + depth * 2, 34, 36),
            )
    scene.sea(1080, (6, 14, 28), (22, 44, 60), (120, 160, 120))
    for _ in range(260):
        x, y = scene.random.gauss(1200, 620), scene.random.gauss(720, 190)
        size = scene.random.randint(3, 8)
        scene.draw.ellipse(
            [x - size, y - size, x + size, y + size],
            fill=mix((150, 200, 60), (250, 255, 170), scene.random.random()),
        )
    for _ in range(7):
        scene.glow(
            scene.random.randint(300, 2100), scene.random.randint(480, 900), 190, (170, 200, 70)
        )
    return scene


def fields() -> Scene:
    scene = Scene(19, (110, 134, 156), (216, 222, 206), 760)
    scene.clouds((92, 108, 126), 7, 60, 420)
    scene.hills(780, 190, (132, 158, 150))
    for row in range(12):
        y = 780 + row * row * 6
        scene.draw.rectangle(
            [0, y, WIDTH, HEIGHT], fill=mix((158, 184, 112), (84, 136, 66), row / 11)
        )
    scene.draw.polygon(
        [(1460, 780), (1540, 780), (1300, HEIGHT), (640, HEIGHT)], fill=(176, 146, 108)
    )
    scene.draw.polygon(
        [(1540, 780), (1580, 780), (1680, HEIGHT), (1300, HEIGHT)], fill=(120, 150, 160)
    )
    for x, y, size in ((1460, 900, 0.5), (1400, 960, 0.6), (1290, 1090, 0.9)):
        scene.person(x, y, size, (70, 86, 120), SKIN)
    scene.palm(280, 1120, 1.1, BARK, LEAF)
    scene.palm(2100, 1000, 0.8, BARK, LEAF)
    return scene


def flood() -> Scene:
    scene = Scene(1, (96, 112, 126), (176, 188, 192), 760)
    scene.clouds((78, 92, 106), 9, 40, 420)
    scene.hills(800, 220, (126, 144, 150))
    for place, wall in enumerate(
        [(196, 170, 140), (150, 172, 168), (204, 186, 150), (170, 150, 140), (188, 178, 160)]
    ):
        scene.house(60 + place * 480, 980 + place % 2 * 30, 0.95, wall, (112, 74, 62), (70, 84, 92))
    scene.sea(940, (110, 116, 104), (150, 158, 152), (220, 226, 222))
    for x in (300, 1500, 2150):
        scene.draw.line([(x, 560), (x, 1040)], fill=(84, 84, 84), width=12)
    scene.boat(1180, 1260, 1.15, (70, 92, 96), (222, 120, 70), roof=False)
    for x, clothes in ((1010, (220, 90, 60)), (1190, (60, 110, 150)), (1330, (230, 190, 80))):
        scene.person(x, 1230, 0.95, clothes, SKIN)
    scene.rain()
    return scene


def roadwork() -> Scene:
    scene = Scene(15, (20, 26, 54), (60, 74, 110), 900)
    scene.hills(910, 120, (36, 44, 74))
    draw = scene.draw
    scene.sea(1180, (16, 26, 48), (40, 56, 88), (250, 190, 90))
    draw.rectangle([0, 980, WIDTH, 1180], fill=(84, 88, 98))
    draw.rectangle([0, 960, WIDTH, 990], fill=(130, 134, 142))
    for x in (300, 1150, 2000):
        draw.rectangle([x, 1180, x + 110, HEIGHT], fill=(70, 74, 84))
    draw.rounded_rectangle([1300, 740, 1780, 930], radius=26, fill=(240, 178, 40))
    draw.rectangle([1340, 620, 1560, 750], fill=(240, 178, 40))
    draw.rectangle([1370, 650, 1530, 740], fill=(130, 170, 190))
    draw.line([(1300, 800), (1060, 560), (880, 760)], fill=(220, 150, 30), width=44, joint="curve")
    draw.polygon([(820, 750), (960, 750), (930, 870), (850, 870)], fill=(90, 90, 96))
    draw.rounded_rectangle([1290, 900, 1800, 990], radius=44, fill=INK)
    for x in range(120, 2300, 240):
        draw.polygon(
            [(x - 44, 1090), (x - 8, 960), (x + 8, 960), (x + 44, 1090)], fill=(238, 104, 40)
        )
        draw.polygon([(x - 28, 1040), (x - 18, 1005), (x + 18, 1005), (x + 28, 1040)], fill=WHITE)
    for x in (560, 2060):
        draw.line([(x, 420), (x, 970)], fill=(70, 74, 90), width=14)
        scene.glow(x, 420, 460, (255, 210, 130), 26)
    scene.person(700, 1100, 1.1, (250, 150, 40), SKIN)
    scene.person(2180, 1110, 1.1, (250, 150, 40), SKIN)
    return scene
