"""Transcodes a video to H.264 and AAC in an MP4, upright, with its timing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rednote_lint.fixes.media.base import Advance, CannotRepair
from rednote_lint.fixes.media.video_files import append_credentials, copy_tags, reading, writing
from rednote_lint.media.av_input import open_input
from rednote_lint.media.file_type import IMAGE_TYPES, sniff_file

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Frame = NDArray[np.uint8]

_ENCODER = "libx264"
_QUALITY = {"crf": "18", "preset": "fast"}
"""Visually the same as the source, at three times the speed of the default preset."""
_SOUND_RATES = (48000, 44100, 32000)
_GAP = 0.1
"""Seconds of silence between two packets of sound that are kept as a gap."""
_TICKS = Fraction(1, 90000)


def is_video(path: Path) -> bool:
    """Say whether a file holds moving pictures, and is not just a picture that a video library can open."""
    import av

    try:
        with open_input(path) as container:
            still = container.format.name.endswith("_pipe") or "image2" in container.format.name
            return bool(container.streams.video) and not still and sniff_file(path) not in IMAGE_TYPES
    except (av.FFmpegError, OSError, ValueError):
        return False


def transcode(source: Path, target: Path, advance: Advance, change: Callable[[Frame], Frame] | None = None) -> None:
    """Encode a video again.

    Args:
        source: any video that can be decoded.
        target: the MP4 to fill.
        advance: is told the progress.
        change: is applied to every upright RGB frame.

    Raises:
        CannotRepair: it cannot be decoded to its end, or no H.264 encoder is there.
    """
    import av

    if _ENCODER not in av.codecs_available:
        raise CannotRepair("this installation has no H.264 encoder", "当前安装没有 H.264 编码器")
    try:
        with reading(source) as old, writing(target, "mp4") as new:
            copy_tags(old, new)
            _Encoder(old, new, change).run(advance)
    except (av.FFmpegError, ValueError) as error:
        if isinstance(error, OSError):
            raise
        raise CannotRepair(f"the video is damaged: {error}", f"视频已损坏：{error}") from error
    append_credentials(source, target)


class _Encoder:
    """Carries the frames of one video and its first sound track over."""

    def __init__(self, old: Any, new: Any, change: Callable[[Frame], Frame] | None) -> None:
        self._old, self._new, self._change = old, new, change
        self._picture: Any = None
        self._sound: Any = None
        self._resampler: Any = None
        self._last, self._heard = -1, 0
        self._total = float(old.duration or 0) / 1_000_000

    def run(self, advance: Advance) -> None:
        video = self._old.streams.video[0]
        video.thread_type = "AUTO"
        sound = next(iter(self._old.streams.audio), None)
        if sound is not None:
            self._open_sound(sound)
        frames = self._old.decode(*(stream for stream in (video, sound) if stream is not None))
        for frame in self._opened_with_picture(frames):
            if hasattr(frame, "sample_rate"):
                self._take_sound(frame)
            else:
                self._take_picture(frame)
                advance(min((frame.time or 0) / self._total, 1.0) if self._total else 0.0)
        self._flush()

    def _opened_with_picture(self, frames: Iterator[Any]) -> Iterator[Any]:
        """Hold sound back until the first picture has said how large the pictures are."""
        waiting: list[Any] = []
        for frame in frames:
            if self._picture is None and hasattr(frame, "sample_rate"):
                waiting.append(frame)
                continue
            if self._picture is None:
                self._open_picture(frame)
                yield frame
                yield from waiting
                continue
            yield frame
        if self._picture is None:
            raise CannotRepair("no picture could be decoded", "无法解码任何画面")

    def _open_picture(self, frame: Any) -> None:
        height, width = self._upright(frame).shape[:2]
        rate = self._old.streams.video[0].average_rate or Fraction(30)
        self._picture = self._new.add_stream(_ENCODER, rate=Fraction(rate).limit_denominator(1001), options=_QUALITY)
        self._picture.width, self._picture.height = width, height
        self._picture.pix_fmt = "yuv420p"
        self._picture.codec_context.time_base = _TICKS

    def _open_sound(self, sound: Any) -> None:
        import av

        rate = sound.rate if sound.rate in _SOUND_RATES else _SOUND_RATES[0]
        layout = "mono" if sound.channels == 1 else "stereo"
        self._sound = self._new.add_stream("aac", rate=rate, layout=layout)
        self._sound.bit_rate = 192_000
        self._resampler = av.AudioResampler(format="fltp", layout=layout, rate=rate)

    def _upright(self, frame: Any) -> Frame:
        """Return the frame as it is shown, changed, with even sides, as the encoder needs them."""
        import numpy as np

        pixels: Frame = frame.to_ndarray(format="rgb24")
        if turns := round(frame.rotation / 90) % 4:
            pixels = np.rot90(pixels, turns)
        if self._change is not None:
            pixels = self._change(pixels)
        height, width = pixels.shape[:2]
        return np.ascontiguousarray(pixels[: height - height % 2, : width - width % 2])

    def _take_picture(self, frame: Any) -> None:
        import av

        new = av.VideoFrame.from_ndarray(self._upright(frame), format="rgb24")
        ticks = round((frame.time or 0) / _TICKS)
        self._last = new.pts = max(ticks, self._last + 1)
        new.time_base = _TICKS
        self._new.mux(self._picture.encode(new))

    def _take_sound(self, frame: Any) -> None:
        for new in self._resampler.resample(frame):
            self._heard = self._sample_of(frame)
            new.pts, new.time_base = self._heard, Fraction(1, new.sample_rate)
            self._heard += new.samples
            self._new.mux(self._sound.encode(new))

    def _sample_of(self, frame: Any) -> int:
        """Return where the next sound goes: right behind the last, but for a gap that an ear would notice.

        Old containers round the times of sound to whole packets; taken literally they overlap.
        """
        if frame is None or frame.time is None:
            return self._heard
        stated = round(frame.time * self._resampler.rate)
        return stated if stated - self._heard > _GAP * self._resampler.rate else self._heard

    def _flush(self) -> None:
        if self._sound is not None:
            self._take_sound(None)
            self._new.mux(self._sound.encode(None))
        self._new.mux(self._picture.encode(None))
