"""Processor time of a second run over posts that have not changed, as a share of the first.

`python benchmarks/store.py [POSTS]`: captions without media, an empty store, packs compiled before.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.processes import cost_of

_WORDS = tuple(
    "今天去京都旅行咖啡馆很好吃推荐大家这家店价格便宜早餐面包慢生活散步面霜防晒朋友周末天气阳光海边沙滩拍照攻略收藏".strip()
)


def main(posts: int) -> None:
    """Run the program on the same posts and print the seconds and the shares."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        _write(root / "posts", posts)
        _write(root / "one", 1)
        _seconds(root, "one")  # packs, byte code
        for path in (root / "cache").glob("store-*"):
            path.unlink()
        first = _seconds(root, "posts")
        for turn in range(3):
            again = _seconds(root, "posts")
            print(f"{posts} posts: first {first:.2f} s, again {again:.2f} s, share {again / first:.3f} ({turn + 1})")


def _write(root: Path, posts: int) -> None:
    chance = random.Random(1)
    for number in range(posts):
        folder = root / f"post{number:04}"
        folder.mkdir(parents=True)
        body = "\n\n".join("".join(chance.choices(_WORDS, k=85)) + "。" for _ in range(4))
        header = f"---\ntitle: 周末去哪里 {number}\ntags: [旅行, 慢生活]\n---\n"
        (folder / "post.md").write_text(f"{header}{body}\n#京都旅行[话题]#\n", encoding="utf-8")


def _seconds(root: Path, name: str) -> float:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["REDNOTE_LINT_CACHE"] = str(root / "cache")
    command = [sys.executable, "-m", "rednote_lint", name, "--isolated", "-q"]
    return cost_of(command, root, environment).seconds


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
