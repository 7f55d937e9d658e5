"""Pictures, videos and metadata drawn and encoded by the tests themselves, in the formats of the real tools."""

from __future__ import annotations

import datetime as dt
import io
import json
import struct
import zlib
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, PngImagePlugin

from rednote_lint.engine import lint
from rednote_lint.facts import Options
from rednote_lint.model import Asset, AssetKind, Declarations, Location, Post, PostKind, Report, Rule, TextRange
from rednote_lint.ruleset import RuleSet
from tests.compiled_packs import compiled

RULES = Path(__file__).parents[1] / "rules"
MEDIA_PACKS = ("codes", "disclosure", "privacy", "quality", "watermark")
MOVIES = (".mp4", ".mov", ".mkv")


@cache
def rules_of(*packs: str) -> tuple[Rule, ...]:
    return tuple(rule for pack in packs for rule in compiled(RULES / pack).rules)


def post_of(*paths: Path, **declared: Any) -> Post:
    kinds = [AssetKind.VIDEO if path.suffix in MOVIES else AssetKind.IMAGE for path in paths]
    stated = {key: Location(path="post.yaml", text=TextRange(0, 1)) for key in declared}
    return Post(
        id="p",
        path="p",
        root=".",
        kind=PostKind.VIDEO if AssetKind.VIDEO in kinds else PostKind.IMAGE,
        assets=tuple(Asset(path=str(path), kind=kind) for path, kind in zip(paths, kinds, strict=True)),
        declared=Declarations(**declared),
        declared_at=stated,
    )


def checked(
    *paths: Path, kinds: Sequence[str] = (), packs: Sequence[str] = MEDIA_PACKS, ocr: bool = False, **declared: Any
) -> Report:
    """Ask the shipped rules of some packs (of some kinds only, where given) of a post made of these files."""
    rules = [rule for rule in rules_of(*packs) if not kinds or rule.check in kinds]
    return lint(post_of(*paths, **declared), RuleSet(rules), Options(ocr=ocr))


def codes_of(report: Report) -> list[str]:
    assert report.problems == ()
    return [finding.code for finding in report.findings]


def scene(width: int = 640, height: int = 480, seed: int = 1) -> Image.Image:
    """Draw a busy picture: a gradient, shapes and some grain."""
    return _scene(width, height, seed).copy()


@lru_cache(maxsize=12)
def _scene(width: int, height: int, seed: int) -> Image.Image:
    random = np.random.default_rng(seed)
    across, down = np.meshgrid(np.linspace(40, 200, width), np.linspace(20, 90, height))
    base = np.stack([across + down * 0.3, 220 - across * 0.5, down * 2], axis=2)
    picture = Image.fromarray(np.clip(base + random.normal(0, 6, base.shape), 0, 255).astype(np.uint8))
    draw = ImageDraw.Draw(picture)
    for _ in range(60):
        x, y = int(random.integers(0, width)), int(random.integers(0, height))
        w, h = int(random.integers(8, max(width // 4, 9))), int(random.integers(8, max(height // 4, 9)))
        colour = tuple(int(part) for part in random.integers(0, 255, 3))
        (draw.ellipse if random.random() < 0.5 else draw.rectangle)((x, y, x + w, y + h), outline=colour, width=3)
    return picture


def save_png(path: Path, picture: Image.Image | None = None, **texts: str) -> Path:
    info = PngImagePlugin.PngInfo()
    for key, text in texts.items():
        info.add_itxt(key, text) if not text.isascii() else info.add_text(key, text)
    (picture or scene(160, 120)).save(path, pnginfo=info, compress_level=1)
    return path


def exif_block(entries: dict[int, Any] | None = None, inner: dict[int, Any] | None = None, gps: Any = None) -> bytes:
    exif = Image.Exif()
    exif.update(entries or {})
    if inner:
        exif.get_ifd(0x8769).update(inner)
    if gps:
        exif.get_ifd(0x8825).update(gps)
    return exif.tobytes()


def save_jpeg(path: Path, picture: Image.Image | None = None, exif: bytes = b"", xmp: str = "", **kw: Any) -> Path:
    buffer = io.BytesIO()
    (picture or scene(160, 120)).save(buffer, "JPEG", exif=exif, **kw)
    data = buffer.getvalue()
    if xmp:
        packet = b"http://ns.adobe.com/xap/1.0/\x00" + xmp.encode()
        data = data[:2] + b"\xff\xe1" + struct.pack(">H", len(packet) + 2) + packet + data[2:]
    path.write_bytes(data)
    return path


def xmp_packet(attributes: str = "", inside: str = "") -> str:
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" {attributes}>{inside}</rdf:Description></rdf:RDF></x:xmpmeta>'
    )


def save_video(
    path: Path,
    frames: Sequence[Image.Image] | None = None,
    metadata: dict[str, str] | None = None,
    fps: int = 4,
    keys: bool = True,
) -> Path:
    """Encode H.264; `keys` writes the tags as QuickTime keys, as ByteDance's and most phones' muxers do."""
    import av

    frames = frames or [scene(160, 120, seed) for seed in range(4)]
    options = {"movflags": "use_metadata_tags"} if keys and path.suffix in (".mp4", ".mov") else {}
    with av.open(str(path), "w", options=options) as container:
        container.metadata.update(metadata or {})
        stream = container.add_stream("libx264", rate=fps, options={"preset": "ultrafast", "crf": "20", "g": "4"})
        stream.width, stream.height, stream.pix_fmt = frames[0].width, frames[0].height, "yuv420p"
        for picture in frames:
            for packet in stream.encode(av.VideoFrame.from_image(picture)):
                container.mux(packet)
        for packet in stream.encode():
            container.mux(packet)
    return path


def label(value: str = "1", producer: str = "001191110102TEST00000000000") -> str:
    fields = {"Label": value, "ContentProducer": producer, "ProduceID": "a-1", "ReservedCode1": ""}
    return json.dumps(fields)


def png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


@cache
def signing_chain() -> tuple[bytes, bytes]:
    """Make a certificate for signing and its key, good for a day, issued by an authority made for it."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    now = dt.datetime.now(dt.UTC)
    keys = [ec.generate_private_key(ec.SECP256R1()) for _ in range(2)]
    names = [
        x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Tests"), x509.NameAttribute(NameOID.COMMON_NAME, n)])
        for n in ("Test Authority", "Test Signer")
    ]
    usage = {
        "content_commitment": False,
        "key_encipherment": False,
        "data_encipherment": False,
        "key_agreement": False,
        "encipher_only": False,
        "decipher_only": False,
    }
    certificates = []
    for index in (0, 1):
        builder = (
            x509.CertificateBuilder()
            .subject_name(names[index])
            .issuer_name(names[0])
            .public_key(keys[index].public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - dt.timedelta(hours=1))
            .not_valid_after(now + dt.timedelta(days=1))
            .add_extension(x509.BasicConstraints(ca=index == 0, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(keys[index].public_key()), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(keys[0].public_key()), critical=False)
            .add_extension(
                x509.KeyUsage(digital_signature=index == 1, key_cert_sign=index == 0, crl_sign=index == 0, **usage),
                critical=True,
            )
        )
        if index == 1:
            use = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])
            builder = builder.add_extension(use, critical=False)
        certificates.append(builder.sign(keys[0], hashes.SHA256()))
    pem = b"".join(c.public_bytes(serialization.Encoding.PEM) for c in reversed(certificates))
    key = keys[1].private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return pem, key


def sign(path: Path, source_type: str, action: str = "c2pa.created", generator: str = "Test Tool") -> Path:
    """Embed content credentials with one action into a JPEG, PNG or MP4, in place."""
    import c2pa

    pem, key = signing_chain()
    # The format wants to hear of the making of a picture before it hears of an edit.
    made = [] if action == "c2pa.created" else [("c2pa.created", "digitalCapture")]
    steps = [*made, (action, source_type)]
    manifest = {
        "claim_generator_info": [{"name": generator, "version": "1.0"}],
        "title": path.name,
        "assertions": [
            {
                "label": "c2pa.actions.v2",
                "data": {
                    "actions": [
                        {
                            "action": name,
                            "digitalSourceType": f"http://cv.iptc.org/newscodes/digitalsourcetype/{kind}",
                        }
                        for name, kind in steps
                    ]
                },
            }
        ],
    }
    info = c2pa.C2paSignerInfo(b"es256", pem, key, None)
    mime = {".jpg": "image/jpeg", ".png": "image/png", ".mp4": "video/mp4", ".webp": "image/webp"}[path.suffix]
    target = io.BytesIO()
    with c2pa.Signer.from_info(info) as signer, c2pa.Builder(manifest) as builder, path.open("rb") as source:
        builder.sign(signer, mime, source, target)
    path.write_bytes(target.getvalue())
    return path
