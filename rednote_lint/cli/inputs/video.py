"""The one video that a run is about, for a format that has room for one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from rednote_lint.cli.speech.usage import UsageError
from rednote_lint.model import AssetKind, Bilingual
from rednote_lint.posts import Sources, discover
from rednote_lint.run.outcome import Outcome

_NOT_ONE = (
    Bilingual(
        en="--output srt= is for one video, and this names {n}", zh="--output srt= 只用于一个视频，这里有 {n} 个"
    ),
    Bilingual(en="name a post with one video, or the video", zh="指定只有一个视频的笔记，或直接指定视频文件"),
)
_MORE = "2+"


def require_one_video(paths: Sequence[str], sources: Sources) -> None:
    """Refuse paths that hold no video or several; no more posts are read than it takes to know.

    Raises:
        UsageError: there is not exactly one.
    """
    count = 0
    for post in discover(paths, sources):
        count += sum(asset.kind is AssetKind.VIDEO for asset in post.assets)
        if count > 1:
            break
    if count != 1:
        message, remedy = _NOT_ONE
        raise UsageError(message.filled({"n": _MORE if count else "0"}), remedy)


def with_subtitles(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """Read the subtitles of each post's videos for all reports of the run; Ctrl-C meanwhile loses no finding."""
    from rednote_lint.run.subtitles.dense import read_now, with_dense

    for outcome in outcomes:
        try:
            report = with_dense(outcome.report, read_now)
        except KeyboardInterrupt:
            yield outcome
            raise
        yield msgspec.structs.replace(outcome, report=report)
