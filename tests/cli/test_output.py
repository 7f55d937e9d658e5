from __future__ import annotations

import json
import signal
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest
from lxml import etree

import rednote_lint
from rednote_lint.cli.output import reporters_of, run_info, targets_of
from rednote_lint.cli.speech.usage import UsageError
from rednote_lint.errors import UserError
from rednote_lint.model import Asset, AssetKind, Location
from rednote_lint.report import FORMATS, MARKS, Display, PageSettings
from rednote_lint.run.sessions import Sessions
from rednote_lint.run.settings import Settings
from tests.cli.test_commands import run
from tests.media_made import save_png


def test_files_are_opened_before_anything_is_written(tmp_path: Path) -> None:
    with ExitStack() as files:
        targets = targets_of([f"json={tmp_path / 'a.json'}", f"full={tmp_path / 'a.txt'}"], [], files)
        assert [target.name for target in targets] == ["json", "full"]
        assert len(reporters_of("concise", sys.stdout, targets, Display())) == 3
    assert all(target.stream.closed for target in targets)


@pytest.mark.parametrize("output", ["json", "sarif9=x", "=x"])
def test_what_is_no_format_and_path_is_a_usage_error(output: str) -> None:
    with ExitStack() as files, pytest.raises(UsageError, match="FORMAT=PATH"):
        targets_of([output], [], files)


def test_two_formats_cannot_have_one_file(tmp_path: Path) -> None:
    report = tmp_path / "rednote-lint.out"
    with ExitStack() as files, pytest.raises(UsageError, match="both json and sarif"):
        targets_of([f"json={report}", f"sarif={tmp_path}/./{report.name}"], [], files)
    assert not report.exists()
    with ExitStack() as files:
        assert len(targets_of([f"json={report}", f"json={report}", "csv=/dev/null", "junit=/dev/null"], [], files)) == 3


def test_no_file_is_emptied_when_another_is_written_wrongly(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("old", encoding="utf-8")
    with ExitStack() as files, pytest.raises(UsageError):
        targets_of([f"json={tmp_path / 'a.json'}", "nonsense"], [], files)
    assert (tmp_path / "a.json").read_text(encoding="utf-8") == "old"


def test_the_old_report_stays_until_the_new_one_is_whole(tmp_path: Path) -> None:
    report = tmp_path / "a.json"
    report.write_text('{"tool": {"name": "rednote-lint"}}', encoding="utf-8")
    with pytest.raises(RuntimeError), ExitStack() as files:
        targets_of([f"json={report}"], [], files)[0].stream.write("half")
        raise RuntimeError
    assert "rednote-lint" in report.read_text(encoding="utf-8")
    with ExitStack() as files:
        targets_of([f"json={report}"], [], files)[0].stream.write("whole")
    assert report.read_text(encoding="utf-8") == "whole"
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


@pytest.mark.parametrize("name", ["caption.txt", "title.txt", "posts.csv", "01.jpg", "notes.md", "notes.json"])
def test_a_report_replaces_no_file_of_a_post(tmp_path: Path, name: str) -> None:
    (tmp_path / "post.md").write_text("正文", encoding="utf-8")
    (tmp_path / name).write_text("mine", encoding="utf-8")
    format_ = "json" if name.endswith(".json") else "full"
    with ExitStack() as files, pytest.raises(UserError):
        targets_of([f"{format_}={tmp_path / name}"], [str(tmp_path)], files)
    assert (tmp_path / name).read_text(encoding="utf-8") == "mine"


def test_a_device_is_written_to() -> None:
    with ExitStack() as files:
        targets_of(["json=/dev/null"], [], files)[0].stream.write("x")
    assert not Path("/dev/null").is_file()


def test_a_file_that_cannot_be_written_is_an_error_of_the_user(tmp_path: Path) -> None:
    with ExitStack() as files, pytest.raises(UserError, match="cannot be written"):
        targets_of([f"json={tmp_path / 'no' / 'a.json'}"], [], files)


@pytest.mark.parametrize(
    ("path", "remedy"),
    [
        ("no such/deep/a.json", "the folder `no such/deep` is missing: make it with `mkdir -p 'no such/deep'`"),
        ("mine.txt/a.json", "`mine.txt` is a file, not a folder: name another path"),
    ],
)
@pytest.mark.posix("paths with slashes")
def test_a_missing_folder_is_said_and_how_it_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, remedy: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine.txt").write_text("mine", encoding="utf-8")
    with ExitStack() as files, pytest.raises(UserError) as refused:
        targets_of([f"json={path}"], [], files)
    assert refused.value.remedy == remedy
    message, advice = refused.value.told("zh")
    assert "无法写入" in message and "文件夹" in advice


@pytest.mark.parametrize("path", ["", "reports/"])
def test_a_folder_is_no_name_of_a_report(tmp_path: Path, path: str) -> None:
    with ExitStack() as files, pytest.raises(UsageError, match="takes FORMAT=PATH") as refused:
        targets_of([f"json={path}"], [], files)
    assert f"json={path}report" in refused.value.remedy and not Path("reports").exists()


def test_formats_receive_the_rules_the_version_and_a_way_to_pictures(tmp_path: Path) -> None:
    info = run_info(Sessions(Settings(isolated=True)).of(tmp_path), ["a", "b"], PageSettings())
    assert (info.roots, info.version) == (("a", "b"), rednote_lint.__version__)
    assert {"WM101", "FM301"} <= {rule.code for rule in info.rules}
    path = str(save_png(tmp_path / "a.png"))
    (picture,) = info.illustrate(Asset(path=path, kind=AssetKind.IMAGE), [Location(path=path)], 80).pictures
    assert picture is not None
    assert picture.jpeg.startswith(b"\xff\xd8")


@pytest.mark.parametrize(
    ("environment", "configured", "arguments", "starts"),
    [
        ("true", "", (), "::error file=a.txt"),
        ("true", "format: auto\n", (), "::error file=a.txt"),
        ("true", "format: concise\n", (), "a.txt:1:"),
        ("true", "", ("--format", "concise"), "a.txt:1:"),
        ("", "", (), "NOT READY"),
        ("", "format: json\n", ("--format", "auto"), "NOT READY"),
    ],
)
def test_github_is_what_is_printed_in_github_actions_when_nothing_is_named(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    environment: str,
    configured: str,
    arguments: tuple[str, ...],
    starts: str,
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", environment)
    (tmp_path / "rednote-lint.yaml").write_text(f"lang: en\nselect: [DV102]\n{configured}", encoding="utf-8")
    (tmp_path / "a.txt").write_text("想要清单的加我微信 camp_day88", encoding="utf-8")
    assert run("a.txt", *arguments, cwd=tmp_path).stdout.startswith(starts)


EXTENSIONS = {"markdown": "md", "csv": "csv", "jsonl": "jsonl", "junit": "xml", "full": "txt", "concise": "txt"}


def test_reports_of_every_format_may_lie_beside_posts_and_are_replaced_by_the_next_run(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("想要清单的加我微信 camp_day88", encoding="utf-8")
    files = {name: f"rednote-lint.{EXTENSIONS.get(name, name)}" for name in FORMATS if name != "concise"}
    outputs = [f"--output={name}={file}" for name, file in files.items()]
    first = run(".", "--select", "DV102", *outputs, cwd=tmp_path)
    written = {name: (tmp_path / file).read_bytes() for name, file in files.items()}
    second = run(".", "--select", "DV102", *outputs, cwd=tmp_path)
    assert (first.returncode, second.returncode, second.stderr) == (1, 1, "")
    assert first.stdout == second.stdout
    assert {name: (tmp_path / file).read_bytes() for name, file in files.items()} == written


@pytest.mark.parametrize("name", sorted(MARKS))
def test_a_report_of_a_format_replaces_only_a_report_of_it(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.txt").write_text("天气很好", encoding="utf-8")
    target = tmp_path / f"rednote-lint.{EXTENSIONS.get(name, name)}"
    target.write_text("mine\n", encoding="utf-8")
    result = run("a.txt", "--lang", "en", f"--output={name}={target.name}", cwd=tmp_path)
    assert result.returncode == 2 and "no report" in result.stderr
    assert target.read_text(encoding="utf-8") == "mine\n"
    target.unlink()
    for _ in range(2):
        done = run("a.txt", "--select", "DV", f"--output={name}={target.name}", cwd=tmp_path)
        assert done.returncode == 0, done.stderr


@pytest.mark.posix("signals")
def test_an_interrupted_run_leaves_files_that_can_be_read(tmp_path: Path) -> None:
    for number in range(400):
        (tmp_path / f"{number}.txt").write_text("想要清单的加我微信 camp_day88", encoding="utf-8")
    names = sorted({*FORMATS} - {"jsonl"})
    outputs = [f"--output={name}=out/{name}" for name in names]
    (tmp_path / "out").mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "rednote_lint", ".", "--format", "jsonl", "--select", "DV", *outputs],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        start_new_session=True,
    )
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    lines = process.stdout.read().splitlines()
    assert process.wait(timeout=60) == 130
    assert json.loads(lines[-1])["summary"]["interrupted"] is True
    read = {name: (tmp_path / "out" / name).read_text(encoding="utf-8") for name in names}
    assert all("interrupted" in text.lower() for text in read.values())
    assert len(json.loads(read["json"])["posts"]) == len(lines)
    for name in ("sarif", "gitlab", "rdjson"):
        json.loads(read[name])
    etree.fromstring(read["junit"].encode("utf-8"))
