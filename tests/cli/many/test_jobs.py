"""`-j`: the same bytes whatever the number of workers, and limits that need a worker."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from rednote_lint.cli.app import run
from rednote_lint.cli.many.jobs import count_of, processors, seconds_of
from rednote_lint.cli.speech.usage import UsageError
from tests.media_made import save_png
from tests.processes import gone


@pytest.mark.parametrize(("text", "count"), [("1", 1), ("12", 12), ("auto", processors())])
def test_how_many(text: str, count: int) -> None:
    assert count_of(text) == count


@pytest.mark.parametrize("text", ["0", "-1", "many", "1.5", "", "２"])
def test_what_is_no_number_of_workers(text: str) -> None:
    with pytest.raises(UsageError, match="-j takes a number"):
        count_of(text)


@pytest.mark.parametrize(("text", "seconds"), [("90", 90), ("90s", 90), ("1.5m", 90), ("1h", 3600)])
def test_how_long(text: str, seconds: float) -> None:
    assert seconds_of("--time-limit", text) == seconds


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--time-limit", "5"], "--time-limit limits worker processes"),
        (["--memory-limit", "2G"], "--memory-limit limits worker processes"),
        (["-j", "2", "--time-limit", "soon"], "--time-limit takes a time"),
        (["-j", "2", "--memory-limit", "2"], "--memory-limit takes a size"),
        (["-j", "2", "--memory-limit", "20M"], "at least 300M"),
        (["-j", "2", "--watch"], "exclude each other"),
        (["--ray-address", "auto"], "add `--engine ray`"),
        (["--engine", "local", "--ray-address", "auto"], "add `--engine ray`"),
        (["--engine", "ray", "--ray-address", "ray"], "--ray-address takes auto or HOST:PORT"),
        (["--engine", "ray", "--ray-address", "host:65536"], "--ray-address takes auto or HOST:PORT"),
        (["--engine", "spark"], "spark"),
        (["--engine", "ray", "--watch"], "exclude each other"),
    ],
)
@pytest.mark.parametrize("command", ["check", "fix"])
def test_what_cannot_be(tmp_path: Path, command: str, arguments: list[str], said: str) -> None:
    (tmp_path / "caption.txt").write_text("今天去公园", encoding="utf-8")
    if command == "fix" and "--watch" in arguments:
        return
    with pytest.raises(UsageError, match=said):
        run([command, str(tmp_path), *arguments])


def test_the_report_has_the_same_bytes_whatever_the_number_of_workers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = ({"id": f"n{n}", "body": f"加我微信 camp_day{n}，全网最佳"} for n in range(30))
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    (tmp_path / "posts.jsonl").write_text("\n".join([*lines, "{broken", ""]), encoding="utf-8")
    (tmp_path / "photo").mkdir()
    (tmp_path / "photo" / "caption.txt").write_text("今天去公园，最佳", encoding="utf-8")
    save_png(tmp_path / "photo" / "01.png")
    monkeypatch.chdir(tmp_path)
    written = []
    for workers in ([], ["-j", "1", "--time-limit", "10m"], ["-j", "2", "--time-limit", "10m"]):
        names = ("json", "sarif", "csv", "markdown")
        outputs = [word for name in names for word in ("--output", f"{name}=rednote-lint.{name}")]
        assert run(["check", "posts.jsonl", "photo", "--no-cache", "--quiet", *workers, *outputs]) == 2
        written.append([Path(f"rednote-lint.{name}").read_bytes() for name in names])
    assert written[0] == written[1] == written[2]


CRASHING = """
import os, signal, sys

def hook(event, arguments):
    if event == "import" and arguments[0] == "cv2":
        os.kill(os.getpid(), signal.SIGSEGV)

sys.addaudithook(hook)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals")
def test_a_decoder_that_crashes_in_a_small_run_costs_one_post(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("site").mkdir()
    Path("site", "sitecustomize.py").write_text(CRASHING, encoding="utf-8")
    for name in ("a", "b", "c"):
        Path("posts", name).mkdir(parents=True)
        Path("posts", name, "caption.txt").write_text("今天去公园", encoding="utf-8")
    save_png(Path("posts", "b", "01.png"))
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path / 'site'}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    assert run(["check", "posts", "--no-cache", "--isolated", "--format", "jsonl", "-j", "2"]) == 2
    posts = [json.loads(line)["post"] for line in capsys.readouterr().out.splitlines()[:-1]]
    found = {post["path"]: [one["code"] for one in post["findings"]] for post in posts}
    assert {path: "RL002" in codes for path, codes in found.items()} == {
        "posts/a": False,
        "posts/b": True,
        "posts/c": False,
    }


@pytest.mark.skipif(sys.platform == "win32", reason="a console event cannot be sent to one process there")
def test_ctrl_c_ends_workers_leaves_valid_files_and_says_how_to_go_on(tmp_path: Path) -> None:
    rows = (json.dumps({"id": f"n{n}", "body": f"加我微信 camp_day{n}"}, ensure_ascii=False) for n in range(3000))
    (tmp_path / "notes.jsonl").write_text("\n".join(rows), encoding="utf-8")
    command = ["notes.jsonl", "-j", "2", "--time-limit", "9m", "--format", "concise", "--output", "json=a.json"]
    process = subprocess.Popen(
        [sys.executable, "-m", "rednote_lint", *command],
        cwd=tmp_path,
        env={**os.environ, "REDNOTE_LINT_CACHE": str(tmp_path / ".cache")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    assert process.stdout is not None
    process.stdout.readline()
    os.killpg(process.pid, signal.SIGINT)  # As a terminal does: to the workers too.
    _, errors = process.communicate(timeout=120)
    report = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert process.returncode == 130
    assert 0 < report["summary"]["posts"] == len(report["posts"]) < 3000
    assert "Traceback" not in errors
    assert "rednote-lint notes.jsonl -j 2" in errors
    assert gone(lambda _, group: group == process.pid)
