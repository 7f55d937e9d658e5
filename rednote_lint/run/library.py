"""The library: what `import rednote_lint` offers; the command line, editors and the page are faces of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from os import PathLike
from pathlib import Path

from rednote_lint.errors import UserError
from rednote_lint.model import Bilingual, Post, Rule
from rednote_lint.posts import Held, Sources, is_manifest, text_post
from rednote_lint.run.executor import Executor
from rednote_lint.run.outcome import Outcome
from rednote_lint.run.progress import Progress
from rednote_lint.run.run import Run
from rednote_lint.run.sessions import Sessions
from rednote_lint.run.settings import Settings

_MANY_POSTS = (
    Bilingual(en="a manifest holds many posts", zh="表格清单含有多篇笔记"),
    Bilingual(en="pass it to `check` with `source_overlay`", zh="用 `check` 和 `source_overlay` 传入"),
)
_DEFAULTS = Settings()


def check(
    paths: Sequence[str | PathLike[str]],
    *,
    settings: Settings = _DEFAULTS,
    executor: Executor | None = None,
    source_overlay: Mapping[str, Held] | None = None,
    progress: Progress | None = None,
) -> Iterator[Outcome]:
    """Check the posts behind some paths, and yield the outcome of each, in the order of the paths.

    Posts are read and checked one after the other, as the caller asks for them. A post that cannot be read is an
    outcome with problems; the others go on. A pack that cannot be read is a problem of each post. Configuration files
    with suppressions that are wrong have an outcome of their own behind the posts.

    Args:
        paths: folders, captions, media, manifests.
        settings: what counts for all posts; the rest is left to the configuration file nearest to each.
        executor: where posts are checked; None: in this process, one at a time.
        source_overlay: path -> text, or bytes, that stand in place of the file there, which need not exist.
        progress: is told how the run goes on.

    Raises:
        UserError: a configuration or a selector is wrong.
    """
    run = Run(settings, executor=executor, sources=Sources(source_overlay), progress=progress)
    yield from run.check([Path(path) if str(path) else "" for path in paths])
    yield from run.configurations()


def check_post(
    post: Post,
    *,
    settings: Settings = _DEFAULTS,
    progress: Progress | None = None,
) -> Outcome:
    """Check one post that was read already, or made by the caller.

    Args:
        post: the post; the configuration nearest to its `root` counts.
        settings: what counts besides that.
        progress: is told how the run goes on.

    Raises:
        UserError: a configuration or a selector is wrong.
    """
    (outcome,) = Run(settings, progress=progress).check_posts([post])
    return outcome


def check_text(text: str, *, path: str | PathLike[str] = "caption.txt", settings: Settings = _DEFAULTS) -> Outcome:
    """Check a caption held in memory; no file is needed, and none beside `path` is taken for the post's.

    Args:
        text: the caption; with front matter when the path ends with `.md`, keys and values when with `.yaml`.
        path: the name that findings carry; the configuration nearest to it counts, and media that the text names are
            looked for from its folder.
        settings: what counts besides that.

    Raises:
        UserError: a configuration or a selector is wrong, or the path is that of a manifest.
    """
    name = Path(path)
    if is_manifest(name):
        raise UserError(*_MANY_POSTS, str(path))
    return check_post(text_post(text, name), settings=settings)


def rules(settings: Settings = _DEFAULTS) -> tuple[Rule, ...]:
    """Return the rules that are on in the working directory, in the order of their codes.

    Raises:
        UserError: a configuration, a pack or a selector is wrong.
    """
    session = Sessions(settings).of(Path.cwd())
    session.refuse_broken_packs()
    return session.rules.rules
