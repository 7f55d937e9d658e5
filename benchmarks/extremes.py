"""What posts of absurd size cost: whole processes with default settings, in processor seconds and peak memory.

`python benchmarks/extremes.py [--notes NOTES.jsonl] [NAME…]` prints a line per case: seconds of processor time (user
and system), the ratio to a bare `import click`, peak memory, and the same at half the size, so that what grows out of
proportion is seen. Notes are objects with `title` and `body`: 1 MB of them, one after the other, is a case of its own.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.processes import Cost, cost_of

PROSE = "周末去郊外露营，带了帐篷和咖啡壶。天气很好，孩子们玩得开心。"
HITS = "加微信 abc12345 全网最佳 "
MIXED = (
    PROSE + "Link in bio, DM me on Instagram @lila.cooks or WhatsApp +1 202 555 0143. "
    "全网最低价，加V信 abc12345，www.shop.com 代购 最佳"
)
GOAL = 3.0
MEMORY = 500


class Case(NamedTuple):
    """A post of a size: `write` puts it into a folder and names what is checked."""

    name: str
    size: int
    write: Callable[[Path, int], str]
    options: tuple[str, ...] = ()


def main() -> int:
    """Print the cost of each case; 1 when one is over the goal."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # An installed program runs from compiled modules.
    cases, names = [*CASES], sys.argv[1:]
    if names[:1] == ["--notes"]:
        cases.append(Case("caption: 1 MB of published notes", MB, caption(notes(Path(names[1])))))
        names = names[2:]
    wanted = [case for case in cases if not names or any(name in case.name for name in names)]
    click = min(cost_of([sys.executable, "-c", "import click"], Path.cwd()).seconds for _ in range(5))
    print(f"{'import click':44} {click:6.2f} s")
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        os.environ["REDNOTE_LINT_CACHE"] = str(Path(folder) / "cache")
        checked(Case("warm", 1, caption(PROSE, title="")), Path(folder) / "warm", 1)
        for number, case in enumerate(wanted):
            half = checked(case, Path(folder) / f"{number}-half", case.size // 2)
            whole = checked(case, Path(folder) / f"{number}", case.size)
            over = whole.seconds > GOAL or whole.megabytes > MEMORY or whole.code not in (0, 1, 2)
            missed += over
            print(
                f"{case.name:44} {whole.seconds:6.2f} s {whole.seconds / click:6.0f} x {whole.megabytes:5.0f} MB"
                f"   half of it {half.seconds:6.2f} s   exit {whole.code}{'   MISSED' if over else ''}",
                flush=True,
            )
    return int(missed > 0)


def checked(case: Case, folder: Path, size: int) -> Cost:
    """Check a post of a case at some size, in a process of its own."""
    folder.mkdir()
    name = case.write(folder, size)
    return cost_of([sys.executable, "-m", "rednote_lint", name, *case.options], folder)


def caption(words: str, *, title: str = "标题：周末露营", file: str = "caption.md") -> Callable[[Path, int], str]:
    """Make a writer of a caption of so many bytes that repeats some words."""

    def write(folder: Path, size: int) -> str:
        text = (words * (size // len(words.encode()) + 1)).encode()[:size].decode(errors="ignore")
        head = f"---\ntitle: {title}\n---\n" if title else ""
        (folder / file).write_text(head + text, encoding="utf-8")
        return file

    return write


def notes(path: Path) -> str:
    """Return the words of all notes of a file."""
    with path.open(encoding="utf-8") as file:
        return "".join(f"{note['title']}\n{note['body']}\n" for note in map(json.loads, file))


def contacts(between: str) -> Callable[[Path, int], str]:
    """Make a writer of a caption of so many bytes that is full of distinct contacts."""

    def write(folder: Path, size: int) -> str:
        one = "加我微信 wx_{0:06}abc，邮箱 a{0:06}@example.com，电话 13812{0:06}{1}"
        length = len(one.format(0, between).encode())
        text = "".join(one.format(number, between) for number in range(size // length))
        (folder / "caption.md").write_text(f"---\ntitle: 周末露营\n---\n{text}", encoding="utf-8")
        return "caption.md"

    return write


def numbered(number: int) -> str:
    """Return the name of one of many distinct tags."""
    return f"标签{number}"


def tags_in_front_matter(shape: str) -> Callable[[Path, int], str]:
    """Make a writer of so many distinct tags in a header: as a flow list, a block list, or one text."""

    def write(folder: Path, size: int) -> str:
        names = [numbered(number) for number in range(size)]
        tags = {
            "flow": f"[{', '.join(names)}]",
            "quoted": json.dumps(names, ensure_ascii=False),
            "block": "".join(f"\n  - {name}" for name in names),
            "text": f'"{" ".join(f"#{name}" for name in names)}"',
        }[shape]
        (folder / "caption.md").write_text(f"---\ntitle: 周末露营\ntags: {tags}\n---\n{PROSE}", encoding="utf-8")
        return "caption.md"

    return write


def tags_in_row(file: str) -> Callable[[Path, int], str]:
    """Make a writer of a manifest whose one row has so many distinct tags."""

    def write(folder: Path, size: int) -> str:
        names = [numbered(number) for number in range(size)]
        if file.endswith(".jsonl"):
            text = json.dumps({"title": "周末露营", "body": PROSE, "tags": names}, ensure_ascii=False) + "\n"
        else:
            text = f'title,body,tags\n周末露营,{PROSE},"{";".join(names)}"\n'
        (folder / file).write_text(text, encoding="utf-8")
        return file

    return write


def body_in_row(words: str, file: str) -> Callable[[Path, int], str]:
    """Make a writer of a manifest whose one row has a body of so many bytes."""

    def write(folder: Path, size: int) -> str:
        body = (words * (size // len(words.encode()) + 1)).encode()[:size].decode(errors="ignore")
        if file.endswith(".jsonl"):
            text = json.dumps({"title": "周末露营", "body": body}, ensure_ascii=False) + "\n"
        else:
            text = f'title,body\n周末露营,"{body}"\n'
        (folder / file).write_text(text, encoding="utf-8")
        return file

    return write


def body_in_front_matter(folder: Path, size: int) -> str:
    """Write a post whose body of so many bytes is a quoted text of its header, with an escape here and there."""
    sentence = json.dumps(PROSE + "\n", ensure_ascii=False)[1:-1]
    (folder / "post.yaml").write_text(
        f'title: 周末露营\nbody: "{sentence * (size // len(sentence.encode()))}"\n', encoding="utf-8"
    )
    return "post.yaml"


def tags_in_caption(folder: Path, size: int) -> str:
    """Write a caption of so many distinct tags."""
    text = " ".join(f"#{numbered(number)}" for number in range(size))
    (folder / "caption.md").write_text(f"---\ntitle: 周末露营\n---\n{text}", encoding="utf-8")
    return "caption.md"


def equal_tags(folder: Path, size: int) -> str:
    """Write a post with one tag, so many times, in its header."""
    tags = ", ".join(["标签"] * size)
    (folder / "caption.md").write_text(f"---\ntitle: 周末露营\ntags: [{tags}]\n---\n{PROSE}", encoding="utf-8")
    return "caption.md"


def repeated_tags(folder: Path, size: int) -> str:
    """Write a caption of one tag, so many times."""
    (folder / "caption.txt").write_text("#a " * size, encoding="utf-8")
    return "caption.txt"


def assets(*, named: bool) -> Callable[[Path, int], str]:
    """Make a writer of a post of so many tiny pictures, listed in its header or only lying beside it."""

    def write(folder: Path, size: int) -> str:
        from PIL import Image

        Image.new("RGB", (8, 8), (200, 120, 40)).save(folder / "0.jpg")
        data = (folder / "0.jpg").read_bytes()
        names = [f"{number}.jpg" for number in range(size)]
        for number, name in enumerate(names):
            (folder / name).write_bytes(data + b"%d" % number)
        listed = f"images: [{', '.join(names)}]\n" if named else ""
        (folder / "caption.md").write_text(f"---\ntitle: 周末露营\n{listed}---\n{PROSE}", encoding="utf-8")
        return "."

    return write


def absent_assets(folder: Path, size: int) -> str:
    """Write a post that names so many pictures that are not there."""
    names = ", ".join(f"{number}.jpg" for number in range(size))
    (folder / "caption.md").write_text(f"---\ntitle: 周末露营\nimages: [{names}]\n---\n{PROSE}", encoding="utf-8")
    return "caption.md"


MB = 1_000_000
CASES = [
    Case("caption: 1 MB of prose", MB, caption(PROSE)),
    Case("caption: 1 MB of prose in lines", MB, caption(PROSE + "\n")),
    Case("caption: 1 MB of digits", MB, caption("1234567890")),
    Case("caption: 1 MB of x", MB, caption("x")),
    Case("caption: 1 MB of Latin words", MB, caption("a day by the lake with friends and coffee, ")),
    Case("caption: 1 MB of contacts in lines", MB, contacts("\n")),
    Case("caption: 1 MB of contacts, one line", MB, contacts(" ")),
    Case("caption: 1 MB of hits of many rules in lines", MB, caption(MIXED + "\n")),
    Case("caption: 1 MB of hits of many rules, one line", MB, caption(MIXED + " ")),
    Case("caption: 1 MB, folded in front matter", MB, body_in_front_matter),
    Case("caption: 1 MB, a JSONL row", MB, body_in_row(PROSE, "posts.jsonl")),
    Case("caption: 1 MB, a CSV row", MB, body_in_row(PROSE, "posts.csv")),
    Case("tags: 1,600 times the same", 1600, repeated_tags),
    Case("tags: 1,600 times the same, --diff", 1600, repeated_tags, ("--diff",)),
    Case("tags: 100,000 times the same in a caption", 100_000, repeated_tags),
    Case("tags: 100,000 times the same in front matter", 100_000, equal_tags),
    Case("tags: 33,000 in a caption", 33_000, tags_in_caption),
    Case("tags: 100,000 in a caption", 100_000, tags_in_caption),
    Case("tags: 100,000 in front matter, flow", 100_000, tags_in_front_matter("flow")),
    Case("tags: 100,000 in front matter, quoted", 100_000, tags_in_front_matter("quoted")),
    Case("tags: 100,000 in front matter, block", 100_000, tags_in_front_matter("block")),
    Case("tags: 100,000 in front matter, one text", 100_000, tags_in_front_matter("text")),
    Case("tags: 100,000 in a JSONL row", 100_000, tags_in_row("posts.jsonl")),
    Case("tags: 100,000 in a CSV row", 100_000, tags_in_row("posts.csv")),
    Case("assets: 10,000 beside the caption", 10_000, assets(named=False)),
    Case("assets: 10,000 in front matter", 10_000, assets(named=True)),
    Case("assets: 10,000 that are not there", 10_000, absent_assets),
    Case("hits: a line of 100,000 characters", 220_000, caption(HITS)),
    Case("hits: 100,000 characters in lines", 220_000, caption(HITS + "\n")),
    Case("hits: a line of 100,000 characters, --diff", 220_000, caption(HITS), ("--diff", "--unsafe-fixes")),
]

if __name__ == "__main__":
    raise SystemExit(main())
