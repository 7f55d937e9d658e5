"""Fixes as a creator applies them: whole runs on real files with the shipped rules; processes where one is killed."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.program import called, read

ROOT = Path(__file__).parents[2]
POST = """---
title: 京都慢旅行 # 注释
tags: [京都旅行, 慢生活, 京都旅行]
images: [01.jpg]
---\r
今天真好 ＃咖啡 \u200b\r
"""


def lint(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "LANG": "C.UTF-8",
        "REDNOTE_LINT_NO_PROGRESS": "1",
        "REDNOTE_LINT_CACHE": str(folder / ".cache"),
    }
    return read(called(*arguments, cwd=folder, environment=environment))


def write(path: Path, text: str) -> Path:
    path.write_bytes(text.encode())
    return path


def picture(path: Path, *, located: bool = False, real: str = "JPEG") -> Path:
    """Draw a picture in a ratio that is allowed, large and sharp enough to need nothing but what is asked."""
    random = np.random.default_rng(3)
    pixels = random.integers(0, 255, (1440 // 8, 1080 // 8, 3), dtype=np.uint8).repeat(8, 0).repeat(8, 1)
    block = Image.Exif()
    if located:
        position = block.get_ifd(0x8825)
        position[1], position[2], position[3], position[4] = "N", (31.0, 14.0, 5.0), "E", (121.0, 29.0, 0.0)
    buffer = BytesIO()
    Image.fromarray(pixels).save(buffer, real, exif=block)
    path.write_bytes(buffer.getvalue())
    return path


@pytest.fixture
def post(tmp_path: Path) -> Path:
    write(tmp_path / "post.md", POST)
    picture(tmp_path / "01.jpg", located=True)
    return tmp_path


def test_fix_applies_what_is_safe_and_keeps_the_rest_of_the_file(post: Path) -> None:
    done = lint(post, ".", "--fix", "--show-fixes", "--select", "format")
    after = (post / "post.md").read_bytes().decode()
    assert "＃" not in after
    assert "tags: [京都旅行, 慢生活]\n" in after
    assert "title: 京都慢旅行 # 注释\n" in after
    assert "---\r\n" in after
    assert "fixed" in done.stderr
    assert done.returncode in (0, 1)
    assert lint(post, ".", "--fix", "--select", "format").stderr.startswith("0 fixed")
    assert (post / "post.md").read_bytes().decode() == after


def test_diff_shows_and_changes_nothing(post: Path) -> None:
    before = (post / "post.md").read_bytes()
    done = lint(post, ".", "--diff", "--select", "format")
    assert done.returncode == 1
    assert "-tags: [京都旅行, 慢生活, 京都旅行]" in done.stdout
    assert "+tags: [京都旅行, 慢生活]" in done.stdout
    assert (post / "post.md").read_bytes() == before


def test_media_are_repaired_beside_and_named_in_the_post(post: Path) -> None:
    before = (post / "01.jpg").read_bytes()
    done = lint(post, ".", "--fix", "--fix-media", "--select", "privacy", "--preset", "strict")
    assert (post / "01.jpg").read_bytes() == before
    assert "images: [01.fixed.jpg]" in (post / "post.md").read_text(encoding="utf-8")
    with Image.open(post / "01.fixed.jpg") as image:
        assert not image.getexif().get_ifd(0x8825)
    assert "GPS" not in done.stdout
    assert done.returncode == 0


def test_in_place_keeps_the_original_aside(post: Path) -> None:
    before = (post / "01.jpg").read_bytes()
    lint(post, ".", "--fix-media", "--in-place", "--select", "privacy", "--preset", "strict")
    assert (post / "01.orig.jpg").read_bytes() == before
    assert (post / "01.jpg").read_bytes() != before
    assert "images: [01.jpg]" in (post / "post.md").read_text(encoding="utf-8")


def test_json_on_stdout_stays_json(post: Path) -> None:
    done = lint(post, ".", "--fix", "--format", "json", "--select", "format")
    assert json.loads(done.stdout)["version"] == 1


def test_a_plan_is_applied_exactly(post: Path) -> None:
    before = (post / "post.md").read_bytes()
    assert lint(post, "fix", ".", "--plan", "plan.json", "--select", "format").returncode == 0
    assert (post / "post.md").read_bytes() == before
    done = lint(post, "fix", "--apply", "plan.json")
    assert done.returncode == 0, done.stderr
    assert "＃".encode() not in (post / "post.md").read_bytes()


def test_a_plan_of_a_changed_file_is_refused(post: Path) -> None:
    lint(post, "fix", ".", "--plan", "plan.json", "--select", "format")
    changed = (post / "post.md").read_bytes() + b" "
    (post / "post.md").write_bytes(changed)
    done = lint(post, "fix", "--apply", "plan.json")
    assert done.returncode == 2
    assert "post.md" in done.stderr
    assert "Traceback" not in done.stderr
    assert (post / "post.md").read_bytes() == changed


def test_all_rows_of_a_table_are_fixed_in_one_go(tmp_path: Path) -> None:
    rows = [["id", "title", "body"], *([str(n), f"标题{n}", f'第{n}篇 ＃咖啡, "好" ＃早餐{n}'] for n in range(1, 6))]
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    write(tmp_path / "posts.csv", buffer.getvalue())
    lint(tmp_path, "posts.csv", "--fix", "--select", "format")
    with (tmp_path / "posts.csv").open(encoding="utf-8", newline="") as file:
        after = list(csv.reader(file))
    assert after == [[cell.replace("＃", "#") for cell in row] for row in rows]


def test_the_lines_of_a_json_file_stay_json(tmp_path: Path) -> None:
    lines = [json.dumps({"id": n, "body": f'第{n}篇 ＃咖啡 "好"'}, ensure_ascii=n % 2 == 0) for n in range(1, 5)]
    write(tmp_path / "posts.jsonl", "\n".join(lines) + "\n")
    lint(tmp_path, "posts.jsonl", "--fix", "--select", "format")
    after = [json.loads(line) for line in (tmp_path / "posts.jsonl").read_text(encoding="utf-8").splitlines()]
    assert after == [{"id": n, "body": f'第{n}篇 #咖啡 "好"'} for n in range(1, 5)]


@pytest.mark.parametrize("name", ["posts.jsonl", "posts.csv"])
def test_a_row_names_its_repaired_file(tmp_path: Path, name: str) -> None:
    for number in (1, 2, 3):
        picture(tmp_path / f"{number}.jpg", real="JPEG" if number != 2 else "PNG")
    rows = [{"id": str(n), "title": f"标题{n}", "images": f"{n}.jpg"} for n in (1, 2, 3)]
    if name == "posts.csv":
        buffer = io.StringIO()
        table = csv.DictWriter(buffer, ["id", "title", "images"])
        table.writeheader()
        table.writerows(rows)
        write(tmp_path / name, buffer.getvalue())
    else:
        write(tmp_path / name, "".join(json.dumps({**row, "images": [row["images"]]}) + "\n" for row in rows))
    before = (tmp_path / name).read_bytes()
    done = lint(tmp_path, name, "--fix", "--fix-media", "--select", "format", "--show-fixes")
    assert (tmp_path / "2.fixed.png").exists(), done.stderr
    assert (tmp_path / name).read_bytes() == before.replace(b"2.jpg", b"2.fixed.png")


def test_a_rectangle_is_cut_out_on_command(tmp_path: Path) -> None:
    source = picture(tmp_path / "a.jpg")
    before = source.read_bytes()
    done = lint(tmp_path, "fix", "--crop", "0,0,500,400", "a.jpg")
    assert done.returncode == 0, done.stderr
    with Image.open(tmp_path / "a.fixed.jpg") as image:
        assert image.size == (500, 400)
    assert source.read_bytes() == before
    assert lint(tmp_path, "fix", "--crop", "0,0,5000,400", "a.jpg").returncode == 2


@pytest.mark.parametrize(
    "arguments",
    [
        (".", "--in-place"),
        (".", "--unsafe-fixes"),
        ("fix",),
        ("fix", ".", "--apply", "x"),
        ("fix", ".", "--plan", "x", "--crop", "0,0,1,1"),
        ("fix", "--crop", "1,2,3", "a.jpg"),
        ("fix", "--apply", "missing.json"),
    ],
)
def test_what_makes_no_sense_is_said(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    write(tmp_path / "caption.txt", "好")
    done = lint(tmp_path, *arguments)
    assert done.returncode == 2
    assert "rror" in done.stderr
    assert "Traceback" not in done.stderr


def _is_writing(process: subprocess.Popen[str], folder: Path) -> bool:
    """Say whether a process has a file of its own open in a folder, which has no name yet."""
    for entry in Path(f"/proc/{process.pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # It was closed while we looked.
            file = str(entry.readlink())
            if file.startswith(str(folder)) and file.endswith("(deleted)"):
                return True
    return False


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="looks at the open files of a process")
def test_ctrl_c_leaves_no_half_file(tmp_path: Path) -> None:
    import av

    with av.open(str(tmp_path / "a.avi"), "w") as container:
        stream = container.add_stream("mpeg4", rate=25)
        stream.width, stream.height, stream.pix_fmt = 1280, 720, "yuv420p"
        noise = np.random.default_rng(1).integers(0, 255, (720, 1280, 3), dtype=np.uint8)
        for _ in range(400):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(noise, format="rgb24")))
        container.mux(stream.encode(None))
    before = (tmp_path / "a.avi").read_bytes()
    process = subprocess.Popen(
        [sys.executable, "-m", "rednote_lint", "fix", "--crop", "0,0,1280,700", "a.avi"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    while not _is_writing(process, tmp_path):
        assert process.poll() is None, "it ended before it wrote anything"
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "Traceback" not in said
    assert [path.name for path in tmp_path.iterdir()] == ["a.avi"]
    assert (tmp_path / "a.avi").read_bytes() == before


def test_a_file_name_of_undecodable_bytes_does_not_stop_a_fix(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    path = write(folder / os.fsdecode(b"bad\xff.md"), POST)
    before = path.read_bytes()
    done = lint(folder, "fix", ".", "--format", "json")
    assert "unexpected" not in done.stderr
    assert "＃".encode() in before and "＃".encode() not in path.read_bytes()


def test_a_plan_refuses_a_file_name_that_it_cannot_hold(tmp_path: Path) -> None:
    write(tmp_path / os.fsdecode(b"bad\xff.md"), POST)
    done = lint(tmp_path, "fix", ".", "--plan", "plan.json")
    assert done.returncode == 2 and "no UTF-8" in done.stderr
    assert not (tmp_path / "plan.json").exists()


def test_a_caption_that_is_edited_while_fix_runs_stays(tmp_path: Path) -> None:
    folder = tmp_path / "posts"
    folder.mkdir()
    names = [write(folder / f"{number:03}.md", "正文 ＃周末[话题]#\n") for number in range(300)]
    process = subprocess.Popen(
        [sys.executable, "-m", "rednote_lint", "posts", "--fix", "--select", "format"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "REDNOTE_LINT_CACHE": str(tmp_path / ".cache")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    while process.poll() is None:
        done = [path for path in (names[0], names[-1]) if "＃".encode() not in path.read_bytes()]
        if done:
            break
    mine = next(path for path in (names[-1], names[0]) if path not in done)
    write(mine, "我刚写的 ＃周末[话题]#\n")
    _, said = process.communicate(timeout=100)
    assert mine.read_text(encoding="utf-8") == "我刚写的 ＃周末[话题]#\n"
    assert process.returncode == 2, said
    assert mine.name in said and "has changed" in said


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs users of POSIX")
def test_a_file_that_cannot_be_written_costs_only_its_own_fixes(tmp_path: Path) -> None:
    inner = tmp_path / "a"
    inner.mkdir()
    names = [write(inner / name, "正文 ＃周末[话题]#\n") for name in ("1.md", "2.md", "3.md")]
    if os.geteuid() == 0:
        done = subprocess.run(["chattr", "+i", str(names[1])], capture_output=True, check=False)
        if done.returncode:
            pytest.skip("the superuser may write everywhere here")
    else:
        names[1].chmod(0o444)
    try:
        done = lint(tmp_path, "a", "--fix", "--select", "format")
    finally:
        subprocess.run(["chattr", "-i", str(names[1])], capture_output=True, check=False)
    assert ["＃".encode() in path.read_bytes() for path in names] == [False, True, False]
    assert done.returncode == 2
    assert "2.md" in done.stderr and "2 fixed" in done.stderr


def test_diff_and_plan_say_what_could_not_be_read(post: Path) -> None:
    for arguments in ((".", "nowhere", "--diff"), ("fix", ".", "nowhere", "--plan", "plan.json")):
        done = lint(post, *arguments, "--select", "format")
        assert done.returncode == 2
        assert "nowhere" in done.stderr
    assert (post / "plan.json").exists()


def test_a_plan_replaces_no_caption(post: Path) -> None:
    before = (post / "post.md").read_bytes()
    done = lint(post, "fix", ".", "--plan", "post.md", "--select", "format")
    assert done.returncode == 2
    assert (post / "post.md").read_bytes() == before


def test_repaired_copies_are_judged_in_one_line(tmp_path: Path) -> None:
    write(tmp_path / "caption.txt", "正文")
    for name in ("1.jpg", "2.jpg", "3.jpg", "4.jpg"):
        picture(tmp_path / name, located=True)
    done = lint(tmp_path, ".", "--fix", "--fix-media", "--select", "privacy", "--preset", "strict")
    assert "4 repaired copies checked: 4 ready" in done.stderr
    assert done.stderr.count("not fixed") <= 2, done.stderr


@pytest.mark.parametrize("named", ["02.png", "./02.png"])
@pytest.mark.parametrize("caption", ["", "正文"])
def test_a_named_file_is_checked_again_under_its_new_name(tmp_path: Path, named: str, caption: str) -> None:
    if caption:
        write(tmp_path / "caption.txt", caption)
    picture(tmp_path / "02.png")
    done = lint(tmp_path, "fix", "--fix-media", "--in-place", named, "--lang", "en")
    assert (tmp_path / "02.jpg").exists() and (tmp_path / "02.orig.png").exists()
    assert "1 repaired copy checked: 1 ready" in done.stderr
    assert (done.returncode, done.stdout[:5]) == (0, "READY"), done.stdout


def test_a_row_that_a_fix_empties_is_told(tmp_path: Path) -> None:
    write(tmp_path / "posts.csv", "body\n好好的\n\u200b\u200b\n")
    done = lint(tmp_path, "posts.csv", "--fix", "--select", "format")
    assert "has changed" not in done.stderr


def test_repeated_tags_of_a_body_that_is_too_long_go_at_once(tmp_path: Path) -> None:
    write(tmp_path / "a.md", "正文 #京都[话题]# " * 1600)
    result = lint(tmp_path, "a.md", "--fix")
    assert "1599 fixed, 0 not fixed" in result.stdout + result.stderr
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == "正文 #京都[话题]#" + " 正文" * 1599 + " "
