"""`KeptFacts`: the facts of a post that an earlier check stored; no file of the post is opened or looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, NoReturn, TypeVar

from rednote_lint.facts.base import MarkRefiner, Need, Unreadable
from rednote_lint.facts.observed import ObservedFacts
from rednote_lint.facts.options import Options
from rednote_lint.facts.parameters import Parameters
from rednote_lint.facts.records import FileRecords
from rednote_lint.facts.seen_files import SeenFile
from rednote_lint.model import Asset, Bilingual, Post, Record
from rednote_lint.text.lazy import answered_once

if TYPE_CHECKING:
    from rednote_lint.facts.analysis.results import MediaAnalysis

T = TypeVar("T", bound=Record)
NOT_KEPT = Bilingual(en="what rules ask of it was not kept", zh="规则所需的信息没有保存")
_NOT_KEPT = Unreadable(reason=NOT_KEPT)
_OF_MEDIA = frozenset(Need) - {Need.TEXT}


class KeptFacts(ObservedFacts):
    """Answers from the store alone, and notes what is not in it.

    Args:
        post: as it was read then.
        needs: what the active rules may ask.
        options: how facts are gathered; the store in them is the only source.
        parameters: the numbers of the first pass that the active rules state.
        files: what was known of the media then, by path.
    """

    def __init__(
        self,
        post: Post,
        needs: frozenset[Need],
        options: Options,
        parameters: Parameters,
        files: Mapping[str, SeenFile],
    ) -> None:
        super().__init__(post, needs, options, parameters)
        self._files = files
        self.missing: dict[str, frozenset[Need]] = {}
        """File -> what rules may have asked of it in vain."""

    def size(self, asset: Asset) -> int | None:
        """Return the bytes that a file had."""
        found = self._files.get(asset.path)
        if found is None:
            self._lacks(asset, _OF_MEDIA)
        return None if found is None else found.size

    @answered_once
    def digest(self, asset: Asset, /) -> str | Unreadable:
        """Return the digest that a file had."""
        found = self._files.get(asset.path)
        return self._lacks(asset, _OF_MEDIA) if found is None else found.digest

    def _is_live(self, asset: Asset) -> bool:
        found = self._files.get(asset.path)
        return found is not None and found.is_live

    def _recalled(
        self, asset: Asset, analyzer: str, kind: type[T], read: Callable[[], T | Unreadable]
    ) -> T | Unreadable:
        found = self._records(asset).get(analyzer, kind)
        if found is not None and isinstance(found.answer, kind):
            return found.answer
        needed = {"metadata": {Need.METADATA}, "subtitles": {Need.SUBTITLES}}
        return self._lacks(asset, needed.get(analyzer.partition("/")[0], _OF_MEDIA))

    def _analyzed(self, asset: Asset) -> MediaAnalysis | Unreadable:
        from rednote_lint.facts.analysis.analyze import stored

        analysis, absent = stored(self._pass(asset), self._records(asset))
        if analysis is None:
            return self._lacks(asset, _OF_MEDIA - {Need.HEADERS, Need.METADATA, Need.SUBTITLES})
        for spec in absent:
            self._lacks(asset, spec.needs & self.needs)
        return analysis

    @answered_once
    def refinement(self, asset: Asset, /) -> MarkRefiner:
        """Return a refiner that has the stored answers."""
        return _kept_refiner(asset, self.analysis(asset), self._records(asset), lambda: self._lacks(asset, _MARKS))

    def _lacks(self, asset: Asset, needs: Iterable[Need]) -> Unreadable:
        self.missing[asset.path] = self.missing.get(asset.path, frozenset()).union(needs)
        return _NOT_KEPT


_MARKS = frozenset({Need.MARKS})


def _kept_refiner(
    asset: Asset, analysis: MediaAnalysis | Unreadable, records: FileRecords, lacks: Callable[[], object]
) -> MarkRefiner:
    """Return a refiner that has the stored answers, and takes the file for lost where there is none."""
    from rednote_lint.facts.analysis.ocr import ENGINE
    from rednote_lint.facts.marks.refiner import FileRefiner, Lost
    from rednote_lint.facts.video.decoding import Clip
    from rednote_lint.facts.video.frames import Frame

    class KeptRefiner(FileRefiner):
        def _opened(self) -> Clip:
            self._lose()

        def _frame(self, time: float | None) -> Frame | None:
            self._lose()

        def _lose(self) -> NoReturn:
            lacks()
            raise Lost

    return KeptRefiner(asset, analysis, ENGINE.reader, records)
