"""The media operations that a rule may name in `fix.edit`: their arguments and order; `media/` carries them out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rednote_lint.model import Bilingual, Location, Record


def _nothing(where: Location) -> dict[str, Any]:
    return {}


def _start(where: Location) -> dict[str, Any]:
    return {"at": where.time.start} if where.time else {}


def _box(where: Location) -> dict[str, Any]:
    return {"box": list(where.box)} if where.box else {}


class Operation(Record, frozen=True, kw_only=True):
    """What the outside must know of a media operation without loading a pixel."""

    title: Bilingual
    """What it does, with `{argument}` placeholders."""
    order: int
    """Operations on one file run from low to high: first a format that can be worked with, last the file size."""
    arguments: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    placed: Callable[[Location], dict[str, Any]] = _nothing
    """Arguments that the finding's place gives."""
    decides: str = ""
    """Operations that decide the same thing exclude each other on one file."""


OPERATIONS: dict[str, Operation] = {
    "rename-extension": Operation(
        title=Bilingual(en="Rename to the extension that the content has", zh="将扩展名改为与内容一致"), order=0
    ),
    "convert-image": Operation(
        title=Bilingual(en="Convert to a picture the platform takes", zh="转换为平台支持的图片格式"),
        order=1,
        arguments=("to",),
        decides="format",
    ),
    "first-frame": Operation(
        title=Bilingual(en="Keep the first frame as a still picture", zh="保留第一帧作为静态图片"),
        order=1,
        arguments=("to",),
        decides="format",
    ),
    "convert-video": Operation(
        title=Bilingual(en="Convert to MP4 (H.264, AAC)", zh="转换为 MP4（H.264、AAC）"), order=1, decides="format"
    ),
    "trim-end": Operation(
        title=Bilingual(
            en="Cut off everything from second {at} on, without loss; a mark inside the clip stays",
            zh="从第 {at} 秒起无损裁掉片尾；画面内的水印不会因此消失",
        ),
        order=2,
        arguments=("at",),
        required=("at",),
        placed=_start,
    ),
    "crop-bars": Operation(
        title=Bilingual(en="Cut away the uniform bars", zh="裁掉纯色边条"),
        order=3,
        arguments=("box",),
        required=("box",),
        placed=_box,
    ),
    "crop-to": Operation(
        title=Bilingual(en="Keep the rectangle {box}", zh="保留区域 {box}"),
        order=4,
        arguments=("box",),
        required=("box",),
    ),
    "crop-ratio": Operation(
        title=Bilingual(en="Crop to an allowed ratio", zh="裁剪到允许的宽高比"),
        order=5,
        arguments=("min", "max", "focus"),
        decides="ratio",
    ),
    "pad-ratio": Operation(
        title=Bilingual(en="Widen the canvas to an allowed ratio", zh="扩展画布到允许的宽高比"),
        order=5,
        arguments=("min", "max", "fill"),
        decides="ratio",
    ),
    "strip-location": Operation(
        title=Bilingual(en="Remove the GPS position and serial numbers", zh="删除 GPS 位置和设备序列号"), order=6
    ),
    "shrink-image": Operation(
        title=Bilingual(en="Encode again to fit {limit_mb} MB", zh="重新编码到 {limit_mb} MB 以内"),
        order=7,
        arguments=("limit_mb",),
        required=("limit_mb",),
    ),
}
