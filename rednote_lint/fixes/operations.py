"""The registry of media operations that a rule may name in `fix.edit`: arguments, order, module."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum

import msgspec

from rednote_lint.model import Arguments, ArgumentValue, Bilingual, Location, Record
from rednote_lint.model.arguments import ConvertImage, Crop, CropRatio, NoArguments, PadRatio, ShrinkImage, TrimEnd

Given = dict[str, ArgumentValue]


def _nothing(where: Location) -> Given:
    return {}


def _start(where: Location) -> Given:
    return {"at": where.time.start} if where.time else {}


def _box(where: Location) -> Given:
    return {"box": tuple(where.box)} if where.box else {}


class Stage(IntEnum):
    """When an operation runs, of several on one file; two of one stage decide the same thing and exclude each other."""

    NAME = 10
    """The extension; no byte changes."""
    FORMAT = 20
    """A format that can be worked with, before anything else changes."""
    TRIM = 30
    """Fewer seconds."""
    BARS = 40
    """Uniform bars, before the ratio is judged."""
    RECTANGLE = 50
    """A rectangle that a person or a mark asks for."""
    RATIO = 60
    LOCATION = 70
    """Metadata, once the picture is what it shall be."""
    SIZE = 80
    """The file size, which everything before it changes."""


class Operation(Record, frozen=True, kw_only=True):
    """What the outside must know of a media operation without loading a pixel."""

    title: Bilingual
    """What it does, with `{argument}` placeholders."""
    order: Stage
    arguments: type[Arguments] = NoArguments
    placed: Callable[[Location], Given] = _nothing
    """Arguments that the finding's place gives."""
    computed: Given = {}
    """Stand-ins for arguments that are worked out from all findings of a file, so that no rule gives them."""

    @property
    def takes(self) -> frozenset[str]:
        """The names of its arguments."""
        return frozenset(field.name for field in msgspec.structs.fields(self.arguments))

    @property
    def required(self) -> frozenset[str]:
        """The names of those that must be given."""
        return required_of(self.arguments)


def module_of(name: str) -> str:
    """Return the module whose `repair` carries an operation out."""
    return f"rednote_lint.fixes.media.operations.{name.replace('-', '_')}"


def required_of(arguments: type[Arguments]) -> frozenset[str]:
    """Return the names of the arguments that must be given."""
    return frozenset(field.name for field in msgspec.structs.fields(arguments) if field.required)


def typed(arguments: type[Arguments], given: Given) -> Arguments:
    """Validate arguments.

    Raises:
        msgspec.ValidationError: one is missing, unknown, or of another type.
    """
    return msgspec.convert(given, arguments)


def as_text(arguments: Arguments) -> dict[str, str]:
    """Return the arguments as titles name them."""
    return {name: str(value) for name, value in msgspec.to_builtins(arguments).items()}


OPERATIONS: dict[str, Operation] = {
    "rename-extension": Operation(
        title=Bilingual(en="Rename with the extension that matches the content", zh="将扩展名改为与内容一致"),
        order=Stage.NAME,
    ),
    "convert-image": Operation(
        title=Bilingual(en="Convert to a format RedNote accepts", zh="转换为小红书支持的图片格式"),
        order=Stage.FORMAT,
        arguments=ConvertImage,
    ),
    "first-frame": Operation(
        title=Bilingual(en="Keep the first frame as a still picture", zh="保留第一帧作为静态图片"),
        order=Stage.FORMAT,
        arguments=ConvertImage,
    ),
    "convert-video": Operation(
        title=Bilingual(en="Convert to MP4 (H.264, AAC)", zh="转换为 MP4（H.264、AAC）"), order=Stage.FORMAT
    ),
    "trim-end": Operation(
        title=Bilingual(
            en="Cut off everything from second {at} on, losslessly; a watermark inside the clip stays",
            zh="从第 {at} 秒起无损裁掉片尾；画面内的水印仍在",
        ),
        order=Stage.TRIM,
        arguments=TrimEnd,
        placed=_start,
    ),
    "crop-bars": Operation(
        title=Bilingual(en="Crop the bars", zh="裁掉黑边"),
        order=Stage.BARS,
        arguments=Crop,
        placed=_box,
    ),
    "crop-to": Operation(
        title=Bilingual(en="Crop to {box}", zh="裁剪到 {box}"),
        order=Stage.RECTANGLE,
        arguments=Crop,
        computed={"box": (0, 0, 1, 1)},
    ),
    "crop-ratio": Operation(
        title=Bilingual(en="Crop to a recommended ratio", zh="裁剪到推荐的宽高比"),
        order=Stage.RATIO,
        arguments=CropRatio,
    ),
    "pad-ratio": Operation(
        title=Bilingual(en="Add borders to reach a recommended ratio", zh="加边框到推荐的宽高比"),
        order=Stage.RATIO,
        arguments=PadRatio,
    ),
    "strip-location": Operation(
        title=Bilingual(en="Remove the GPS position and serial numbers", zh="删除 GPS 位置和设备序列号"),
        order=Stage.LOCATION,
    ),
    "shrink-image": Operation(
        title=Bilingual(en="Re-encode to fit {limit_mb} MB", zh="重新编码到 {limit_mb} MB 以内"),
        order=Stage.SIZE,
        arguments=ShrinkImage,
    ),
}
