"""A text of a megabyte beside a title costs time and memory in proportion to its length."""

import random
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rednote_lint.model import MOST_PLACES, SourceFile, TextRange
from rednote_lint.text.deciphering import decipher
from rednote_lint.text.detect import Detector
from rednote_lint.text.detect.accounts import _LONGEST_QQ, _QQ, _SIX_DIGITS
from rednote_lint.text.detect.addresses import _COULD_BE_EMAIL, _EMAIL, _LONGEST_EMAIL
from rednote_lint.text.detect.secrets import _SECRET, secrets
from rednote_lint.text.joined_text import JoinedText, Seams
from rednote_lint.text.lines import Lines
from rednote_lint.text.masks import SEAM
from rednote_lint.text.patterns.pattern import Pattern
from rednote_lint.text.patterns.prefilter import Prefilter, Sought, sought_caseless, sought_folded, sought_original
from rednote_lint.text.patterns.reach import LONG, Reach, near, reach_of
from rednote_lint.text.views import Views
from rednote_lint.text.words import lexicon
from rednote_lint.text.words.boundary import Boundary
from rednote_lint.text.words.matching import Match, apart_match
from rednote_lint.text.words.terms import Term, Variants

CALM = "今天去了京都，天气很好，走了很多路，下午在鸭川边坐着看书，晚上回到旅馆。"
TEXTS = {
    "prose": CALM * 9 + "加微信领取全套资料！Follow me on IG.\n",
    "one letter": "x",
    "emoji": "😀✨",
    "tags": " ".join(f"#京都{number}日" for number in range(700)) + "\n" + CALM * 12_000,
    "hits of many rules": "加我微信 abc12345，邮箱 a@example.com，13800138000。DM me on Instagram @lila.cooks 最佳\n",
    "mixed": ("今天 abc 很好 😀 ok @lila.cooks，" + CALM) * 8 + "www.a.com 13800138000\n",
}
MEGABYTES = 500
RUN = """
import re, resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (12, 12))
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


LONG_TEXT = (CALM * 3 + "加微信 abc12345，私聊领取 2 份资料，www.a.com。\nDM me at 3 places, 100 people paid.\n") * 300
PATTERNS = (
    r"微信.{0,6}\w+",
    r"(?<!不)领取 ?\d+ ?份",
    r"\bdm (me|us)\b[^.\n]{0,9}\d",
    r"\d+ people (paid|ordered)",
    r"领取.{1,4}资料(?=，)",
    r"(京都|鸭川)[^，]{0,9}",
)


@pytest.mark.parametrize("source", PATTERNS)
def test_a_long_text_is_searched_around_literals_with_the_same_result(source: str) -> None:
    pattern = Pattern(source)
    views = Views(LONG_TEXT)
    text = views.folded.text
    assert not views.places
    Prefilter([sought_folded(pattern)]).candidates(JoinedText([views]))
    places = views.places[text]
    found = [match.span() for match in sought_folded(pattern).finditer(text, places)]
    assert found == [match.span() for match in pattern.folded.finditer(text)]
    assert len(found) >= 300


@pytest.mark.parametrize("sought", [sought_original, sought_caseless])
@pytest.mark.parametrize("source", PATTERNS)
def test_a_long_original_is_searched_around_literals_too(source: str, sought: Callable[[Pattern], Sought]) -> None:
    one, views = sought(Pattern(source)), Views(LONG_TEXT)
    Prefilter([one]).candidates(JoinedText([views]))
    places = views.places_in_original
    assert places is not None
    found = [match.span() for match in one.finditer(views.original, places)]
    assert found == [match.span() for match in one.compiled().finditer(views.original)]


def test_a_long_original_whose_characters_stand_for_several_is_searched_whole() -> None:
    views = Views("℡" + LONG_TEXT)
    Prefilter([sought_original(Pattern(PATTERNS[0]))]).candidates(JoinedText([views]))
    assert views.places and views.places_in_original is None


CONTACTS = (
    *("a.b@qq.com ", "ann at gmail dot com，", "x(at)y.com ", "#1 ", "foo# at 163.com ", "李艾特qq点com ", "by@k.com "),
    *(
        "q群：123456789 ",
        "企鹅号 12 34 56 78，",
        "一二三四五六七八九 ",
        "微信123456 ",
        "群裙 0123456 ",
        CALM,
        "x" * 90,
        "\n",
    ),
)


@pytest.mark.parametrize(
    "pattern, sign, extent",
    [(_EMAIL, _COULD_BE_EMAIL, _LONGEST_EMAIL), (_QQ, _SIX_DIGITS, _LONGEST_QQ)],
    ids=["email", "qq"],
)
def test_detectors_read_a_long_text_around_signs_with_the_same_result(
    pattern: re.Pattern[str], sign: re.Pattern[str], extent: int
) -> None:
    whole = reach_of(pattern.pattern)
    assert whole is not None and whole.runs == 0 and whole.characters <= extent
    drawn = random.Random(7)
    text = "".join(drawn.choices(CONTACTS, k=4000))
    found = [match.span() for match in near(pattern, text, sign, extent)]
    assert len(text) > LONG and found == [match.span() for match in pattern.finditer(text)]
    assert len(found) > 300


KEYS = (
    *("sk-live-", "sk_", "key", "KEY=", "token: ", "api_key=", "abc123def456ghi789", "?token=", "&secret=", "-", "ſ"),
    *("bearer ", "refresh-", "session_", "password", "a1", "eyJ", ".", '"', "：", "ghp_", "x" * 30 + "1", "ı", "K"),
    *("github_pat_", "xoxb-", "akia", "ABCD1234EFGH5678", "aiza", "pwd", "signature=", "client", "auth", "İ", " "),
)


def test_secrets_are_looked_for_where_their_parts_stand_with_the_same_result() -> None:
    drawn, found = random.Random(3), 0
    for _ in range(4000):
        text = "".join(drawn.choices(KEYS, k=drawn.randint(2, 14)))
        spans = [match.span(match.lastgroup or 0) for match in _SECRET.finditer(text)]
        assert list(secrets(text)) == spans
        found += len(spans)
    assert found > 300


def test_the_extent_of_a_pattern() -> None:
    assert reach_of("ab{2,3}(?=c)") == Reach(5)
    assert reach_of(r"\d+ (a|bcd)") == Reach(4, 1)
    assert reach_of("a.*") is None and reach_of("[^a]+") is None and reach_of(r"[\w ]+") is None


def test_a_detector_reads_no_further_than_more_places_than_are_checked() -> None:
    text = "".join(f"a{number}@example.com " for number in range(4 * MOST_PLACES))
    assert len(Views(text).sightings(Detector.EMAIL)) == MOST_PLACES + 1


def test_of_a_word_no_more_places_are_judged_than_are_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    judged = 0

    def counting(*candidate: Any) -> Match | None:
        nonlocal judged
        judged += 1
        return apart_match(*candidate)

    monkeypatch.setattr(lexicon, "apart_match", counting)
    term = Term(word="最佳", owner=None, variants=Variants(), boundary=Boundary())
    (words,) = lexicon.Lexicon([term]).find(JoinedText([Views("最佳，" * 10 * MOST_PLACES)])).values()
    assert (len(words.matches), words.left_at) == (MOST_PLACES, [(term, 3 * MOST_PLACES)])
    assert judged == MOST_PLACES + 1


def test_a_reading_behind_disguises_leaves_out_what_is_far_from_all_of_them() -> None:
    far = CALM * 400
    (reading,) = decipher(f"{far}加w3chat abc12345{far}")
    assert len(reading.text) < len(far)
    at = reading.text.index("abc12345")
    assert reading.source_range(at, at + 8) == (len(far) + 8, len(far) + 16)


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
