"""The lazy view over a post that checks ask."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from rednote_lint.facts.base import Need, Observation, Planted, Unreadable
from rednote_lint.facts.metadata import Metadata, read_metadata
from rednote_lint.facts.options import Options
from rednote_lint.facts.text.reading import Reading
from rednote_lint.model import Asset, AssetKind, Location, Post, Scope, Skipped, TextSpan
from rednote_lint.text.lazy import lazy

if TYPE_CHECKING:
    from rednote_lint.facts.analysis.analyze import MediaAnalysis
    from rednote_lint.facts.headers.images import ImageHeader
    from rednote_lint.facts.headers.videos import VideoHeader
    from rednote_lint.facts.marks.refiner import MarkRefiner


class Facts:
    """The facts of one post; `needs` is what the enabled rules may ask, so that one decode can serve them all."""

    def __init__(self, post: Post, needs: frozenset[Need], options: Options, planted: Planted | None = None) -> None:
        """Observe nothing yet; what is `planted` takes the place of what would be observed."""
        self.post = post
        self.needs = needs
        self.options = options
        self.planted = planted
        self.skipped: list[Skipped] = []
        self.spans = cache(self._spans)
        self.observe = cache(self._observe)
        self.image = cache(self._image)
        self.video = cache(self._video)
        self.metadata = cache(self._metadata)
        self.analysis = cache(self._sight)
        self.refiner = cache(self._closer)

    def _spans(self, scope: Scope) -> tuple[TextSpan, ...]:
        """Return the text of the post in one scope."""
        if self.planted and self.planted.spans:
            return tuple(span for span in self.planted.spans if span.scope is scope)
        post = self.post
        match scope:
            case Scope.TITLE:
                return (post.title,) if post.title else ()
            case Scope.BODY:
                return (post.body,) if post.body else ()
            case Scope.TAGS:
                return post.tags
            case Scope.SUBTITLE:
                return tuple(self._subtitle_spans())
            case Scope.OCR:
                return tuple(self._seen_spans())
            case _:
                return ()

    @lazy
    def reading(self) -> Reading:
        """The readings of all texts, shared by all kinds of rules on text."""
        return Reading(self.spans, self.needs)

    def _observe(self, measure: str) -> tuple[Observation, ...]:
        """Return the values of one measure, one for each thing it is measured of; see `measures.MEASURES`."""
        from rednote_lint.facts.measures.registry import measured

        if self.planted is not None and self.planted.values:
            values = self.planted.values
            where = Location(path=self.post.path)
            return (Observation(value=values[measure], where=where),) if measure in values else ()
        return tuple(measured(measure, self))

    def _image(self, asset: Asset) -> ImageHeader | Unreadable:
        """Return what the header of an image says."""
        from rednote_lint.facts.headers.images import read_image

        return read_image(asset.path)

    def _video(self, asset: Asset) -> VideoHeader | Unreadable:
        """Return what the header of a video says."""
        from rednote_lint.facts.headers.videos import read_video

        return read_video(asset.path)

    def _subtitle_spans(self) -> Iterator[TextSpan]:
        from rednote_lint.facts.text.subtitles import subtitles

        videos = (asset for asset in self.post.assets if asset.kind is AssetKind.VIDEO)
        for found in subtitles(self.post, [asset for asset in videos if self._barred(asset) is None]):
            if isinstance(found, Skipped):
                self.skipped.append(found)
            else:
                yield found

    def _metadata(self, asset: Asset) -> Metadata | Unreadable:
        """Return what stands in a media file beside its pixels."""
        if self.planted is not None:
            return Metadata.planted(self.planted.values)
        header = self._header(asset)
        return header if isinstance(header, Unreadable) else read_metadata(asset.path)

    def _header(self, asset: Asset) -> ImageHeader | VideoHeader | Unreadable:
        return self.image(asset) if asset.kind is AssetKind.IMAGE else self.video(asset)

    def _barred(self, asset: Asset) -> Unreadable | None:
        """Say why a file is not given to a decoder at all: it is not what it is used as, or broken, or enormous.

        Decoders trust what a file announces, and have been seen to allocate gigabytes for forty bytes.
        """
        from rednote_lint.facts.headers.images import unfit_to_decode

        header = self._header(asset)
        return header if isinstance(header, Unreadable) else unfit_to_decode(header)

    def _sight(self, asset: Asset) -> MediaAnalysis | Unreadable:
        """Return what was seen in an image or video; what could not be seen is noted in `skipped`, once."""
        from rednote_lint.facts.analysis.looking import analysis_of, planted_sight, unseen

        if self.planted is not None:
            return planted_sight(self.planted.seen)
        analysis = self._barred(asset) or analysis_of(asset, self.needs, self.options)
        self.skipped.extend(unseen(asset, analysis, self.needs, self.options))
        return analysis

    def _seen_spans(self) -> Iterator[TextSpan]:
        from rednote_lint.facts.analysis.analyze import MediaAnalysis
        from rednote_lint.facts.analysis.looking import visible_assets
        from rednote_lint.facts.text.seen_text import seen_spans

        for asset in visible_assets(self.post, self.planted):
            analysis = self.analysis(asset)
            if isinstance(analysis, MediaAnalysis):
                yield from seen_spans(asset, analysis)

    def _closer(self, asset: Asset) -> MarkRefiner | None:
        """Return the means for a second look at an asset; None where a rule's test plants what is seen."""
        from rednote_lint.facts.marks.refiner import MarkRefiner

        return None if self.planted is not None else MarkRefiner(asset)
