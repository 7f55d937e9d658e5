"""`ObservedFacts`: the facts of one post, read from its files."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, perf_counter
from typing import TYPE_CHECKING, TypeVar

from rednote_lint.errors import system_said
from rednote_lint.facts.at_hand import at_hand
from rednote_lint.facts.base import MarkRefiner, Need, Observation, Unreadable, visible_assets
from rednote_lint.facts.digests import Digests
from rednote_lint.facts.measures.registry import asset_kind_of, measured
from rednote_lint.facts.metadata import Metadata, metadata_key, read_metadata
from rednote_lint.facts.options import Options
from rednote_lint.facts.parameters import NO_PARAMETERS, Parameters
from rednote_lint.facts.records import FileRecords
from rednote_lint.facts.text.reading import Reading
from rednote_lint.model import Asset, AssetKind, Bilingual, Post, Record, Scope, Skipped, TextSpan
from rednote_lint.posts.files import live_half
from rednote_lint.store import FactRow
from rednote_lint.text.lazy import answered_once, lazy

if TYPE_CHECKING:
    from rednote_lint.facts.analysis.analyze import Pass
    from rednote_lint.facts.analysis.results import MediaAnalysis
    from rednote_lint.facts.headers.images import ImageHeader
    from rednote_lint.facts.headers.videos import VideoHeader
    from rednote_lint.facts.text.subtitles import SubtitleStreams

T = TypeVar("T", bound=Record)
ANALYSIS = "analysis"
"""Name of the first pass over pixels in the timings."""

_CLOSED = Unreadable(reason=Bilingual(en="media are not opened", zh="没有打开媒体"))
_NO_FILE = Bilingual(en="it is no regular file", zh="不是普通文件")


class ObservedFacts:
    """Observes the facts of one post in its files; see `base.Facts`.

    Args:
        post: the post.
        needs: what the active rules may ask.
        options: how facts are gathered.
        parameters: the numbers of the first pass that the active rules state.
    """

    def __init__(
        self, post: Post, needs: frozenset[Need], options: Options, parameters: Parameters = NO_PARAMETERS
    ) -> None:
        self.post = post
        self.needs = needs
        self.options = options
        self.skipped: list[Skipped] = []
        self.recorded: list[FactRow] = []
        self.timings: dict[str, float] = {}
        self._until = monotonic() + options.budget if options.budget is not None else None
        self._parameters = parameters
        self._digests = options.digests or Digests(options.store)

    @lazy
    def reading(self) -> Reading:
        """The views of all texts, shared by all kinds of rules on text."""
        return Reading(self.spans, self.needs)

    def size(self, asset: Asset) -> int | None:
        """Return the bytes of a file; None for what is no regular file."""
        try:
            status = Path(asset.path).stat()
        except OSError:
            return None
        return status.st_size if stat.S_ISREG(status.st_mode) else None

    def spans(self, scope: Scope, /) -> tuple[TextSpan, ...]:
        """Return the text of the post in one scope."""
        post = self.post
        match scope:
            case Scope.TITLE:
                return (post.title,) if post.title else ()
            case Scope.BODY:
                return (post.body,) if post.body else ()
            case Scope.TAGS:
                return post.tags
            case _:
                return self._spans_in_media(scope)

    @answered_once
    def _spans_in_media(self, scope: Scope, /) -> tuple[TextSpan, ...]:
        if scope is Scope.SUBTITLE:
            return tuple(self._subtitle_spans())
        return tuple(self._seen_spans()) if scope is Scope.OCR else ()

    @answered_once
    def observe(self, measure: str, /) -> tuple[Observation, ...]:
        """Return the values of one measure, one for each thing it is measured of."""
        kind = asset_kind_of(measure)
        return tuple(measured(measure, self)) if kind is None or kind in self.kinds else ()

    @lazy
    def kinds(self) -> frozenset[AssetKind]:
        """The kinds of files of the post: most measures are of kinds that it has none of."""
        return frozenset(asset.kind for asset in self.post.assets)

    @answered_once
    def image(self, asset: Asset, /) -> ImageHeader | Unreadable:
        """Return what the header of an image says."""
        from rednote_lint.facts.headers.images import VERSION, ImageHeader, read_image

        analyzer = f"image-header/{VERSION}/{_ending(asset)}" + ("/live" if self._is_live(asset) else "")
        return self._recalled(asset, analyzer, ImageHeader, lambda: read_image(asset.path))

    def _is_live(self, asset: Asset) -> bool:
        return live_half(Path(asset.path)) is not None

    @answered_once
    def video(self, asset: Asset, /) -> VideoHeader | Unreadable:
        """Return what the header of a video says."""
        from rednote_lint.facts.headers.videos import VERSION, VideoHeader, read_video

        analyzer = f"video-header/{VERSION}/{_ending(asset)}"
        return self._recalled(asset, analyzer, VideoHeader, lambda: read_video(asset.path))

    def _recalled(
        self, asset: Asset, analyzer: str, kind: type[T], read: Callable[[], T | Unreadable]
    ) -> T | Unreadable:
        """Return a stored fact about a file, else read it; what could not be read is tried again in the next run."""
        records = self._records(asset)
        found = records.get(analyzer, kind)
        if found is not None and isinstance(found.answer, kind):
            return found.answer
        with at_hand(asset.path):
            answer = read()
        if not isinstance(answer, Unreadable):
            records.put(analyzer, answer)
        return answer

    def _subtitle_spans(self) -> Iterator[TextSpan]:
        from rednote_lint.facts.text.subtitles import subtitles

        assets = visible_assets(self.post) if self.options.media else ()
        videos = (asset for asset in assets if asset.kind is AssetKind.VIDEO)
        for found in subtitles(self.post, [asset for asset in videos if self._barred(asset) is None], self._streams):
            if isinstance(found, Skipped):
                self.skipped.append(found)
            else:
                yield found

    def _streams(self, asset: Asset) -> SubtitleStreams:
        from rednote_lint.facts.text.subtitles import VERSION, SubtitleStreams, read_streams

        analyzer = f"subtitles/{VERSION}"
        streams = self._recalled(asset, analyzer, SubtitleStreams, lambda: read_streams(asset.path))
        return SubtitleStreams() if isinstance(streams, Unreadable) else streams

    def _seen_spans(self) -> Iterator[TextSpan]:
        from rednote_lint.facts.text.seen_text import seen_spans

        for asset in visible_assets(self.post) if self.options.media else ():
            analysis = self.analysis(asset)
            if not isinstance(analysis, Unreadable):
                yield from seen_spans(asset, analysis)

    @answered_once
    def metadata(self, asset: Asset, /) -> Metadata | Unreadable:
        """Return what stands in a media file beside its pixels."""
        if not self.options.media:  # Rules of one kind are asked together, those that are off as well.
            return _CLOSED
        header = self._header(asset)
        if isinstance(header, Unreadable):
            return header
        return self._recalled(asset, metadata_key(asset.path), Metadata, lambda: read_metadata(asset.path))

    def _header(self, asset: Asset) -> ImageHeader | VideoHeader | Unreadable:
        return self.image(asset) if asset.kind is AssetKind.IMAGE else self.video(asset)

    def _barred(self, asset: Asset) -> Unreadable | None:
        """Say why a file is not given to a decoder at all: it is not what it is used as, or broken, or enormous.

        Decoders trust what a file announces, and have been seen to allocate gigabytes for forty bytes.
        """
        from rednote_lint.facts.headers.images import unfit_to_decode

        header = self._header(asset)
        return header if isinstance(header, Unreadable) else unfit_to_decode(header)

    @answered_once
    def analysis(self, asset: Asset, /) -> MediaAnalysis | Unreadable:
        """Return what the analyzers found in the pixels of an image or video."""
        from rednote_lint.facts.analysis.unseen import broken_off, unseen

        started = perf_counter()
        analysis = self._barred(asset) or self._too_late() or self._analyzed(asset)
        self.skipped.extend(broken_off(asset, self._header(asset)))
        self.skipped.extend(unseen(asset, analysis, self.needs, self.options))
        self.timings[ANALYSIS] = self.timings.get(ANALYSIS, 0.0) + perf_counter() - started
        return analysis

    def _too_late(self) -> Unreadable | None:
        """Say that nothing more is begun: an analysis may take minutes."""
        from rednote_lint.facts.analysis.analyze import OVER

        return Unreadable(reason=OVER) if self._until is not None and monotonic() > self._until else None

    def _analyzed(self, asset: Asset) -> MediaAnalysis | Unreadable:
        """Run the analyzers of all needs over one decode."""
        from rednote_lint.facts.analysis.analyze import analyze

        with at_hand(asset.path):
            return analyze(asset.path, self._pass(asset), self._records(asset))

    def _pass(self, asset: Asset) -> Pass:
        """Say what all needs ask of one decode."""
        from rednote_lint.facts.analysis.analyze import Pass, profile_for
        from rednote_lint.facts.analysis.analyzers import LINES, MARK_LINES, analyzers

        return Pass(
            kind=asset.kind,
            specs=tuple(s for s in analyzers(self.needs) if self.options.ocr or s not in (LINES, MARK_LINES)),
            profile=profile_for(self.needs),
            parameters=self._parameters,
            until=self._until,
        )

    @answered_once
    def refinement(self, asset: Asset, /) -> MarkRefiner:
        """Return the refiner of an asset that has been analyzed."""
        from rednote_lint.facts.analysis.ocr import ENGINE
        from rednote_lint.facts.marks.refiner import FileRefiner

        return FileRefiner(asset, self.analysis(asset), ENGINE.reader, self._records(asset))

    def _records(self, asset: Asset) -> FileRecords:
        def content() -> str | None:
            digest = self.digest(asset)
            return digest if isinstance(digest, str) else None

        return FileRecords(self.options.store, content, self.recorded)

    @answered_once
    def digest(self, asset: Asset, /) -> str | Unreadable:
        """Return the digest of a file's content."""
        if self.size(asset) is None:
            return Unreadable(reason=_NO_FILE)
        try:
            return self._digests.of(asset.path)
        except OSError as error:
            return Unreadable(reason=system_said(error))


def _ending(asset: Asset) -> str:
    """Return what a header depends on of a file's name."""
    return Path(asset.path).suffix.lower()
