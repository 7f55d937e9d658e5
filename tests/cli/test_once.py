"""A rule with `once: true` speaks once a post and mends every place."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.program import called, read

RUN = ["--isolated", "--select", "TT101", "--no-cache"]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return read(called(*arguments, cwd=Path.cwd(), environment=os.environ))


@pytest.mark.parametrize(
    ("tags", "left"),
    [
        ("[tiktok, 京都旅行, capcut, booktok]", "[京都旅行]"),
        ("[tiktok, capcut, 京都旅行]", "[京都旅行]"),
        ("[京都旅行, tiktok, capcut, booktok]", "[京都旅行]"),
    ],
)
def test_many_tags_are_one_finding_and_all_go(tmp_path: Path, tags: str, left: str) -> None:
    caption = tmp_path / "caption.md"
    caption.write_text(f"---\ntitle: 京都\ntags: {tags}\n---\n今天去京都 #duet #慢生活\n", encoding="utf-8")
    report = run(*RUN, "--format", "json", str(tmp_path))
    (finding,) = json.loads(report.stdout)["posts"][0]["findings"]
    assert finding["evidence"] == "tiktok"
    assert len(finding["related"]) == len(tags.split(",")) - 1
    run("fix", *RUN, str(tmp_path))
    assert caption.read_text(encoding="utf-8") == f"---\ntitle: 京都\ntags: {left}\n---\n今天去京都 #慢生活\n"
