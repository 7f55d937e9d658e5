"""Video decoder: an open file's size, its key frames, and the frames at chosen moments, one at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Generator, Iterator
from dataclasses import replace
from types import TracebackType
from typing import TYPE_CHECKING, Any

from rednote_lint.errors import decoder_said
from rednote_lint.facts.threads import decoding_threads
from rednote_lint.facts.video.frames import Frame
from rednote_lint.facts.video.sampling import Sample
from rednote_lint.facts.video.timeline import Timeline, stamp
from rednote_lint.media.av_input import open_input, tags_of
from rednote_lint.model import Bilingual

if TYPE_CHECKING:
    import av

WORKING_SIDE = 1080
"""Frames are shown with a shorter side of at most this many pixels: more costs time and reads no more."""

GLIMPSE_SIDE = 720
"""The same for glimpses: codes are read as well."""

LARGEST = 8192 * 8192
"""Pixels; a header that claims more is taken for a lie rather than given memory."""

FAR = 12.0
"""Seconds between two samples from which seeking is cheaper than reading the packets between them."""

REORDERED = 0.25
"""Seconds by which packets may stand in another order than the pictures are shown in."""

SHORT, SHORT_SHARE = 1.0, 0.05
"""Seconds, and share of the whole, by which a video may end early without being called cut off."""

LONGEST_SHOWN = 2.0
"""Seconds that the last frame is taken to be shown at most; one frame of a slow video lasts a second and more."""

EARLY = 0.02
"""Seconds by which a frame may be shown before the moment it is taken for."""

PATIENCE = 200
"""Packets in a row that may fail before the rest of a file is given up."""

_GAPS = Bilingual(en="its data is damaged: packets are missing or incomplete", zh="数据已损坏：部分数据包缺失或不完整")


class NotVideo(Exception):
    """The file cannot be decoded as a video.

    Args:
        reason: why, in both languages.
    """

    def __init__(self, reason: Bilingual) -> None:
        super().__init__(reason.en)
        self.reason = reason


class Clip:
    """An open video file; a context manager.

    Attributes:
        size: width and height in displayed pixels, after rotation and sample aspect; known after the first frame.
        damage: what could not be decoded, in both languages; grows while frames are read.
    """

    def __init__(self, path: str) -> None:
        """Open the file and read its index; no frame is decoded.

        Raises:
            NotVideo: it is no video, or its header makes no sense.
        """
        import av

        self.damage: list[Bilingual] = []
        self.size = (0, 0)
        self._is_smeared = False
        try:
            self._container = open_input(path)
        except (av.FFmpegError, OSError, ValueError) as error:
            raise NotVideo(_cannot_open(error)) from error
        try:
            self._stream = _picture_stream(self._container)
        except NotVideo:
            self._container.close()
            raise
        self._context = self._stream.codec_context
        self._context.thread_type = "AUTO"
        self._context.thread_count = decoding_threads(self._context.width * self._context.height)
        self._context.options = {"skip_loop_filter": "all"}  # It smooths edges of blocks, and letters are read without.
        rate = float(self._stream.average_rate or 0)
        self._shown_for = min(1 / rate, LONGEST_SHOWN) if rate > 0 else 0.0
        # H.264 without its B frames drifts where P frames refer to them: too much for text, too little for codes.
        self._least = "BIDIR" if self._context.name == "h264" else "NONREF"
        self._clock = Timeline(self._stream, self._inspected())
        self._compare(_announced(self._container, self._stream))
        self._seek(0.0)

    def __enter__(self) -> Clip:
        """Return the clip itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, value: object, trace: TracebackType | None) -> None:
        """Close the file."""
        self._container.close()

    @property
    def keys(self) -> list[float]:
        """Seconds of the key frames, rising."""
        return self._clock.keys

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return self._clock.duration

    def at(self, samples: list[Sample]) -> Generator[Frame, None, None]:
        """Decode the frames at the given moments, in order of time.

        Key frames alone are decoded where that is enough. A frame that cannot be decoded is passed over and noted
        in `damage`; the last sample gets the last frame there is.
        """
        self._seek(samples[0].key)
        wanted = deque(samples)
        latest: tuple[float, Any] | None = None
        reached = 0.0
        for picture, time in self._pictures(self._needed(samples, wanted)):
            reached = max(reached, time)
            if not wanted or time < wanted[0].time - EARLY:
                latest = (time, picture)
                continue
            glimpse = True
            while wanted and time >= wanted[0].time - EARLY:
                glimpse = wanted.popleft().glimpse and glimpse
            latest = None
            yield self._glimpsed(picture, time) if glimpse else self._displayed(picture, time)
        if wanted and latest is not None:
            self._compare(wanted[-1].time, reached + self._shown_for)
            show = self._glimpsed if all(sample.glimpse for sample in wanted) else self._displayed
            yield show(latest[1], latest[0])
        elif wanted:
            self._compare(wanted[-1].time, reached + self._shown_for)

    def between(self, start: float, end: float) -> Generator[Frame, None, None]:
        """Decode every frame from `start` to `end` (seconds), both included."""
        self._context.skip_frame = "DEFAULT"
        key = max((time for time in self.keys if time <= start + 1e-6), default=self.keys[0])
        self._seek(key)
        for picture, time in self._pictures(self._packets()):
            if time > end + 1e-3:
                return
            if time >= start - 1e-3:
                yield self._displayed(picture, time)

    def _packets(self) -> Iterator[Any]:
        """Yield the packets of the stream; a broken container ends them, and is noted."""
        import av

        try:
            yield from self._container.demux(self._stream)
        except (av.FFmpegError, OSError) as error:
            self._note(error)

    def _inspected(self) -> Iterator[Any]:
        """Yield the packets while the index is made of them; one that the container knows to be damaged is noted."""
        for packet in self._packets():
            if packet.is_corrupt:
                self._add(_GAPS)
            yield packet

    def _needed(self, samples: list[Sample], wanted: Collection[Sample]) -> Iterator[Any]:
        """Yield the packets that the samples depend on, seeking over long stretches that none of them needs.

        Of frames that nothing depends on none is decoded; once only glimpses are left of a group of pictures, and where
        there are none but glimpses, fewer still.

        Args:
            samples: all of them.
            wanted: those that were not decoded yet; the rest of a group of pictures is left out once it has none.
        """
        last = {sample.key: sample for sample in samples}
        exact = {sample.key: sample for sample in samples if not sample.glimpse and sample.time > sample.key}
        groups = _grouped(samples)
        until, final, whole = -1.0, None, None
        for packet in self._packets():
            tick = stamp(packet)
            if tick is None:
                continue
            time = self._clock.decoded(tick)
            if packet.is_keyframe:
                while groups and groups[0][0] < time - 1e-3:
                    groups.popleft()
                until = groups[0][1] if groups and abs(groups[0][0] - time) <= 1e-3 else -1.0
                final = last[groups[0][0]] if until >= 0 else None
                whole = exact.get(groups[0][0]) if until >= 0 else None
                if not groups:
                    return
                if until < 0 and groups[0][0] - time > FAR:
                    self._container.seek(self._clock.tick(groups[0][0]), stream=self._stream)
            if time <= until and final in wanted:
                is_exact = whole in wanted
                self._context.skip_frame = "NONREF" if is_exact else self._least
                if not is_exact and final is not None and self._completes(packet, final):
                    until = -1.0
                yield packet

    def _completes(self, packet: Any, sample: Sample) -> bool:
        """Say whether a packet is all that a glimpse still lacks: the first of those shown from its moment on.

        Without B frames pictures are shown in the order of their packets; the next key frame makes the decoder hand
        out those it holds back, so that none has to be decoded for that.
        """
        is_in_order = self._least == "BIDIR" and packet.pts is not None
        return is_in_order and self._clock.shown(packet.pts) >= sample.time - EARLY

    def _pictures(self, packets: Iterator[Any]) -> Iterator[tuple[Any, float]]:
        """Decode packets to pictures with their seconds; what fails is noted and passed over."""
        import av

        failures = 0
        for packet in _ended(packets):
            try:
                for picture in self._context.decode(packet):
                    tick = picture.pts if picture.pts is not None else picture.dts
                    if tick is not None:
                        time = self._clock.shown(tick)
                        self._look_at(picture, time)
                        yield picture, time
                failures = 0
            except (av.FFmpegError, ValueError, MemoryError) as error:
                self._note(error)
                failures += 1
                if failures > PATIENCE:
                    break
        self._context.flush_buffers()

    def _seek(self, time: float) -> None:
        import av

        self._context.flush_buffers()
        try:
            self._container.seek(self._clock.tick(time), stream=self._stream)
        except (av.FFmpegError, OSError) as error:
            self._note(error)

    def _look_at(self, picture: av.VideoFrame, time: float) -> None:
        """Note the first picture that the decoder could only guess in part."""
        if picture.is_corrupt and not self._is_smeared:
            self._is_smeared = True
            self._add(
                Bilingual(
                    en=f"its data is damaged: the picture at {time:.1f} s could only be decoded in part",
                    zh=f"数据已损坏：{time:.1f} 秒处的画面只能解码出一部分",
                )
            )

    def _note(self, error: Exception) -> None:
        said = decoder_said(error)
        self._add(Bilingual(en=f"part of it could not be decoded ({said.en})", zh=f"部分内容无法解码（{said.zh}）"))

    def _compare(self, end: float, reached: float | None = None) -> None:
        """Note that frames are missing when a video ends long before it should."""
        last = self.duration if reached is None else reached
        if end - last > max(SHORT, SHORT_SHARE * end):
            self._add(
                Bilingual(
                    en=f"frames are missing from {last:.1f} s on: it should last {end:.1f} s (was it cut off?)",
                    zh=f"{last:.1f} 秒之后缺少画面：时长应为 {end:.1f} 秒（文件可能不完整）",
                )
            )

    def _add(self, text: Bilingual) -> None:
        if text not in self.damage and len(self.damage) < 5:
            self.damage.append(text)

    def _glimpsed(self, picture: av.VideoFrame, time: float) -> Frame:
        return replace(self._displayed(picture, time, GLIMPSE_SIDE), glimpse=True)

    def _displayed(self, picture: av.VideoFrame, time: float, side: int = WORKING_SIDE) -> Frame:
        """Turn a decoded picture into what a viewer sees: aspect, size, orientation."""
        import numpy as np

        aspect = float(self._stream.sample_aspect_ratio or 1) or 1.0
        width, height = max(round(picture.width * aspect), 1), picture.height
        scale = max(min(width, height) / side, 1.0)
        small = picture.reformat(
            width=max(round(width / scale), 1), height=max(round(height / scale), 1), format="bgr24"
        )
        turns = round(picture.rotation / 90) % 4
        self.size = (height, width) if turns % 2 else (width, height)
        image = np.ascontiguousarray(np.rot90(small.to_ndarray(), turns), np.uint8)
        return Frame(time=time, image=image, scale=scale)


def _picture_stream(container: Any) -> Any:
    from av.stream import Disposition

    streams = [stream for stream in container.streams.video if not stream.disposition & Disposition.attached_pic]
    if not streams:
        raise NotVideo(Bilingual(en="it has no video stream", zh="其中没有视频流"))
    context = streams[0].codec_context
    if context is None or not 0 < context.width * context.height <= LARGEST:
        raise NotVideo(Bilingual(en="its header names no possible frame size", zh="文件头中的画面尺寸不可能成立"))
    return streams[0]


def _announced(container: Any, stream: Any) -> float:
    """Return how many seconds the file says that its pictures last; 0 when it does not say."""
    written = next((text for key, text in tags_of(stream).items() if key.upper().startswith("DURATION")), "")
    parts = written.split(":")
    try:
        hours, minutes, seconds = (float(part) for part in parts)
        return hours * 3600 + minutes * 60 + seconds
    except ValueError:
        return (container.duration or 0) / 1e6 if len(container.streams) == 1 else 0.0


def _grouped(samples: list[Sample]) -> deque[tuple[float, float]]:
    """Return for each key frame that samples start from: its second, and the second up to which to decode."""
    groups: dict[float, float] = {}
    for sample in samples:
        groups[sample.key] = sample.key if sample.time <= sample.key else sample.time + REORDERED
    return deque(sorted(groups.items()))


def _ended(packets: Iterator[Any]) -> Iterator[Any]:
    """Yield packets, then the None that makes a decoder hand out what it still holds."""
    for packet in packets:
        if packet.size:
            yield packet
    yield None


def _cannot_open(error: Exception) -> Bilingual:
    said = decoder_said(error)
    return Bilingual(en=f"it cannot be opened ({said.en})", zh=f"无法打开（{said.zh}）")
