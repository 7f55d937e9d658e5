import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rednote_lint.text.joining import join
from rednote_lint.text.separators import UNUSUAL, is_invisible
from rednote_lint.text.views import Views

ODD = "abc123 \n.-_·🌸🍓️\u200b\u20e3℡⑩加微Ａé️\u0301，。[害羞R]@"
TEXTS = st.one_of(
    st.text(st.sampled_from(ODD), max_size=60),
    st.text(max_size=40),
    st.lists(st.sampled_from("abc12"), min_size=4, max_size=9).map("-".join).map(lambda run: f"vx {run} 好"),
)


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("a-b-c-1-2", "abc12"),
        ("l . u . l . u . 2", "lulu2"),
        ("l\nu\nl\nu\n2\n3", "lulu23"),
        ("微信\nl\nu\nl\nu\n2\n3\n谢谢", "微信lulu23\n谢谢"),
        ("加\n微\n信\na\n1\n2", "加微信a12"),
        ("l🌸u🍓l🌸u✨2", "lulu2"),
        ("id：a_b_c_1_2！", "id：abc12！"),
        ("lu\u200blu\ufe0f23", "lulu23"),
        ("1️⃣3️⃣9️⃣1️⃣2️⃣", "13912"),
        ("a-b-c-1", "a-b-c-1"),
        ("a-b.c-1-2", "a-b.c-1-2"),
        ("ab-c-d-e-f", "ab-c-d-e-f"),
        ("1 - 2 - 3 好", "1 - 2 - 3 好"),
    ],
)
def test_letters_set_apart_the_same_way_come_together(text: str, joined: str) -> None:
    assert Views(text).joined.text == joined


def test_no_invisible_character_lies_outside_the_ranges_that_are_looked_at() -> None:
    invisible = [chr(code) for code in range(sys.maxunicode + 1) if is_invisible(chr(code))]
    assert len(invisible) > 2000
    assert not [char for char in invisible if not UNUSUAL.fullmatch(char)]


@given(TEXTS)
def test_each_joined_character_stands_where_it_says(text: str) -> None:
    joined = join(text)
    places = [joined.source_range(index, index + 1)[0] for index in range(len(joined.text))]
    assert "".join(text[place] for place in places) == joined.text
    assert places == sorted(set(places))
    assert not any(map(is_invisible, joined.text))
    for offset in range(len(text) + 1):
        assert joined.left_before(offset) == sum(place < offset for place in places)


@example("@1⑩", 0, 0, 3)
@given(TEXTS, st.integers(0, 60), st.integers(0, 8), st.integers(1, 12))
def test_a_window_holds_so_many_visible_characters(text: str, start: int, length: int, size: int) -> None:
    views = Views(text)
    whole = len(views.folded.text)
    start = min(start, whole)
    end = min(start + length, whole)
    left, right = views.window(start, end, size)
    assert 0 <= left <= start <= end <= right <= whole
    if views.folded.origins is None and views.bare.origins is None:  # ⑩ is one character typed and two read.
        assert _visible(views, left, start) <= size and _visible(views, end, right) <= size
        assert left == 0 or _visible(views, left, start) == size
        assert right == whole or _visible(views, end, right) == size


def _visible(views: Views, start: int, end: int) -> int:
    """Count what a reader counts, one offset at a time."""
    left, right = views._bare_offset(start), views._bare_offset(end)
    return views.joined.left_before(right) - views.joined.left_before(left)
