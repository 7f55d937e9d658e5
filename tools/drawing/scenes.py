"""The still pictures of the examples."""

from __future__ import annotations

from PIL import Image

from tools.drawing.canvas import Canvas, Colour

WIDTH, HEIGHT = 1080, 1440
INK = "#2b2430"


def torii_path() -> Image.Image:
    """A path through vermilion gates at sunset."""
    canvas = Canvas(WIDTH, HEIGHT, "#ffd9b0", "#f7a98b")
    canvas.disc(540, 560, 150, fill="#fff1d6")
    canvas.shape((0, 900), (280, 560), (520, 860), (800, 600), (1080, 880), (1080, 1440), (0, 1440), fill="#7f9c7a")
    canvas.shape((430, 760), (650, 760), (980, 1440), (100, 1440), fill="#d9c3a5")
    for depth in range(6):
        _gate(canvas, 0.24 * 1.36**depth, 810 + 3.2 * 1.36**depth * depth * 8)
    return canvas.picture()


def _gate(canvas: Canvas, size: float, ground: float) -> None:
    half, tall, thick = 440 * size, 860 * size, 62 * size
    top = ground - tall
    for side in (-1, 1):
        x = 540 + side * half
        canvas.block(x - thick / 2, top + 60 * size, thick, tall - 60 * size, fill="#d8432f")
        canvas.block(x - thick * 0.65, ground - 70 * size, thick * 1.3, 70 * size, fill=INK)
    canvas.block(540 - half * 1.12, top + 190 * size, half * 2.24, 52 * size, fill="#c93a28")
    canvas.shape(
        (540 - half * 1.36, top - 18 * size),
        (540 + half * 1.36, top - 18 * size),
        (540 + half * 1.26, top + 84 * size),
        (540 - half * 1.26, top + 84 * size),
        fill="#d8432f",
    )
    canvas.block(540 - half * 1.38, top - 48 * size, half * 2.76, 44 * size, fill=INK)


def pagoda() -> Image.Image:
    """A pagoda before blue hills, with a moon."""
    canvas = Canvas(WIDTH, HEIGHT, "#35477d", "#f3b6a1")
    canvas.disc(820, 260, 90, fill="#fff4d8")
    canvas.shape((0, 1000), (330, 700), (620, 980), (860, 760), (1080, 930), (1080, 1440), (0, 1440), fill="#5a6fa3")
    canvas.shape((0, 1180), (400, 1040), (760, 1150), (1080, 1060), (1080, 1440), (0, 1440), fill="#2f3a5f")
    for floor in range(5):
        half, y = 90 + 26 * floor, 400 + 150 * floor
        canvas.block(540 - half, y, 2 * half, 110, fill="#8d3b32")
        for window in (-0.55, 0, 0.55):
            canvas.block(540 + window * half - 16, y + 40, 32, 50, fill="#ffd58a")
        eaves = half + 95
        canvas.shape((540 - eaves, y + 14), (540 - half, y - 44), (540 + half, y - 44), (540 + eaves, y + 14), fill=INK)
    canvas.block(534, 230, 12, 140, fill=INK)
    for ring in range(4):
        canvas.disc(540, 262 + 24 * ring, 20, 6, fill="#e0b04c")
    for x, y, r in ((130, 1130, 120), (240, 1210, 150), (900, 1150, 140), (1010, 1230, 150)):
        _blossom_tree(canvas, x, y, r)
    return canvas.picture()


def _blossom_tree(canvas: Canvas, x: float, y: float, r: float) -> None:
    canvas.block(x - 10, y, 20, 300, fill="#4a3038")
    for dx, dy, share, fill in ((-0.5, 0.1, 0.7, "#e892a8"), (0.5, 0.05, 0.75, "#f2a9ba"), (0, -0.35, 0.8, "#f8c3cf")):
        canvas.disc(x + dx * r, y + dy * r, share * r, fill=fill)


def matcha() -> Image.Image:
    """A bowl of matcha and three sweets on a tray, from above."""
    canvas = Canvas(WIDTH, HEIGHT, "#caa27a", "#b98d63")
    for y in range(0, HEIGHT, 144):
        canvas.block(0, y, WIDTH, 3, fill="#a87c53")
    canvas.block(110, 260, 860, 940, fill="#3d2c2a", radius=60)
    canvas.block(134, 284, 812, 892, fill="#55403a", radius=48)
    for radius, fill in ((300, "#e9e2d3"), (268, "#cfc6b2"), (250, "#7fa650"), (225, "#8fb55e")):
        canvas.disc(480, 620, radius, fill=fill)
    for x, y, r in ((400, 540, 26), (450, 590, 14), (560, 690, 30), (520, 520, 12), (380, 700, 18), (590, 600, 16)):
        canvas.disc(x, y, r, fill="#a9cb7c")
    canvas.disc(770, 1000, 130, fill="#f4efe6")
    for x, y, fill in ((730, 970, "#f2a9ba"), (812, 985, "#fff7ec"), (770, 1050, "#9cbf6b")):
        canvas.disc(x, y, 52, fill=fill)
        canvas.disc(x - 14, y - 16, 12, fill=(255, 255, 255, 120))
    canvas.stroke((190, 1080), (560, 1120), fill="#d9b98a", width=16)
    canvas.stroke((190, 1110), (560, 1140), fill="#d9b98a", width=16)
    return canvas.picture()


def bottles() -> Image.Image:
    """Skincare on a shelf."""
    canvas = Canvas(WIDTH, HEIGHT, "#fdeef0", "#f6d4d8")
    canvas.disc(860, 240, 170, fill="#fff8f4")
    canvas.block(0, 1080, WIDTH, 360, fill="#eec3c0")
    canvas.block(0, 1080, WIDTH, 24, fill="#e2aeae")
    _bottle(canvas, 270, 230, 560, "#f4a7a0", "MILK")
    _bottle(canvas, 560, 260, 720, "#9cc5b4", "SERUM")
    _bottle(canvas, 840, 210, 420, "#f1cf84", "CREAM")
    for x, y, r in ((120, 980, 40), (170, 1020, 26), (960, 1030, 34), (420, 1052, 22)):
        canvas.disc(x, y, r, fill=(255, 255, 255, 150))
    return canvas.picture()


def _bottle(canvas: Canvas, x: float, width: float, height: float, fill: Colour, label: str) -> None:
    top = 1090 - height
    canvas.block(x - width * 0.18, top - 90, width * 0.36, 110, fill="#fffaf5", radius=14)
    canvas.block(x - width / 2, top, width, height, fill=fill, radius=44)
    canvas.block(x - width / 2 + 22, top + 30, 16, height - 90, fill=(255, 255, 255, 90), radius=8)
    canvas.block(x - width * 0.36, top + height * 0.4, width * 0.72, height * 0.32, fill="#fffaf5", radius=12)
    canvas.words(x, top + height * 0.56, label, 40, fill=INK)


def tea_tin() -> Image.Image:
    """A tin of tea with leaves."""
    canvas = Canvas(WIDTH, HEIGHT, "#eaf2dd", "#cfe0b8")
    canvas.disc(540, 760, 430, fill="#dcebc6")
    canvas.block(330, 470, 420, 680, fill="#2f6b4f", radius=36)
    canvas.block(310, 410, 460, 120, fill="#3d8463", radius=30)
    canvas.disc(540, 800, 140, fill="#f4ead2")
    canvas.words(540, 780, "GREEN", 58, fill="#2f6b4f")
    canvas.words(540, 840, "TEA", 58, fill="#2f6b4f")
    for x, y, turn in ((210, 1110, 1), (260, 1190, -1), (860, 1130, -1), (800, 1210, 1)):
        canvas.shape((x - 80, y), (x, y - 36 * turn), (x + 80, y), (x, y + 36 * turn), fill="#6fa352")
        canvas.stroke((x - 80, y), (x + 80, y), fill="#4c7d38", width=5)
    return canvas.picture()


def tea_cups() -> Image.Image:
    """Two cups with steam."""
    canvas = Canvas(WIDTH, HEIGHT, "#f7efe0", "#e6d2b0")
    canvas.block(0, 1000, WIDTH, 440, fill="#b98a5e")
    for x in (330, 750):
        canvas.disc(x, 1010, 190, 40, fill="#9c714a")
        canvas.shape((x - 160, 780), (x + 160, 780), (x + 110, 1000), (x - 110, 1000), fill="#fffaf0")
        canvas.disc(x, 780, 160, 40, fill="#efe4cf")
        canvas.disc(x, 784, 140, 30, fill="#a9b85c")
        for puff in range(4):
            shift = 30 if puff % 2 else -30
            canvas.disc(x + shift, 690 - 90 * puff, 46 - 7 * puff, fill=(255, 255, 255, 150 - 25 * puff))
    return canvas.picture()


def cat_window(language: str) -> Image.Image:
    """A cat in a window, by day (`en`) or by night (`zh`)."""
    day = language == "en"
    canvas = Canvas(WIDTH, HEIGHT, "#f4e3cf", "#e9cfb4")
    canvas.block(150, 180, 780, 900, fill="#8a5a3c", radius=24)
    canvas.block(186, 216, 708, 828, fill="#a9dcf2" if day else "#27345c", radius=12)
    canvas.disc(720, 380, 90, fill="#ffe27a" if day else "#fbf3d0")
    if not day:
        canvas.disc(690, 355, 80, fill="#27345c")
    for x in (260, 420, 560, 820):
        canvas.disc(x, 300 + (x * 7) % 200, 60 if day else 5, 26 if day else 5, fill="#ffffff")
    canvas.block(526, 216, 28, 828, fill="#8a5a3c")
    canvas.block(100, 1044, 880, 70, fill="#74472d", radius=14)
    cat(canvas, 540, 1040, 1.0, "#e79a4b" if day else "#4b4660", blink=not day)
    return canvas.picture()


def cat(canvas: Canvas, x: float, ground: float, size: float, fill: Colour, *, blink: bool) -> None:
    """Draw a sitting cat whose paws stand on `ground`."""
    canvas.disc(x, ground - 170 * size, 190 * size, 180 * size, fill=fill)
    canvas.disc(x, ground - 420 * size, 160 * size, 140 * size, fill=fill)
    for side in (-1, 1):
        canvas.shape(
            (x + side * 145 * size, ground - 470 * size),
            (x + side * 135 * size, ground - 610 * size),
            (x + side * 30 * size, ground - 545 * size),
            fill=fill,
        )
        if blink:
            canvas.arc(x + side * 62 * size, ground - 440 * size, 26 * size, (20, 160), fill="#fff6e8", width=7 * size)
        else:
            canvas.disc(x + side * 62 * size, ground - 430 * size, 24 * size, 30 * size, fill="#fff6e8")
            canvas.disc(x + side * 62 * size, ground - 428 * size, 13 * size, 22 * size, fill=INK)
        canvas.disc(x + side * 70 * size, ground - 20 * size, 62 * size, 34 * size, fill="#fff6e8")
    canvas.shape(
        (x - 18 * size, ground - 385 * size),
        (x + 18 * size, ground - 385 * size),
        (x, ground - 362 * size),
        fill="#f08a8a",
    )


def sticker(step: int) -> Image.Image:
    """One frame of a wobbling sale sticker."""
    canvas = Canvas(360, 360, "#fff3d6", "#ffe1a8")
    grow = (0, 8, 14, 8)[step % 4]
    canvas.disc(180, 180, 130 + grow, fill="#e2483d")
    canvas.disc(180, 180, 112 + grow, fill="#f2655a")
    canvas.words(180, 180, "SALE", 72 + grow, fill="#ffffff")
    return canvas.picture()
