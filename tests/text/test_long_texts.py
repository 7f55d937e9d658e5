"""A text of a megabyte beside a title costs time and memory in proportion to its length."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from rednote_lint.model import SourceFile, TextRange
from rednote_lint.text.joined_text import SEAM, JoinedText, Seams
from rednote_lint.text.lines import Lines
from rednote_lint.text.views import Views

CALM = "今天去了京都，天气很好，走了很多路，下午在鸭川边坐着看书，晚上回到旅馆。"
TEXTS = {
    "prose": CALM * 9 + "加微信领取全套资料！Follow me on IG.\n",
    "one letter": "x",
    "emoji": "😀✨",
    "tags": " ".join(f"#京都{number}日" for number in range(700)) + "\n" + CALM * 12_000,
    "mixed": ("今天 abc 很好 😀 ok @lila.cooks，" + CALM) * 8 + "www.a.com 13800138000\n",
}
MEGABYTES = 500
RUN = """
import re, resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
from pathlib import Path
from rednote_lint import Settings, check
(outcome,) = check([sys.argv[1]], settings=Settings(compiled=Path(sys.argv[2])))
# The peak that the system accounts to a process counts what its parent held when it was started; this one does not.
peak = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text(encoding="utf-8"))[1]
print(len(outcome.report.findings), len(outcome.report.problems), peak)
"""


class Counted(str):
    """A reading that counts how often it is searched."""

    searches = 0

    def find(self, *where: object) -> int:
        self.searches += 1
        return super().find(*where)  # type: ignore[arg-type]


def test_a_reading_is_searched_once_for_any_number_of_places() -> None:
    reading = Counted(f"标题{SEAM}" + "x" * 1000 + f"{SEAM}y")
    seams = Seams(reading)
    places = [seams.place(offset) for offset in range(len(reading))]
    assert reading.searches == 3
    assert places == [(reading.count(SEAM, 0, at), reading.rfind(SEAM, 0, at) + 1) for at in range(len(reading))]


def test_a_text_alone_has_no_seam_even_where_it_says_one() -> None:
    assert JoinedText([Views(f"a{SEAM}b")]).seams(f"a{SEAM}b").place(2) == (0, 0)


def test_findings_on_one_line_share_its_text() -> None:
    lines = Lines(SourceFile(path="caption.txt", text="x" * 1000 + "\nshort"))
    first, second = (lines.excerpt(TextRange(at, at + 1)) for at in (3, 900))
    assert first.text is second.text and len(first.text) == 1000


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("compiled")


@pytest.mark.skipif(sys.platform == "win32", reason="the limits of a process are POSIX")
@pytest.mark.parametrize("name", TEXTS)
def test_a_megabyte_with_a_title_is_read_within_the_limits(name: str, tmp_path: Path, compiled: Path) -> None:
    piece = TEXTS[name]
    text = (piece * (1_000_000 // len(piece.encode()) + 1)).encode()[:1_000_000].decode(errors="ignore")
    post = tmp_path / "post.md"
    post.write_text(f"---\ntitle: 京都\ncommercial: false\n---\n{text}", encoding="utf-8")
    command = [sys.executable, "-c", RUN, str(post), str(compiled)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert re.fullmatch(r"\d+ 0 \d+\n", done.stdout), done.stderr
    kilobytes = int(done.stdout.split()[2]) / (1024 if sys.platform == "darwin" else 1)
    assert kilobytes < MEGABYTES * 1000
