"""Results of posts from the store: whole runs of the program, as processes where imports or crashes are asked."""

import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.clips_made import write_clip
from tests.media_made import save_png, scene
from tests.program import called, read

PROGRAM = [sys.executable, "-m", "rednote_lint"]
RULE = """
- code: ZZ101
  name: juice
  check: words
  on: [title, body, tags, ocr]
  words: [{w: WORD}]
  severity: error
  confidence: high
  title: {en: Juice, zh: 果汁}
  message: {en: "“{hit}” is juice", zh: "“{hit}”是果汁"}
  why: {en: Juice is sticky., zh: 果汁很黏。}
  source: {url: "https://example.org", title: {en: Handbook, zh: 手册}, tier: community, seen: 2026-01-01}
  tests: {bad: [WORD], good: [清水]}
"""
CAPTION = "---\ntitle: 周末\nMORE---\n蓝莓汁很好喝，加微信 abc12345 领取。\n"


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A folder with a configuration, a pack of one rule, and a post of words and a picture."""
    (tmp_path / "rednote-lint.yaml").write_text("packs: [pack]\nextend-select: [ZZ]\n", encoding="utf-8")
    (tmp_path / "pack").mkdir()
    head = "name: juice\ntitle: {en: Juice, zh: 果汁}\ndescription: {en: Juice, zh: 果汁}\nversion: 1.0.0\n"
    (tmp_path / "pack" / "pack.yaml").write_text(head, encoding="utf-8")
    word_list(tmp_path, "蓝莓汁")
    post(tmp_path / "posts" / "one")
    return tmp_path


def word_list(work: Path, word: str) -> None:
    (work / "pack" / "rules.yaml").write_text(RULE.replace("WORD", word), encoding="utf-8")


def post(folder: Path, more: str = "") -> None:
    folder.mkdir(parents=True)
    (folder / "post.md").write_text(CAPTION.replace("MORE", more), encoding="utf-8")
    save_png(folder / "01.png")


def run(work: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    given = (*(arguments or ("posts",)), "--lang", "en")
    return read(called(*given, cwd=work, environment=surroundings(work)))


def start(work: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program as a process."""
    return subprocess.run(
        [*PROGRAM, *(arguments or ("posts",)), "--lang", "en"],
        cwd=work,
        env={**surroundings(work), **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def surroundings(work: Path) -> dict[str, str]:
    return {**os.environ, "REDNOTE_LINT_CACHE": str(work / ".cache")}


def report(work: Path, *arguments: str) -> Any:
    paths = arguments if arguments and not arguments[0].startswith("-") else ("posts", *arguments)
    done = run(work, *paths, "--format", "json")
    assert done.returncode in (0, 1, 2), done.stderr
    told = json.loads(done.stdout)
    for each in told["posts"]:
        each.pop("timings", None)
    return told


def codes(told: Any) -> set[str]:
    return {finding["code"] for each in told["posts"] for finding in each["findings"]}


def imported(work: Path, *arguments: str) -> set[str]:
    """Return the modules that a run imports: what is not imported opens, decodes and asks nothing."""
    said = start(work, *(arguments or ("posts",)), PYTHONPROFILEIMPORTTIME="1").stderr
    return {line.rpartition("|")[2].strip() for line in said.splitlines() if line.startswith("import time:")}


DECODERS = {"PIL.Image", "av", "onnxruntime", "zxingcpp"}
"""Not `cv2`, which also compares stored pieces of pictures with the logos of rules."""


@pytest.mark.parametrize("form", ["json", "full", "concise"])
def test_a_report_is_the_same_cold_warm_and_without_the_store(work: Path, form: str) -> None:
    post(work / "posts" / "two", more="ai_generated: true\ncommercial: true\n")
    (work / "posts" / "two" / "notes.pages").write_bytes(b"unread")
    arguments = ("posts", "--format", form, "--explain")
    without = run(work, *arguments, "--no-cache")
    cold = run(work, *arguments)
    warm = run(work, *arguments)
    assert "DV" in without.stdout
    for other in (cold, warm):
        assert (other.returncode, comparable(other.stdout)) == (without.returncode, comparable(without.stdout))


def comparable(text: str) -> str:
    if not text.startswith("{"):
        return text
    told = json.loads(text)
    for each in told["posts"]:
        each.pop("timings", None)
    return json.dumps(told)


def test_an_unchanged_post_is_answered_without_rules_and_decoders(work: Path) -> None:
    assert imported(work) >= {"PIL.Image", "rednote_lint.checks.words"}
    assert not imported(work) & DECODERS


COUNTING = """\
import os, sys
def _hook(event, arguments, to=os.open(os.environ["OPENED"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)):
    if event == "open" and str(arguments[0]).endswith(("01.png", "clip.mp4")):
        os.write(to, (os.path.basename(str(arguments[0])) + chr(10)).encode())
    if event == "import" and arguments[0] == "av":
        os.write(to, b"av" + chr(10).encode())
sys.addaudithook(_hook)
"""
"""What opens videos does so in native code, which no hook sees: its import stands for that."""


def test_after_a_word_list_is_edited_no_image_or_video_is_opened(work: Path) -> None:
    def counted() -> tuple[Counter[str], set[str]]:
        log = work / "opened"
        log.unlink(missing_ok=True)
        done = start(work, "posts", "--format", "json", PYTHONPATH=str(work / "site"), OPENED=str(log))
        return Counter(log.read_text(encoding="utf-8").split()), codes(json.loads(done.stdout))

    (work / "site").mkdir()
    (work / "site" / "sitecustomize.py").write_text(COUNTING, encoding="utf-8")
    (work / "posts" / "clip").mkdir()
    write_clip(work / "posts" / "clip" / "clip.mp4", seconds=1)
    time.sleep(3.1)  # A file that was just written is hashed again, because its times say too little.
    opened, before = counted()
    assert min(opened["01.png"], opened["clip.mp4"], opened["av"]) > 0 and "ZZ101" in before
    word_list(work, "草莓汁")
    assert counted() == (Counter(), before - {"ZZ101"})


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "post.md").write_text("---\ntitle: 周末\n---\n清水。\n", encoding="utf-8"),
        lambda folder: save_png(folder / "01.png", scene(90, 160)),
        lambda folder: (folder / "01.png").rename(folder / "02.png"),
        lambda folder: save_png(folder / "02.png"),
        lambda folder: (folder / "notes.docx").write_bytes(b"unread"),
        lambda folder: folder.rename(folder.with_name("moved")),
    ],
    ids=["caption", "picture", "name", "more", "unread", "moved"],
)
def test_whatever_changes_is_seen(work: Path, change: Any) -> None:
    report(work)
    change(work / "posts" / "one")
    assert report(work) == report(work, "--no-cache")


def test_a_moved_post_is_named_by_its_new_place_and_its_media_are_not_opened(work: Path) -> None:
    report(work)
    (work / "posts" / "one").rename(work / "posts" / "two")
    assert not imported(work) & DECODERS
    told = report(work)
    paths = {finding["location"]["path"] for each in told["posts"] for finding in each["findings"]}
    assert paths and all(path.startswith("posts/two") for path in paths)


@pytest.mark.parametrize("option", [["--select", "diversion"], ["--client", "app"], ["--no-ocr"]])
def test_other_settings_have_other_results(work: Path, option: list[str]) -> None:
    report(work)
    assert report(work, *option) == report(work, *option, "--no-cache")


def test_a_suppression_that_runs_out_between_runs_is_seen(work: Path) -> None:
    ignored = "lint: {ignore: [{rule: ZZ101, reason: ours, until: 2999-01-01}]}\n"
    post(work / "posts" / "two", more=ignored)
    report(work)
    told = report(work)
    assert told == report(work, "--no-cache")
    assert [entry["code"] for each in told["posts"] for entry in each["suppressed"]] == ["ZZ101"]


def test_a_schedule_is_compared_with_now_in_each_run(work: Path) -> None:
    post(work / "posts" / "two", more="schedule: 2001-01-01T20:00+08:00\n")
    assert run(work).returncode == 1
    assert "rednote_lint.checks.words" in imported(work)


def test_a_fix_works_with_an_answer_from_the_store(work: Path) -> None:
    body = "---\ntitle: 周末\n---\n天气很好。 #露营 #露营\n"
    for name in ("warm", "cold"):
        (work / name).mkdir()
        (work / name / "post.md").write_text(body, encoding="utf-8")
    run(work, "warm")
    shown = run(work, "warm", "--diff").stdout
    assert shown == run(work, "warm", "--diff", "--no-cache").stdout != ""
    run(work, "warm", "--fix")
    run(work, "cold", "--fix", "--no-cache")
    text = (work / "warm" / "post.md").read_text(encoding="utf-8")
    assert text == (work / "cold" / "post.md").read_text(encoding="utf-8") != body


def test_media_are_repaired_by_an_answer_from_the_store(work: Path) -> None:
    for name in ("warm", "cold"):
        post(work / name)
        (work / name / "01.png").rename(work / name / "01.tiff")
        Image.open(work / name / "01.tiff").save(work / name / "01.tiff", format="TIFF")
    first, again = report(work, "warm"), report(work, "warm")
    assert first == again and "convert-image" in json.dumps(again)
    run(work, "warm", "--fix", "--fix-media")
    run(work, "cold", "--fix", "--fix-media", "--no-cache")
    made = {name: sorted(path.name for path in (work / name).iterdir()) for name in ("warm", "cold")}
    assert made["warm"] == made["cold"] and "01.fixed.jpg" in made["warm"]


def test_a_cache_that_was_restored_from_an_archive_counts(work: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Everything is new there: times, inodes, the folder above."""
    before = report(work)
    archive = shutil.make_archive(str(tmp_path_factory.mktemp("ci") / "cache"), "gztar", work)
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    shutil.unpack_archive(archive, elsewhere, filter="data")
    for path in elsewhere.rglob("*"):
        os.utime(path, (1, 1))
    assert not imported(elsewhere) & (DECODERS)
    assert report(elsewhere) == before


def test_a_file_that_is_replaced_within_its_times_is_read_again(work: Path) -> None:
    """Same size, same time of modification: only the inode's own time differs, which no program can set."""
    picture = work / "posts" / "one" / "01.png"
    old = time.time() - 3600
    os.utime(picture, (old, old))
    time.sleep(3.1)
    report(work)
    report(work)
    data = bytearray(picture.read_bytes())
    data[-20] ^= 0xFF
    picture.write_bytes(data)
    os.utime(picture, (old, old))
    assert report(work) == report(work, "--no-cache")


def test_a_post_that_could_not_be_read_in_full_is_read_again(work: Path) -> None:
    (work / "posts" / "one" / "01.png").write_bytes(b"no picture")
    assert run(work).returncode == 2
    assert run(work).returncode == 2
    save_png(work / "posts" / "one" / "01.png")
    assert run(work).returncode == 1


def test_no_secret_of_a_caption_is_stored(work: Path) -> None:
    secret = "sk-" + "a1B2c3D4e5F6g7H8i9J0" * 2
    (work / "posts" / "one" / "post.md").write_text(f"密钥 {secret}\n", encoding="utf-8")
    run(work)
    stored = b"".join(path.read_bytes() for path in (work / ".cache").glob("store-*"))
    assert stored and secret.encode() not in stored


@pytest.mark.posix("kill -9")
def test_two_runs_on_one_store_of_which_one_is_killed_never_give_a_wrong_result(work: Path) -> None:
    for number in range(12):
        post(work / "posts" / f"more-{number}")
    expected = report(work, "--no-ocr", "--no-cache")
    shutil.rmtree(work / ".cache", ignore_errors=True)
    environment = {**os.environ, "REDNOTE_LINT_CACHE": str(work / ".cache")}
    chance = random.Random(7)
    for turn in range(int(os.environ.get("KILLS", "5"))):
        for path in (work / ".cache").glob("store-*") if turn % 5 == 0 else ():
            path.unlink()
        command = [*PROGRAM, "posts", "--no-ocr", "--format", "json", "--lang", "en"]
        runs = [
            subprocess.Popen(command, cwd=work, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            for _ in range(2)
        ]
        time.sleep(chance.uniform(0.2, 1.4))
        runs[0].kill()
        out = runs[1].communicate()[0]
        runs[0].communicate()
        told = json.loads(out)
        for each in told["posts"]:
            each.pop("timings", None)
        assert told == expected, turn
    assert report(work, "--no-ocr") == expected
    assert not imported(work, "posts", "--no-ocr") & DECODERS


def test_an_ignore_that_names_no_rule_is_refused_though_results_are_stored(work: Path) -> None:
    report(work)
    with (work / "rednote-lint.yaml").open("a", encoding="utf-8") as file:
        file.write("per-path-ignores: {'posts/**': [ZZ999]}\n")
    refused = run(work)
    assert refused.returncode == 2 and "ZZ999" in refused.stderr
