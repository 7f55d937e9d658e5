"""What posts carry by mistake: another platform's mark, and a code to scan."""

from __future__ import annotations

from PIL import Image

from tools.drawing.canvas import Canvas, Colour
from tools.drawing.scenes import HEIGHT, INK, WIDTH

SOFT_WHITE = (255, 255, 255, 215)
SHADOW = (0, 0, 0, 90)


def tiktok_mark(canvas: Canvas, x: float, y: float, handle: str) -> None:
    """Draw a note, the word and the handle as the download of that platform does, its left edge at x, y."""
    for shift, fill in ((2, SHADOW), (0, SOFT_WHITE)):
        note(canvas, x + 18 + shift, y + shift, 1.0, fill)
        canvas.words(x + 52 + shift, y + 2 + shift, "TikTok", 40, fill=fill, anchor="lm")
        canvas.words(x + shift, y + 52 + shift, handle, 28, fill=fill, anchor="lm")


def tiktok_end_card(canvas: Canvas, handle: str) -> None:
    """Draw the card that the download of that platform ends with."""
    x, y = canvas.width / 2, canvas.height * 0.42
    note(canvas, x - 5, y - 4, 4.0, "#25f4ee")
    note(canvas, x + 5, y + 4, 4.0, "#fe2c55")
    note(canvas, x, y, 4.0, "#ffffff")
    canvas.words(x, y + 150, "TikTok", 92, fill="#ffffff")
    canvas.words(x, y + 240, handle, 40, fill="#ffffff")


def note(canvas: Canvas, x: float, y: float, size: float, fill: Colour) -> None:
    """Draw a musical note with a flag."""
    canvas.arc(x - 6 * size, y + 10 * size, 12 * size, (0, 290), fill=fill, width=7 * size)
    canvas.block(x + 0 * size, y - 26 * size, 7 * size, 38 * size, fill=fill)
    canvas.arc(x + 20 * size, y - 26 * size, 20 * size, (90, 180), fill=fill, width=7 * size)


def code_card(address: str) -> Image.Image:
    """A card that invites to scan a QR code."""
    import zxingcpp

    code = zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode)
    # zxing-cpp offers the modules as a buffer of 0 and 255.
    modules = Image.fromarray(zxingcpp.write_barcode_to_image(code, scale=1, add_quiet_zones=False))
    canvas = Canvas(WIDTH, HEIGHT, "#fdeef0", "#f6d4d8")
    canvas.block(140, 240, 800, 960, fill="#ffffff", radius=48)
    canvas.words(540, 350, "Skin diary group", 64, fill=INK)
    canvas.words(540, 1110, "Scan to join", 56, fill="#c2566a")
    picture = canvas.picture()
    side = modules.width * (560 // modules.width)
    picture.paste(modules.resize((side, side), Image.Resampling.NEAREST), (540 - side // 2, 440))
    return picture
