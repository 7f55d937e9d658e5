"""The reading of one video's subtitles as a task of worker processes, with what a store keeps of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from rednote_lint.facts.records import FileRecords
from rednote_lint.media.hashing import sha256_of
from rednote_lint.model import Record, Subtitle
from rednote_lint.run.executor import Task
from rednote_lint.run.pool.loss import Loss
from rednote_lint.store import FactRow, Store
from rednote_lint.store.unkept import Unkept

_SECONDS = 10.0
"""Of one video; nothing is spread by it, for there is one worker."""


class Reading(Record, frozen=True, kw_only=True):
    """What came of the reading of a video."""

    lines: tuple[Subtitle, ...] | None
    """None where it could not be decoded or read."""
    facts: tuple[FactRow, ...] = ()
    """For the store."""


class SubtitleTask(Task[str, Reading]):
    """Reads the subtitles of a video; see `executor.Task`.

    Args:
        store: of the driver, where earlier readings are.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def __reduce__(self) -> tuple[Callable[[], SubtitleTask], tuple[()]]:
        """Leave the store with the driver, which alone reads and writes it."""
        return (_away, ())

    def __call__(self, path: str) -> Reading:
        """Read the subtitles."""
        from rednote_lint.facts import Unreadable
        from rednote_lint.facts.text.transcript import transcribed

        facts: list[FactRow] = []
        found = transcribed(path, self._records(path, facts))
        return Reading(lines=None if isinstance(found, Unreadable) else found, facts=tuple(facts))

    def known(self, path: str) -> Reading | None:
        """Return what the store has of a content."""
        from rednote_lint.facts.text.transcript import recalled

        found = recalled(self._records(path, []))
        return None if found is None else Reading(lines=found)

    def _records(self, path: str, facts: list[FactRow]) -> FileRecords:
        content: str | None = None
        with suppress(OSError):
            content = sha256_of(path)
        return FileRecords(self._store, lambda: content, facts)

    def seconds(self, path: str) -> float:
        """Estimate nothing: there is one worker."""
        return _SECONDS

    def decodes(self, path: str) -> bool:
        """Say that it does."""
        return True

    def prepare(self, path: str) -> None:
        """Load the decoders and the models."""
        from rednote_lint.facts import Need, Options
        from rednote_lint.facts.preparation import load

        load(frozenset({Need.OCR}), Options())

    def packed(self, path: str) -> str:
        """Return the path."""
        return path

    def absent(self, path: str) -> str:
        """Return the video where it is not there."""
        return "" if Path(path).is_file() else path

    def away(self) -> SubtitleTask:
        """Return a task without the store."""
        return _away()

    def received(self, path: str, result: Reading) -> Reading:
        """Keep what was read."""
        self._store.put(result.facts)
        return Reading(lines=result.lines)

    def lost(self, path: str, loss: Loss) -> Reading:
        """Say that there is nothing."""
        return Reading(lines=None)


def _away() -> SubtitleTask:
    return SubtitleTask(Unkept())
