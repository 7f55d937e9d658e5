from __future__ import annotations

import json
from typing import Any

import pytest

from rednote_lint.fixes.collect import offers
from rednote_lint.model import Fix, Location, Post, Safety, TextEdit, TextRange
from rednote_lint.syntax.writer import spliced

from .made import body, finding, place_of, policy, post, rule


def offered(name: str, found: Post, where: Location, **arguments: Any) -> Fix | None:
    return offers(finding(where), rule(policy(edit=name, arguments=arguments)), found)


def fixed(name: str, found: Post, where: Location, **arguments: Any) -> str:
    fix = offered(name, found, where, **arguments)
    assert fix is not None
    assert fix.safety is Safety.SAFE, fix.title.en
    edits = tuple(edit for edit in fix.edits if isinstance(edit, TextEdit))
    return spliced(found.sources[0].text, edits)


def whole(text: str, path: str = "post.md") -> Location:
    return Location(path=path, text=TextRange(0, len(text)))


def test_wide_hash_becomes_a_hash() -> None:
    text = "好喝 ＃咖啡 ＃早餐"
    assert fixed("fold-hash", post(text), whole(text)) == "好喝 #咖啡 #早餐"


def test_glued_tags_get_a_blank_each() -> None:
    text = "#京都#大阪#东京"
    assert fixed("separate-tags", post(text), whole(text)) == "#京都 #大阪 #东京"


@pytest.mark.parametrize("ascii_only", [True, False])
def test_characters_are_seen_through_escapes(ascii_only: bool) -> None:
    text = json.dumps({"body": '"好" ＃咖啡 \u200b\n👍＃早餐'}, ensure_ascii=ascii_only) + "\n"
    where = Location(path="all.jsonl", text=TextRange(text.index('": "') + 4, len(text) - 3))
    found = post(text, path="all.jsonl")
    after = fixed("fold-hash", found, where)
    assert json.loads(after) == {"body": '"好" #咖啡 \u200b\n👍#早餐'}
    assert json.loads(fixed("strip-invisible", found, where)) == {"body": '"好" ＃咖啡\n👍＃早餐'}


def test_invisible_characters_and_trailing_blanks_go() -> None:
    text = "微\u200b信\ufeff \r\n第二行\u3000\t\r\n"
    assert fixed("strip-invisible", post(text), whole(text)) == "微信\r\n第二行\r\n"


@pytest.mark.parametrize("text", ["👨\u200d👩\u200d👧", "می\u200cخواهم", "क्\u200dष", "❤\ufe0f\u200d🔥"])
def test_joiners_that_shape_what_is_seen_stay(text: str) -> None:
    assert offered("strip-invisible", post(text), whole(text)) is None


def test_a_joiner_between_han_goes() -> None:
    text = "微\u200d信"
    assert fixed("strip-invisible", post(text), whole(text)) == "微信"


@pytest.mark.parametrize(
    ("text", "span", "left"),
    [
        ("看 https://a.cn/x 吧", "https://a.cn/x", "看 吧"),
        ("@me 你好", "@me", "你好"),
        ("你好 @me\n再见", "@me", "你好\n再见"),
        ("你好@me再见", "@me", "你好再见"),
    ],
)
def test_a_removed_span_leaves_no_doubled_blank(text: str, span: str, left: str) -> None:
    assert fixed("remove-span", post(text), place_of("post.md", text, span)) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("好 #猫 #tiktok #狗", "好 #猫 #狗"),
        ("#tiktok #狗", "#狗"),
        ("好 #猫[话题]# #tiktok[话题]# #狗[话题]#", "好 #猫[话题]# #狗[话题]#"),
        ("好 #猫#tiktok#狗", "好 #猫#狗"),
        ("好\n#tiktok\n再见", "好\n\n再见"),
    ],
)
def test_an_inline_tag_is_removed_with_its_marks(text: str, left: str) -> None:
    found = post(text, tags=("tiktok",), body=body(text, 0))
    assert fixed("remove-tag", found, place_of("post.md", text, "tiktok")) == left


@pytest.mark.parametrize(
    ("tags", "left"),
    [
        ("[猫, tiktok, 狗] # mine", "[猫, 狗] # mine"),
        ("[tiktok, 狗]", "[狗]"),
        ('["猫", "tiktok"]', '["猫"]'),
        ("\n  - 猫\n  - 'tiktok'  # why\n  - 狗", "\n  - 猫\n  - 狗"),
        ("猫 tiktok 狗", "猫 狗"),
        ('"#猫 #tiktok"', '"#猫"'),
    ],
)
def test_a_tag_is_cut_out_of_front_matter(tags: str, left: str) -> None:
    text = f"---\ntitle: 好 # keep\ntags: {tags}\n---\n正文\n"
    found = post(text, tags=("tiktok",))
    assert fixed("remove-tag", found, place_of("post.md", text, "tiktok")) == text.replace(tags, left)


def test_a_tag_is_cut_out_of_a_json_line() -> None:
    text = '{"id": 1}\n{"tags": ["猫", "tiktok"], "title": "好"}\n'
    found = post(text, path="all.jsonl", tags=("tiktok",))
    after = fixed("remove-tag", found, place_of("all.jsonl", text, "tiktok"))
    assert json.loads(after.splitlines()[1]) == {"tags": ["猫"], "title": "好"}


def test_a_tag_is_cut_out_of_a_cell() -> None:
    text = 'title,tags\r\n好,"猫,tiktok,狗"\r\n'
    found = post(text, path="all.csv", tags=("tiktok",))
    after = fixed("remove-tag", found, place_of("all.csv", text, "tiktok"))
    assert after == 'title,tags\r\n好,"猫,狗"\r\n'


def test_a_bare_cell_never_loses_its_comma() -> None:
    text = "title,tags,ai\r\n好,tiktok,true\r\n"
    found = post(text, path="all.csv", tags=("tiktok",))
    fix = offered("remove-tag", found, place_of("all.csv", text, "tiktok"))
    assert fix is not None
    edits = tuple(edit for edit in fix.edits if isinstance(edit, TextEdit))
    assert spliced(text, edits).splitlines()[1].count(",") == 2


def test_the_first_of_each_tag_is_kept() -> None:
    text = "好 #Cat #狗 #cat #ｃａｔ #鱼"
    found = post(text, tags=("Cat", "狗", "cat", "ｃａｔ", "鱼"), body=body(text, 0))
    assert fixed("remove-duplicate-tags", found, Location(path="post.md")) == "好 #Cat #狗 #鱼"


def test_tags_beyond_the_limit_are_noted_in_the_front_matter() -> None:
    text = "---\ntags: [一, 二, 三, 四]\n---\n正文\n"
    found = post(text, tags=("一", "二", "三", "四"))
    after = fixed("limit-tags", found, Location(path="post.md"), limit=2)
    assert after == "---\ntags: [一, 二]\n# beyond the first 2 tags: 三 四\n---\n正文\n"


def test_a_limit_without_a_number_offers_nothing() -> None:
    text = "---\ntags: [一, 二]\n---\n"
    assert offered("limit-tags", post(text, tags=("一", "二")), Location(path="post.md")) is None


@pytest.mark.parametrize(
    ("path", "text", "left"),
    [
        ("p.md", "---\r\ntitle: 好\r\n---\r\n正文", "---\r\ntitle: 好\r\nai:  # answer true or false\r\n---\r\n正文"),
        ("p.md", "正文", "---\nai:  # answer true or false\n---\n正文"),
        ("p.yaml", "title: 好", "title: 好\nai:  # answer true or false\n"),
    ],
)
def test_a_declaration_is_asked_for_once(path: str, text: str, left: str) -> None:
    after = fixed("ask-declaration", post(text, path=path), Location(path=path), key="ai")
    assert after == left
    assert offered("ask-declaration", post(after, path=path), Location(path=path), key="ai") is None


def test_a_declaration_cannot_be_asked_for_in_a_table() -> None:
    fix = offered("ask-declaration", post("a,b\n", path="p.csv"), Location(path="p.csv"), key="ai")
    assert fix is not None
    assert fix.safety is Safety.MANUAL
    assert not fix.edits
