"""Cuts a video off from a moment on, packet by packet: nothing is encoded again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rednote_lint.fixes.media.base import Advance, CannotRepair, MediaOutcome
from rednote_lint.fixes.media.video_files import append_credentials, copy_tags, format_of, reading, writing
from rednote_lint.media.av_input import tags_of
from rednote_lint.media.file_type import sniff_file, usual_extension
from rednote_lint.model import Bilingual
from rednote_lint.model.arguments import TrimEnd

_STAYS = Bilingual(
    en="trimming removes the end card only: a mark inside the clip is still there; re-export the original",
    zh="裁剪只去掉片尾：画面内的水印仍在；要去除需从原始素材重新导出",
)
_HALF_FRAME = 0.015
"""Seconds before the moment that count as the moment itself: places are rounded, frames are not."""
_COPIED = ("video", "audio", "subtitle")


def repair(source: Path, target: Path, arguments: TrimEnd, advance: Advance) -> MediaOutcome:
    """Drop what is shown from a moment on; `arguments`: `at`, seconds.

    Packets are kept up to the first one, in the order they are decoded, that is shown too late: a frame is never kept
    without the frames it is made from. Sound ends with the last frame kept.

    Raises:
        CannotRepair: nothing would be left, or nothing would go.
    """
    moment = arguments.at - _HALF_FRAME
    end, total = _last_end(source, moment)
    suffix = usual_extension(sniff_file(source)) or ""
    with reading(source) as old, writing(target, format_of(suffix)) as new:
        copy_tags(old, new)
        streams = {stream.index: _copy_of(stream, new) for stream in old.streams if stream.type in _COPIED}
        _copy_packets(old, new, streams, end, moment, lambda at: advance(min(at / total, 1.0)))
    append_credentials(source, target)
    return MediaOutcome(notes=(_STAYS,))


def _last_end(source: Path, moment: float) -> tuple[float, float]:
    """Return when the last frame that can be kept ends, and when the video ends, in seconds."""
    end, total, cut = 0.0, 0.0, False
    with reading(source) as container:
        for packet in container.demux(container.streams.video[0]):
            if packet.pts is None:
                continue
            shown = float(packet.pts * packet.time_base)
            over = shown + float((packet.duration or 0) * packet.time_base)
            cut = cut or shown >= moment
            end = end if cut else max(end, over)
            total = max(total, over)
    if not cut:
        raise CannotRepair("the video ends before that moment", "视频在该时刻之前已结束")
    if end <= 0:
        raise CannotRepair("nothing of the video would be left", "裁剪后视频将为空")
    return end, total


def _copy_of(stream: Any, new: Any) -> Any:
    copy = new.add_stream_from_template(stream)
    copy.metadata.update(tags_of(stream))
    return copy


def _copy_packets(old: Any, new: Any, streams: dict[int, Any], end: float, moment: float, passed: Advance) -> None:
    video = old.streams.video[0].index
    over = False
    for packet in old.demux([old.streams[index] for index in streams]):
        if packet.pts is None:
            continue
        index, shown = packet.stream.index, float(packet.pts * packet.time_base)
        if index == video:
            over = over or shown >= moment
            keep = not over
            passed(shown)
        else:
            keep = shown + float((packet.duration or 0) * packet.time_base) <= end
        if keep:
            packet.stream = streams[index]
            new.mux(packet)
