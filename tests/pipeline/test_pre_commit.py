"""The hooks as they are used: pre-commit itself, in a real repository, installed from a clone of this one."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from rednote_lint.posts.files import IMAGES, MANIFESTS, MARKDOWN, SUBTITLES, VIDEOS, YAML
from tests.cli.test_commands import run
from tests.clips_made import stacked_mark, write_clip
from tests.made_once import made_once
from tests.media_made import save_jpeg, scene
from tests.pipeline.repositories import PRE_COMMIT, ROOT, Repository, clone, git, install_hooks

HOOKS = ROOT / ".pre-commit-hooks.yaml"
CLEAN = "---\ntitle: 周末野餐\n---\n草地很软，风也很轻，下次还想再来。\n"
BAD = "---\ntitle: 周末野餐\n---\n想要清单的加我微信 camp_day88\n"
WITHOUT_OCR = "args: [--no-ocr, --]"
CONFIGURATION = """\
repos:
- repo: {repo}
  rev: {rev}
  hooks:
  - id: {hook}
{more}"""


def configuration(made: Path, rev: str, hook: str = "rednote-lint", more: str = WITHOUT_OCR) -> str:
    lines = "".join(f"    {line}\n" for line in more.splitlines())
    return CONFIGURATION.format(repo=made / "rednote-lint", rev=rev, hook=hook, more=lines)


@pytest.fixture(scope="session")
def installed(tmp_path_factory):
    """A clone of this repository, its commit, and the home of pre-commit with the environment of the hooks in it."""

    def make(folder: Path) -> None:
        rev = clone(folder / "rednote-lint")
        (folder / "rev").write_text(rev, encoding="utf-8")
        first = Repository(folder / "first", folder / "home")
        first.configure(configuration(folder, rev))
        first.install()
        install_hooks(first)

    return made_once(tmp_path_factory, "pre-commit", make)


@pytest.fixture
def repository(installed, tmp_path, monkeypatch):
    """A repository of posts, in which `rednote-lint` runs before each commit unless another hook is asked for.

    What does not depend on words in pictures does without their recognition, which takes longer than all else.
    """
    monkeypatch.setenv("REDNOTE_LINT_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("REDNOTE_LINT_NO_PROGRESS", "1")

    def make(hook: str = "rednote-lint", more: str = WITHOUT_OCR) -> Repository:
        made = Repository(tmp_path / "posts of 小红", installed / "home", like=installed / "first")
        made.configure(configuration(installed, (installed / "rev").read_text(encoding="utf-8"), hook, more))
        return made

    return make


@pytest.fixture
def staged(tmp_path):
    """A repository of posts in which the hook is called here, by `hooked`, once names have been staged."""
    return Repository(tmp_path / "posts of 小红", tmp_path / "home")


def hooked(posts: Repository) -> subprocess.CompletedProcess[str]:
    """Call the hook in this process with the names that pre-commit passes: what it does itself is not the point."""
    hook, _ = yaml.safe_load(HOOKS.read_text(encoding="utf-8"))
    names = git(posts.folder, "diff", "--staged", "--name-only", "-z", "--diff-filter=ACMRTUXB").split("\0")[:-1]
    passed = [name for name in names if re.search(hook["files"], name)]
    if not passed:
        return subprocess.CompletedProcess([], 0, "", "")
    done = run(*hook["entry"].split()[1:], "--no-ocr", *hook["args"], *passed, cwd=posts.folder)
    done.returncode = min(done.returncode, 1)  # git says no more than that.
    return done


def photo(path: Path, seed: int = 1) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return save_jpeg(path, scene(720, 960, seed=seed))


def passed(done: subprocess.CompletedProcess[str]) -> bool:
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return done.returncode == 0


def test_the_hooks_are_valid():
    done = subprocess.run([*PRE_COMMIT, "validate-manifest", str(HOOKS)], capture_output=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_hooks_take_every_file_that_a_post_is_made_of():
    both = yaml.safe_load(HOOKS.read_text(encoding="utf-8"))
    assert both[0]["files"] == both[1]["files"]
    for suffix in IMAGES | VIDEOS | SUBTITLES | MARKDOWN | YAML | MANIFESTS | {".txt"}:
        for name in (f"posts/a/1{suffix}", f"posts/a/1{suffix.upper()}"):
            assert re.search(both[0]["files"], name), name
    for name in ("pyproject.toml", "package.json", "app.py", "Makefile", "jpg", "plan.ods", "brief.docx"):
        assert not re.search(both[0]["files"], name), name


def test_a_bad_caption_blocks_the_commit_and_a_clean_one_passes(repository):
    posts = repository()
    posts.write("posts/picnic/caption.md", BAD)
    posts.stage()
    done = posts.commit()
    assert not passed(done) and "camp_day88" in done.stdout + done.stderr
    posts.write("posts/picnic/caption.md", CLEAN)
    posts.stage()
    assert passed(posts.commit())


def test_a_marked_clip_blocks_the_commit_of_its_post(repository):
    """Only the clip is staged; what is wrong is told for the post, and once; the hook's own arguments count."""
    posts = repository(more="")
    posts.write("posts/trip/caption.md", CLEAN)
    posts.accept()
    write_clip(
        posts.folder / "posts/trip/clip.mp4", 4.0, (540, 960), paint=lambda d, t: stacked_mark(d, (430, 850), 34)
    )
    posts.stage()
    done = posts.commit()
    assert not passed(done) and (done.stdout + done.stderr).count("NOT READY   posts/trip ") == 1, done.stderr
    assert "TikTok" in done.stdout + done.stderr
    write_clip(posts.folder / "posts/trip/clip.mp4", 1.0, (720, 960))
    posts.stage()
    done = posts.commit()
    assert passed(done), done.stdout + done.stderr


def test_fix_repairs_and_the_second_commit_passes(repository):
    posts = repository("rednote-lint-fix")
    caption = posts.write("posts/picnic/caption.md", "---\ntitle: 周末野餐\n---\n草地很软。#野餐#周末\n")
    posts.stage()
    done = posts.commit()
    assert not passed(done)
    assert "files were modified by this hook" in done.stdout + done.stderr
    assert "exit code: 1" in done.stdout + done.stderr
    assert "#野餐 #周末" in caption.read_text(encoding="utf-8")
    posts.stage()
    done = posts.commit()
    assert passed(done), done.stdout + done.stderr


def test_fix_fails_for_what_it_cannot_repair(repository):
    posts = repository("rednote-lint-fix")
    caption = posts.write("posts/picnic/caption.md", BAD)
    posts.stage()
    assert not passed(posts.commit())
    assert caption.read_text(encoding="utf-8") == BAD


def test_files_of_other_programs_do_not_stop_a_commit(staged):
    posts = staged
    for name in ("README.md", "mkdocs.yml", "package.json", "sales.csv", "app.ts", "src/a.mts", ".github/banner.png"):
        posts.write(name, "name,加我微信 camp_day88\n")
    posts.write("site/static/icon.svg", "<svg/>")
    photo(posts.folder / "site/static/hero.jpg")
    posts.stage()
    done = hooked(posts)
    assert passed(done), done.stdout + done.stderr


def test_what_lies_outside_the_posts_can_be_left_out(repository):
    """`files` replaces the hook's own pattern, so that all that lies there is passed and only posts are checked."""
    posts = repository(more="files: ^posts/\nargs: [--no-ocr, --]")
    posts.write("docs/guide.md", BAD)
    posts.write("posts/picnic/notes.json", BAD)
    posts.write("posts/picnic/app.py", BAD)
    posts.write("posts/picnic/caption.md", CLEAN)
    posts.stage()
    done = posts.commit()
    assert passed(done), done.stdout + done.stderr
    posts.write("posts/picnic/caption.md", BAD)
    posts.stage()
    assert not passed(posts.commit())


def test_unusual_names(repository):
    posts = repository()
    names = (
        "-好物 分享/caption.md",
        "a  b/正文.txt",
        "--fix.md",
        "旅行 'q' \"$(touch x)\"/post.md",
        "👩‍👩‍👧/caption.md",
    )
    for name in names:
        posts.write(name, BAD)
    posts.stage()
    done = posts.commit()
    assert not passed(done)
    for name in names:
        folder = name.split("/")[0]
        assert folder in done.stdout + done.stderr, (name, done.stdout, done.stderr)
    assert not (posts.folder / "x").exists()


def test_deleted_and_renamed_files(staged):
    posts = staged
    posts.write("posts/a/caption.md", CLEAN.replace("---\n草", "images: [1.jpg]\n---\n草"))
    posts.write("posts/old/caption.md", BAD)
    photo(posts.folder / "posts/a/1.jpg")
    posts.write("posts/b/caption.md", BAD)
    posts.accept()
    shutil.rmtree(posts.folder / "posts/b")
    posts.stage()
    assert passed(hooked(posts))  # a whole post is gone
    posts.accept()
    (posts.folder / "posts/a/1.jpg").rename(posts.folder / "posts/a/2.jpg")
    posts.stage()
    assert not passed(hooked(posts))  # the header names a file that is not there
    posts.write("posts/a/caption.md", CLEAN.replace("---\n草", "images: [2.jpg]\n---\n草"))
    posts.stage()
    assert passed(hooked(posts))
    posts.accept()
    (posts.folder / "posts/old").rename(posts.folder / "posts/new")
    posts.stage()
    done = hooked(posts)
    assert not passed(done) and "posts/new" in done.stdout + done.stderr


def test_rows_of_a_table(staged):
    posts = staged
    posts.write("calendar.csv", "title,body,images\n一,草地很软,images/1.jpg\n二,风很轻,images/2.jpg\n")
    photo(posts.folder / "images/1.jpg")
    photo(posts.folder / "images/2.jpg", seed=2)
    posts.stage()
    done = hooked(posts)
    assert passed(done), done.stdout + done.stderr
    posts.accept()
    posts.write("calendar.csv", "title,body,images\n一,草地很软,images/1.jpg\n二,加我微信 camp_day88,images/2.jpg\n")
    posts.stage()
    done = hooked(posts)
    assert not passed(done) and "calendar.csv:3" in done.stdout + done.stderr


def test_what_is_staged_is_checked_and_not_what_lies_in_the_folder(repository):
    """pre-commit puts unstaged changes away while hooks run; neither they nor the cache decide."""
    posts = repository(more="args: [--no-ocr, --ignore, watermark, --]")
    caption = posts.write("posts/a/caption.md", CLEAN)
    picture = photo(posts.folder / "posts/a/1.jpg")
    clean = picture.read_bytes()
    posts.stage()
    caption.write_text(BAD, encoding="utf-8")
    gif = save_gif(picture)
    done = posts.commit()
    assert passed(done), done.stdout + done.stderr
    assert caption.read_text(encoding="utf-8") == BAD and picture.read_bytes() == gif
    posts.stage()
    caption.write_text(CLEAN.replace("草地", "山坡"), encoding="utf-8")
    picture.write_bytes(clean)
    done = posts.commit()
    assert not passed(done) and "camp_day88" in done.stdout + done.stderr and "1.jpg" in done.stdout + done.stderr
    posts.stage()
    done = posts.commit()
    assert passed(done), done.stdout + done.stderr


def save_gif(path: Path) -> bytes:
    """Write a picture in a format that the platform does not take."""
    scene(720, 960).save(path, "GIF")
    return path.read_bytes()


def many(posts: Repository) -> int:
    """Stage more file names than one command line holds, two of each post."""
    count = 200
    for number in range(count):
        folder = f"posts/{number:03}-{'长' * 60}/{'长' * 60}"
        posts.write(f"{folder}/caption.txt", "草地很软，风也很轻，下次还想再来。\n")
        posts.write(f"{folder}/title.txt", "周末野餐\n")
    posts.stage()
    return count


def test_each_post_is_checked_once_however_its_names_are_handed_over(repository):
    """Batches follow each other, so that a post whose files fall into two of them is the only one checked twice."""
    posts = repository(more="args: [--no-ocr, --format, json, --]\nverbose: true")
    count = many(posts)
    done = posts.pre_commit("run")
    assert passed(done), done.stdout + done.stderr
    batches = done.stdout.count('"summary"')
    checked = re.findall(r'"path": "(posts/\d{3})[^"]*",\s+"id"', done.stdout)
    assert len(set(checked)) == count
    assert len(checked) - count < batches, (len(checked), batches)


AUDIT = """\
import os, sys
def _hook(event, arguments, to=os.open({log!r}, os.O_WRONLY | os.O_APPEND | os.O_CREAT)):
    if event == "open":
        os.write(to, (repr(arguments[0]) + chr(10)).encode("utf-8", "replace"))
sys.addaudithook(_hook)
"""


def by_audit_hook(posts: Repository, folder: Path) -> tuple[str, subprocess.CompletedProcess[str]]:
    """What Python opens; an audit hook in every Python that starts."""
    log = folder / "opened"
    (folder / "site").mkdir()
    (folder / "site" / "sitecustomize.py").write_text(AUDIT.format(log=str(log)), encoding="utf-8")
    done = posts.pre_commit("run", PYTHONPATH=str(folder / "site"))
    return log.read_text(encoding="utf-8"), done


def by_strace(posts: Repository, folder: Path) -> tuple[str, subprocess.CompletedProcess[str]] | None:
    """What the hook's processes open, native libraries included; None: processes cannot be traced here.

    git, which compares the files itself, is left out.
    """
    program = shutil.which("strace")
    if program is None:
        return None
    log = folder / "opened"
    tracing = [program, "-f", "-qq", "-xx", "-s", "4096", "-e", "trace=open,openat,openat2", "-o", str(log), "--"]
    done = posts.under(tracing, "run")
    if "ptrace" in done.stderr:
        return None
    text = log.read_text(encoding="utf-8")
    return re.sub(
        r'"((?:\\x[0-9a-f]{2})*)"', lambda match: bytes.fromhex(match[1].replace("\\x", "")).decode(), text
    ), done


@pytest.mark.posix("processes that can be traced")
def test_posts_that_are_not_staged_are_not_opened(repository, tmp_path):
    posts = repository()
    first = photo(posts.folder / "posts/touched/1.jpg")
    for number in range(20):
        posts.write(f"posts/untouched-{number}/caption.md", CLEAN)
        shutil.copy(first, posts.folder / f"posts/untouched-{number}/1.jpg")
        posts.write(f"flat/untouched-{number}.md", CLEAN)
    posts.write("posts/touched/caption.md", CLEAN)
    posts.accept()
    posts.write("flat/touched.md", CLEAN)
    photo(posts.folder / "posts/touched/1.jpg", seed=7)
    posts.stage()
    opened, done = by_strace(posts, tmp_path) or by_audit_hook(posts, tmp_path)
    assert passed(done), done.stdout + done.stderr
    for name in ("posts/touched/caption.md", "posts/touched/1.jpg", "flat/touched.md"):
        assert name in opened, name
    assert len(re.findall("untouched-.*", opened)) == 0, re.findall(".*untouched-.*", opened)
