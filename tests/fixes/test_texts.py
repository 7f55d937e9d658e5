from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.fixes import atomic, texts
from rednote_lint.fixes.outcome import Offer
from rednote_lint.fixes.resolve import resolve
from rednote_lint.model import Bilingual, SourceFile, TextEdit, TextRange
from rednote_lint.syntax.writer import spliced

from .made import edit, offer, offers_for


def reader(text: str) -> texts.Read:
    return lambda path: SourceFile(path=path, text=text)


@given(offers_for())
def test_characters_outside_the_edits_are_unchanged(case: tuple[str, list[Offer]]) -> None:
    text, offers = case
    taken, left = resolve(offers)
    applied, refused, changed = texts.carry_out(taken, write=False, reader=reader(text))
    assert len(applied) + len(refused) + len(left) == len(offers)
    assert not refused
    edits = {edit for one in taken for edit in one.fix.edits if isinstance(edit, TextEdit)}
    gone = {place for one in edits for place in range(*one.range)}
    kept = "".join(char for place, char in enumerate(text) if place not in gone)
    after, at = (changed[0].after if changed else text), 0
    pieces, shift = [], 0
    for one in sorted(edits, key=lambda edit: edit.range):
        pieces.append(text[at : one.range.start])
        at = one.range.end
    pieces.append(text[at:])
    assert "".join(pieces) == kept
    for piece in pieces:
        found = after.find(piece, shift)
        assert found >= 0
        shift = found + len(piece)
    assert len(after) == len(kept) + sum(len(one.new) for one in edits)


@given(offers_for(), st.integers(0, 60), st.sampled_from("xyz"))
def test_edits_of_a_file_that_changed_under_them_are_refused(case: tuple[str, list[Offer]], at: int, char: str) -> None:
    text, offers = case
    if not text:
        return
    at %= len(text)
    other = text[:at] + char + text[at + 1 :]
    taken, _ = resolve(offers)
    _, refused, changed = texts.carry_out(taken, write=False, reader=reader(other))
    hurt = [one for one in taken if any(e.range.start <= at < e.range.end for e in one.fix.edits)]
    assert {one.code for one in refused} == {one.code for one in hurt}
    assert all(change.before == other for change in changed)


def test_the_same_edit_for_two_findings_is_made_once(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("abc", encoding="utf-8")
    same = [offer(edit("abc", 0, 1, "x", str(file)), code=code) for code in ("A1", "B1")]
    taken, left = resolve(same)
    applied, refused, _ = texts.carry_out(taken, write=True)
    assert (len(applied), left, refused) == (2, [], [])
    assert file.read_text(encoding="utf-8") == "xbc"


@pytest.mark.posix("permission bits")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_encoding_mark_line_ends_and_permissions_stay(tmp_path: Path, encoding: str, newline: str) -> None:
    text = newline.join(["---", "title: 全网最佳 # 注释", "---", "正文最佳", ""])
    file = tmp_path / "a.md"
    file.write_bytes(text.encode(encoding))
    file.chmod(0o604)
    at = text.rindex("最佳")
    texts.carry_out([offer(edit(text, at, at + 2, "不错", str(file)))], write=True)
    assert file.read_bytes() == (text[:at] + "不错" + text[at + 2 :]).encode(encoding)
    assert file.stat().st_mode & 0o777 == 0o604
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


@pytest.mark.posix("links that anybody may make")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    file, link = tmp_path / "real.md", tmp_path / "a.md"
    file.write_text("abc", encoding="utf-8")
    link.symlink_to(file)
    texts.carry_out([offer(edit("abc", 0, 1, "x", str(link)))], write=True)
    assert link.is_symlink()
    assert file.read_text(encoding="utf-8") == "xbc"


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs users of POSIX")
def test_a_read_only_file_is_left_alone() -> None:
    user = os.geteuid()
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "a.md"
        file.write_text("abc", encoding="utf-8")
        file.chmod(0o444)
        Path(name).chmod(0o777)
        os.setresuid(-1, 65534 if user == 0 else user, -1)  # The superuser may write everywhere.
        try:
            _, refused, _ = texts.carry_out([offer(edit("abc", 0, 1, "x", str(file)))], write=True)
        finally:
            os.setresuid(-1, user, -1)
        assert "Permission denied" in refused[0].reason.en and refused[0].is_failure
        assert file.read_text(encoding="utf-8") == "abc"


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"abc\xff\xfe\x81")
    _, refused, _ = texts.carry_out([offer(edit("abc", 0, 1, "x", str(file)))], write=True)
    assert refused
    assert file.read_bytes() == b"abc\xff\xfe\x81"


def test_the_diff_is_one_that_patch_applies(tmp_path: Path) -> None:
    text = "eins\r\nzwei\u2028drei\r\nvier"
    file = tmp_path / "a.md"
    file.write_bytes(text.encode())
    _, _, changed = texts.carry_out([offer(edit(text, 6, 10, "2", "a.md"))], write=False, reader=reader(text))
    diff = texts.unified_diff(changed)
    done = subprocess.run(["git", "apply", "-"], input=diff.encode(), cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert file.read_bytes() == spliced(text, (edit(text, 6, 10, "2"),)).encode()


CHILD = """
import sys
import tempfile
from pathlib import Path
from rednote_lint.fixes import atomic
try:
    atomic.write(Path(sys.argv[1]), b"x" * 100_000)
except OSError as error:
    print(error.strerror)
    sys.exit(2)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits of POSIX")
def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"mine")

    def small_files_only() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(file)],
        cwd=Path(__file__).parents[2],
        preexec_fn=small_files_only,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert file.read_bytes() == b"mine"
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


def test_a_file_that_cannot_be_written_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"abc")

    def full(descriptor: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", full)
    applied, refused, changed = texts.carry_out([offer(edit("abc", 0, 1, "x", str(file)))], write=True)
    assert "No space left" in refused[0].reason.en and refused[0].is_failure
    assert not applied and not changed
    assert file.read_bytes() == b"abc"
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


@pytest.mark.parametrize("replace", [True, False])
def test_without_nameless_files_a_hidden_one_is_used_and_taken_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, replace: bool
) -> None:
    from rednote_lint.fixes import atomic

    monkeypatch.setattr(atomic, "_open_unnamed", lambda folder: None)
    target = tmp_path / "a.bin"
    if replace:
        target.write_bytes(b"old")
    with atomic.scratch(tmp_path) as new:
        new.path.write_bytes(b"new")
        new.publish(target, replace=replace)
    assert target.read_bytes() == b"new"
    with pytest.raises(RuntimeError), atomic.scratch(tmp_path) as new:
        new.path.write_bytes(b"half")
        raise RuntimeError
    assert [path.name for path in tmp_path.iterdir()] == ["a.bin"]


def test_a_file_that_changes_between_reading_and_writing_stays(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.md" for number in range(3)]
    for path in paths:
        path.write_text("abc", encoding="utf-8")

    def slow(path: str) -> SourceFile | Bilingual:
        source = texts.read(path)
        if path == str(paths[1]):
            paths[1].write_text("abc, and more", encoding="utf-8")
        return source

    offers = [offer(edit("abc", 0, 1, "x", str(path)), code=path.stem) for path in paths]
    applied, refused, changed = texts.carry_out(offers, write=True, reader=slow)
    assert [path.read_text(encoding="utf-8") for path in paths] == ["xbc", "abc, and more", "xbc"]
    assert [(left.code, left.is_failure) for left in refused] == [("1", True)]
    assert [done.code for done in applied] == ["0", "2"]
    assert [change.path for change in changed] == [str(paths[0]), str(paths[2])]


def test_a_fix_of_two_files_is_taken_back_where_one_refuses(tmp_path: Path) -> None:
    one, other = tmp_path / "1.md", tmp_path / "2.md"
    one.write_text("abc", encoding="utf-8")
    other.write_text("abc", encoding="utf-8")

    def slow(path: str) -> SourceFile | Bilingual:
        source = texts.read(path)
        one.write_text("mine", encoding="utf-8")
        return source

    both = offer(edit("abc", 0, 1, "x", str(one)), edit("abc", 0, 1, "x", str(other)))
    alone = offer(edit("abc", 1, 2, "y", str(other)), code="B1")
    applied, refused, _ = texts.carry_out([both, alone], write=True, reader=slow)
    assert [done.code for done in applied] == ["B1"] and [left.code for left in refused] == ["A1"]
    assert (one.read_text(encoding="utf-8"), other.read_text(encoding="utf-8")) == ("mine", "ayc")


def test_a_new_file_is_made_and_one_that_is_there_stays(tmp_path: Path) -> None:
    path = tmp_path / "post.yaml"
    lines = [TextEdit(path=str(path), range=TextRange(0, 0), old="", new=f"{key}:\n", new_file=True) for key in "ab"]
    offers = [offer(line, code=line.new) for line in lines]
    assert len(texts.carry_out(offers, write=True)[0]) == 2
    assert path.read_text(encoding="utf-8") == "a:\nb:\n"
    _, refused, _ = texts.carry_out(offers, write=True)
    assert len(refused) == 2
    assert path.read_text(encoding="utf-8") == "a:\nb:\n"


def test_what_is_written_before_ctrl_c_is_told_and_the_rest_as_not_fixed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [tmp_path / f"{n}.txt" for n in range(3)]
    for path in paths:
        path.write_text("one two", encoding="utf-8")
    edits = [TextEdit(path=str(path), range=TextRange(0, 3), old="one", new="2") for path in paths]
    written: list[str] = []
    publish = atomic.write

    def slowly(path: Path, data: bytes, *, expected: bytes) -> None:
        publish(path, data, expected=expected)
        written.append(path.name)
        if len(written) == 2:
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(atomic, "write", slowly)
    done, left, _ = texts.carry_out([offer(edit) for edit in edits], write=True)
    assert (len(done), [refusal.reason for refusal in left]) == (2, [texts.INTERRUPTED])


def test_a_full_disk_is_no_question_of_permissions() -> None:
    full = texts.cannot_write(OSError(errno.ENOSPC, "No space left on device"))
    assert "permissions" not in full.en and "权限" not in full.zh
    assert "permissions" in texts.cannot_write(PermissionError(errno.EACCES, "Permission denied")).en
