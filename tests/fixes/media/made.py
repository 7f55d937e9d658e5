"""Pictures and videos that the tests draw and encode themselves, with the metadata that fixes must mind."""

from __future__ import annotations

import hashlib
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import av
import numpy as np
from PIL import Image, ImageCms, TiffImagePlugin

from rednote_lint.fixes.media.runner import Written, repaired
from rednote_lint.fixes.operations import OPERATIONS, typed
from rednote_lint.media import jpeg, png, riff
from rednote_lint.media.isobmff import boxes
from rednote_lint.media.jpeg import Segment
from rednote_lint.media.source import Chunk
from rednote_lint.model import Arguments, MediaEdit

AIGC = '{"Label":"1","ContentProducer":"001191110000","ProduceID":"a<b&c"}'
XMP = (
    b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description rdf:about="" xmlns:exif="http://ns.adobe.com/exif/1.0/" '
    b'xmlns:aux="http://ns.adobe.com/exif/1.0/aux/" '
    b'xmlns:tiff="http://ns.adobe.com/tiff/1.0/" xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/" '
    b'exif:GPSLatitude="31,14.1N" exif:GPSLongitude="121,29.5E" aux:SerialNumber="0123456789" tiff:Orientation="6">'
    b"<exif:GPSAltitude>12/1</exif:GPSAltitude>"
    b"<TC260:AIGC>{&quot;Label&quot;:&quot;1&quot;,&quot;ProduceID&quot;:&quot;xmp-7&quot;}</TC260:AIGC>"
    b"</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>"
)
XMP_AIGC = b'{"Label":"1","ProduceID":"xmp-7"}'
SERIAL = "SN-4711-0815"


def jumbf() -> bytes:
    """Return a box that looks like a C2PA manifest store; larger than one JPEG segment."""
    described = b"\0\0\0\x26jumd" + b"c2pa" + bytes.fromhex("00110010800000aa00389b71") + b"\x03c2pa\0" + b"\0" * 9
    content = b"\0\0\0\x10free" + b"manifest"
    filler = (70_000).to_bytes(4, "big") + b"bfdb" + bytes(range(256)) * 273 + b"\0" * 104
    body = described + content + filler
    return (len(body) + 8).to_bytes(4, "big") + b"jumb" + body


def scene(width: int = 320, height: int = 240, seed: int = 1) -> Image.Image:
    """Draw a picture with a top, a left side and some detail, so that turning and cropping show."""
    random = np.random.default_rng(seed)
    pixels = np.zeros((height, width, 3), np.uint8)
    pixels[..., 0] = np.linspace(0, 255, width, dtype=np.uint8)[None, :]
    pixels[..., 1] = np.linspace(0, 255, height, dtype=np.uint8)[:, None]
    pixels[: height // 4, : width // 4] = (250, 20, 20)
    noise = random.integers(0, 60, (height // 4, width // 4, 3), dtype=np.uint8)
    pixels[-(height // 4) :, -(width // 4) :] = noise
    return Image.fromarray(pixels)


def exif(*, orientation: int = 1, comment: bytes | None = None) -> Image.Exif:
    """Make EXIF with a position, serial numbers, a maker note, an orientation and a user comment."""
    block = Image.Exif()
    block[0x010F] = "Maker"
    block[0x0112] = orientation
    inner = block.get_ifd(0x8769)
    inner[0x829A] = 0.01
    inner[0xA431] = SERIAL
    inner[0xA435] = SERIAL
    inner[0x927C] = b"SomeMaker\0" + SERIAL.encode()
    if comment is not None:
        inner[0x9286] = comment
    gps = block.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", (31.0, 14.0, 5.25), "E", (121.0, 29.0, 31.5)
    gps[29] = "2026:01:02"
    return block


def comment() -> bytes:
    return b"ASCII\0\0\0" + b'{"AIGC":' + AIGC.encode() + b"}"


def labelled_jpeg(path: Path, *, orientation: int = 6) -> Path:
    """Write a JPEG with position, serial numbers, AIGC in EXIF and XMP, and content credentials."""
    buffer = BytesIO()
    block = exif(orientation=orientation, comment=comment()).tobytes()
    scene().save(buffer, "JPEG", quality=90, exif=block, icc_profile=srgb())
    segments = jpeg.split(buffer.getvalue())
    added = [Segment(0xE1, jpeg.XMP + XMP), *jpeg.jumbf_segments(jumbf())]
    path.write_bytes(jpeg.join([*segments[:2], *added, *segments[2:]]))
    return path


def labelled_png(path: Path) -> Path:
    buffer = BytesIO()
    scene().save(buffer, "PNG", exif=exif(comment=comment()))
    parts = png.split_png(buffer.getvalue())
    text = Chunk(b"tEXt", b"AIGC\0" + AIGC.encode())
    added = [text, Chunk(b"caBX", jumbf()), png.international_text("XML:com.adobe.xmp", XMP)]
    path.write_bytes(png.join_png([parts[0], *added, *parts[1:]]))
    return path


def labelled_webp(path: Path) -> Path:
    buffer = BytesIO()
    scene().save(buffer, "WEBP", exif=exif(comment=comment()), xmp=XMP)
    form, parts = riff.split_riff(buffer.getvalue())
    path.write_bytes(riff.join_riff(form, [*parts, Chunk(b"C2PA", jumbf())]))
    return path


def labelled_heic(path: Path, *, orientation: int = 1) -> Path:
    import pillow_heif

    pillow_heif.register_heif_opener()
    block = exif(orientation=orientation, comment=comment()).tobytes()
    scene().save(path, "HEIF", quality=80, exif=block, xmp=XMP)
    with path.open("ab") as file:
        file.write(boxes.uuid_box(boxes.C2PA_UUID, b"\0\0\0\0manifest\0" + bytes(8) + jumbf()))
    return path


def labelled_tiff(path: Path) -> Path:
    block = exif(comment=comment())
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[0x010F], tags[0x0112] = block[0x010F], 1
    tags[0x8769], tags[0x8825] = dict(block.get_ifd(0x8769)), dict(block.get_ifd(0x8825))
    scene().save(path, "TIFF", tiffinfo=tags)
    return path


def srgb() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def video(
    path: Path,
    *,
    seconds: float = 4.0,
    card: float | None = None,
    size: tuple[int, int] = (160, 288),
    rate: int = 24,
    sound: bool = True,
    codecs: tuple[str, str] = ("libx264", "aac"),
    tags: dict[str, str] | None = None,
    bars: int = 0,
) -> Path:
    """Encode a moving square; from `card` on, a flat dark end card; black bars above and below."""
    options = {"movflags": "use_metadata_tags"} if path.suffix in (".mp4", ".mov") else {}
    with av.open(str(path), "w", options=options) as container:
        container.metadata.update(tags or {})
        picture = container.add_stream(codecs[0], rate=rate)
        picture.width, picture.height = size
        picture.pix_fmt = "yuv420p"
        if codecs[0] == "libx264":
            picture.options = {"preset": "veryfast", "x264-params": "bframes=3:b-adapt=0"}
        stream = container.add_stream(codecs[1], rate=48000, layout="mono") if sound else None
        if stream is not None:
            stream.bit_rate = 96_000
        for number in range(round(seconds * rate)):
            pixels = _frame(number, size, bars, is_card=card is not None and number / rate >= card)
            frame = av.VideoFrame.from_ndarray(pixels, format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, rate)
            container.mux(picture.encode(frame))
        container.mux(picture.encode(None))
        if stream is not None:
            _add_tone(container, stream, seconds)
    return path


def _frame(number: int, size: tuple[int, int], bars: int, *, is_card: bool) -> np.ndarray[Any, Any]:
    width, height = size
    if is_card:
        return np.full((height, width, 3), (14, 14, 26), np.uint8)
    pixels = np.asarray(scene(width, height)).copy()
    at = number * 3 % (width - 20)
    pixels[height // 2 : height // 2 + 20, at : at + 20] = 255
    if bars:
        pixels[:bars] = pixels[-bars:] = 0
    return pixels


def _add_tone(container: Any, stream: Any, seconds: float) -> None:
    total, block = round(seconds * 48000), 1024
    wave = (np.sin(np.arange(total) * 2 * np.pi * 440 / 48000) * 0.3).astype(np.float32)
    resampler = av.AudioResampler(format=stream.codec_context.format, layout="mono", rate=48000)
    for start in range(0, total, block):
        part = wave[start : start + block][None, :]
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(part), format="flt", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = 48000, start, Fraction(1, 48000)
        for new in resampler.resample(frame):
            container.mux(stream.encode(new))
    container.mux(stream.encode(None))


def swapped_colours() -> bytes:
    """Return a colour profile in which red and blue have changed places."""
    red, green, blue = (0.43607, 0.22249, 0.01392), (0.38515, 0.71687, 0.09708), (0.14307, 0.06061, 0.71410)
    points = {b"rXYZ": blue, b"gXYZ": green, b"bXYZ": red, b"wtpt": (0.9642, 1.0, 0.8249)}
    tags = {name: b"XYZ \0\0\0\0" + b"".join(_fixed_point(part) for part in point) for name, point in points.items()}
    curve = b"curv\0\0\0\0" + (1).to_bytes(4, "big") + round(2.2 * 256).to_bytes(2, "big") + b"\0\0"
    tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve)
    tags[b"desc"] = b"desc\0\0\0\0" + (5).to_bytes(4, "big") + b"swap\0" + bytes(78)
    at, table, body = 128 + 4 + 12 * len(tags), len(tags).to_bytes(4, "big"), b""
    for name, data in tags.items():
        data += bytes(-len(data) % 4)
        table += name + (at + len(body)).to_bytes(4, "big") + len(data).to_bytes(4, "big")
        body += data
    head = bytes(8) + b"\x02\x10\0\0" + b"mntrRGB XYZ " + bytes(12) + b"acsp" + bytes(28)
    head += b"".join(_fixed_point(part) for part in (0.9642, 1.0, 0.8249))
    profile = (head.ljust(128, b"\0") + table + body)[4:]
    return (len(profile) + 4).to_bytes(4, "big") + profile


def _fixed_point(value: float) -> bytes:
    return round(value * 65536).to_bytes(4, "big", signed=True)


def ends(path: Path) -> tuple[int, float, float]:
    """Decode a video to its end; return frames, end of the picture, end of the sound (0 without), in seconds."""
    count, picture, sound = 0, 0.0, 0.0
    with av.open(str(path)) as container:
        rate = float(container.streams.video[0].average_rate or 25)
        for frame in container.decode(video=0):
            count += 1
            picture = max(picture, float(frame.time or 0) + 1 / rate)
    with av.open(str(path)) as container:
        if container.streams.audio:
            for heard in container.decode(audio=0):
                sound = max(sound, float(heard.time or 0) + heard.samples / heard.sample_rate)
    return count, picture, sound


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def run(source: Path, operation: str, **arguments: Any) -> Written:
    """Carry out one operation, with the result beside the original."""
    edit = MediaEdit(path=str(source), operation=operation, arguments=typed_for(operation, arguments))
    return repaired([edit], lambda share: None, in_place=False)


def typed_for(operation: str, given: dict[str, Any]) -> Arguments:
    return typed(OPERATIONS[operation].arguments, given)


def pixels(image: Image.Image) -> np.ndarray[Any, Any]:
    return np.asarray(image.convert("RGB")).astype(int)
