"""Posts of words alone are answered by the bytes of their files, and are not read."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from rednote_lint.model import Post
from rednote_lint.posts import folder
from rednote_lint.run.run import Run
from rednote_lint.run.settings import Settings
from tests.program import called

CAPTION = "---\ntitle: 周末\nMORE---\n全网最佳的面包 👩‍👩‍👧，加微信 abc12345 领取。 #露营 #露营\n"


def write(place: Path, more: str = "", text: str = CAPTION, encoding: str = "utf-8") -> Path:
    place.mkdir(parents=True)
    (place / "post.md").write_bytes(text.replace("MORE", more).encode(encoding))
    return place


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The posts that were read since the last look."""
    paths: list[str] = []
    real = folder.read_caption

    def counting(path: Path, sources: Any) -> Any:
        paths.append(path.parent.name)
        return real(path, sources)

    monkeypatch.setattr(folder, "read_caption", counting)
    return paths


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rednote-lint.yaml").write_text("{}", encoding="utf-8")
    yield tmp_path


def check(*paths: str, cache: bool = True, **settings: Any) -> list[Any]:
    run = Run(Settings(cache=Path(".cache") if cache else None, **settings))
    outcomes = list(run.check(list(paths) or ["posts"]))
    return [(one.exit_code, {**msgspec.to_builtins(one.report), "timings": None}) for one in outcomes]


def test_an_unchanged_post_is_not_read_and_its_answer_is_the_same(work: Path, read: list[str]) -> None:
    for name in ("a", "b", "c"):
        write(work / "posts" / name)
    first = check()
    assert sorted(read) == ["a", "b", "c"]
    read.clear()
    assert check() == first and read == []
    assert first == check(cache=False)


def test_an_edited_post_is_read_alone(work: Path, read: list[str]) -> None:
    for name in ("a", "b"):
        write(work / "posts" / name)
    check()
    status = (work / "posts" / "a" / "post.md").stat()
    data = (work / "posts" / "a" / "post.md").read_bytes()
    (work / "posts" / "a" / "post.md").write_bytes(data.replace("最佳".encode(), "最好".encode()))
    os.utime(work / "posts" / "a" / "post.md", ns=(status.st_atime_ns, status.st_mtime_ns))
    read.clear()
    warm = check()
    assert read == ["a"]
    assert warm == check(cache=False)


@pytest.mark.parametrize(
    "more",
    [
        "schedule: 2001-01-01T20:00+08:00\n",
        "live: 2001-01-01T20:00+08:00\n",
        "lint: {ignore: [{rule: AD, reason: ours, until: 2999-01-01}]}\n",
        "images: [../b/01.jpg]\n",
        "title: [\n",
    ],
    ids=["schedule", "live", "directive", "media elsewhere", "problem"],
)
def test_a_post_that_depends_on_more_than_its_files_is_read(work: Path, read: list[str], more: str) -> None:
    write(work / "posts" / "a", more)
    first = check()
    read.clear()
    assert check() == first == check(cache=False)
    assert read == ["a", "a"]


@pytest.mark.parametrize("name", ["01.jpg", "clip.srt", "notes.pages", "table.csv", "images/01.jpg"])
def test_a_file_that_comes_to_lie_beside_it_is_seen(work: Path, name: str) -> None:
    place = write(work / "posts" / "a") / name
    check()
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(b"title,body\nA,B\n")
    assert check() == check(cache=False)


@pytest.mark.parametrize(
    "change",
    [
        lambda work: (work / "posts" / "a").rename(work / "posts" / "b"),
        lambda work: (work / "posts" / "a" / "post.md").rename(work / "posts" / "a" / "caption.md"),
        lambda work: (work / "posts" / "a" / "title.txt").write_text("最佳", encoding="utf-8"),
        lambda work: (work / "rednote-lint.yaml").write_text("ignore: [FM]\n", encoding="utf-8"),
        lambda work: (work / "posts" / "rednote-lint.yaml").write_text("ignore: [DV]\n", encoding="utf-8"),
        lambda work: (work / "rednote-lint.yaml").write_text("severity: {DV: info}\n", encoding="utf-8"),
        lambda work: (work / "rednote-lint.yaml").write_text(
            "per-path-ignores: {'posts/**': [AD, DV]}\n", encoding="utf-8"
        ),
        lambda work: (work / "posts" / "a" / "post.md").write_bytes(b"\xff\xfe\x00"),
        lambda work: (work / "posts" / "a" / "post.md").write_bytes(CAPTION.encode("gb18030")),
    ],
    ids=["moved", "renamed", "title", "ignore", "nearer", "severity", "per path", "no text", "encoding"],
)
def test_whatever_changes_is_seen(work: Path, change: Any) -> None:
    write(work / "posts" / "a")
    before = check()
    change(work)
    assert check() == check(cache=False) != before


def test_a_baseline_counts_for_answers(work: Path, read: list[str]) -> None:
    write(work / "posts" / "a")
    ((code, _),) = check()
    assert code == 1
    environment = {**os.environ, "REDNOTE_LINT_CACHE": str(work / ".cache")}
    assert called("baseline", "create", "posts", cwd=work, environment=environment).returncode == 0
    ((code, told),) = check()
    assert code == 0 and told["suppressed"]
    assert check() == check(cache=False)
    (work / ".rednote-lint-baseline.json").unlink()
    ((code, told),) = check()
    assert code == 1 and not told["suppressed"]


def test_named_files_are_answered_as_their_folder_is(work: Path, read: list[str]) -> None:
    write(work / "posts" / "a")
    named = check("posts/a/post.md")
    read.clear()
    assert check("posts/a/post.md") == named == check("posts/a")
    assert read == []


def test_a_filter_sees_posts_that_were_read(work: Path) -> None:
    write(work / "posts" / "a")
    check()
    seen: list[Post] = []
    run = Run(Settings(cache=Path(".cache")))
    assert len(list(run.check(["posts"], only=lambda post: not seen.append(post)))) == 1
    assert seen[0].body is not None
