"""A row of a manifest is a post."""

import json

import pytest

from rednote_lint.facts import Options
from rednote_lint.facts.observed import ObservedFacts
from rednote_lint.model import PostKind
from rednote_lint.posts import Sources, discover, source
from rednote_lint.text.lines import Lines


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_rows_of_a_table(here):
    (here / "m").mkdir()
    for name in ("1.jpg", "2.jpg"):
        (here / "m" / name).write_bytes(b"")
    table = (
        "title,body,tags,images,commercial,editor\r\n"
        '京都慢旅行,"第一行\r\n第二行 ""好吃"" #京都","京都;慢生活","1.jpg,2.jpg",true,Li\r\n'
        "\r\n"
        "大阪,正文,,,,\r\n"
    )
    (here / "m/calendar.csv").write_text(table, encoding="utf-8", newline="")
    first, second = discover(["m/calendar.csv"])
    assert (first.path, second.path) == ("m/calendar.csv:2", "m/calendar.csv:5")
    assert not first.problems and not second.problems
    assert first.body.text == '第一行\r\n第二行 "好吃" #京都'
    assert [tag.text for tag in first.tags] == ["京都", "慢生活"]
    assert [asset.path for asset in first.assets] == ["m/1.jpg", "m/2.jpg"]
    assert first.declared.commercial is True and second.declared.commercial is None
    start = first.body.locate(first.body.text.index("好吃"), first.body.text.index("好吃") + 2).text.start
    assert table[start : start + 2] == "好吃"
    assert Lines(first.sources[0]).position(start) == (3, 7)
    assert Lines(second.sources[0]).position(second.title.where.text.start) == (5, 1)


def test_a_post_carries_its_own_row_only(here):
    rows = [{"title": f"标题{number}", "body": "正文" * 50} for number in range(20)]
    (here / "m.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    posts = list(discover(["m.jsonl"]))
    assert [post.title.text for post in posts] == [row["title"] for row in rows]
    assert len({len(post.sources[0].text) for post in posts}) <= 2
    for number, post in enumerate(posts):
        assert Lines(post.sources[0]).position(post.title.where.text.start).line == number + 1


def test_json_lines_with_kind_and_count_and_columns_of_their_own(here):
    row = {"id": "n1", "kind": "image", "category": "x", "title": "t", "body": "b", "image_count": 9, "published": "y"}
    (here / "m.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    (post,) = discover(["m.jsonl"])
    assert (post.id, post.kind, post.declared.image_count, post.problems) == ("n1", PostKind.IMAGE, 9, ())


def test_the_same_tag_in_the_list_and_in_the_body_is_one(here):
    row = {"body": "#京都[话题]# #慢[话题]# #京都[话题]#", "tags": ["京都", "Girls Talk"]}
    (here / "m.jsonl").write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    (post,) = discover(["m.jsonl"])
    assert [tag.text for tag in post.tags] == ["京都", "Girls Talk", "慢", "京都"]


def test_chinese_column_names(here):
    (here / "m.csv").write_text("标题,正文,话题\n京都,去玩,#京都 #旅行\n", encoding="gb18030")
    (post,) = discover(["m.csv"])
    assert (post.title.text, post.body.text) == ("京都", "去玩")
    assert [tag.text for tag in post.tags] == ["京都", "旅行"]
    assert post.sources[0].encoding == "gb18030"


def test_a_column_that_resembles_a_known_one_is_told_once(here):
    (here / "m.csv").write_text("titel,body\na,b\nc,d\n", encoding="utf-8")
    posts = list(discover(["m.csv"]))
    problems = [problem for post in posts for problem in post.problems]
    assert len(problems) == 1 and "title" in problems[0].remedy.en and problems[0].line == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("m.csv", ""),
        ("m.csv", "title,body\n"),
        ("m.csv", "file,label\na,b\n"),
        ("m.csv", "title,body\na,b,c,d\n"),
        ("m.csv", 'title,body\na,"b\n'),
        ("m.jsonl", ""),
        ("m.jsonl", '{"title": "a"\n'),
        ("m.jsonl", '["title"]\n'),
        ("m.jsonl", '{"titel": "a"}\n'),
        ("m.jsonl", '{"title": "a", "images": "https://example.com/1.jpg"}\n'),
        ("m.jsonl", '{"title": "a", "images": ["gone.jpg"]}\n'),
    ],
)
def test_a_manifest_that_is_wrong_is_a_problem(here, name, text):
    (here / name).write_text(text, encoding="utf-8")
    assert [problem for post in discover([name]) for problem in post.problems]


def test_a_broken_line_costs_one_post(here):
    (here / "m.jsonl").write_text('{"title": "a"}\n{"title": \n{"title": "c"}\n', encoding="utf-8")
    posts = list(discover(["m.jsonl"]))
    assert [bool(post.problems) for post in posts] == [False, True, False]
    assert posts[1].problems[0].line == 2


def test_a_folder_with_a_manifest_and_its_media_is_a_batch_of_rows(here):
    (here / "m").mkdir()
    for name in ("1.jpg", "2.jpg"):
        (here / "m" / name).write_bytes(b"")
    (here / "m/posts.csv").write_text("title,images\na,1.jpg\n", encoding="utf-8")
    (here / "m/other.csv").write_text("file,label\n1.jpg,x\n", encoding="utf-8")
    assert [post.path for post in discover(["m"])] == ["m/posts.csv:2", "m/2.jpg"]


def test_the_encoding_of_a_table_is_told_once(here):
    (here / "m.csv").write_text("标题,正文\n京都,去玩\n大阪,去吃\n东京,去看\n", encoding="gb18030")
    told = [ObservedFacts(post, frozenset(), Options()).observe("text.encoding") for post in discover(["m.csv"])]
    assert [[observation.value for observation in found] for found in told] == [["gb18030"], [], []]


@pytest.mark.parametrize("name", ["m.csv", "m.jsonl"])
def test_two_rows_with_one_id_are_told(here, name):
    rows = {
        "m.csv": "id,title\n7,a\n7,b\n8,c\n",
        "m.jsonl": '{"id": "7", "title": "a"}\n{"id": "7", "title": "b"}\n{"id": "8", "title": "c"}\n',
    }
    (here / name).write_text(rows[name], encoding="utf-8")
    posts = list(discover([name]))
    assert [len(post.problems) for post in posts] == [0, 1, 0]
    assert posts[1].title.text == "b" and posts[0].path in posts[1].problems[0].message.en


def test_names_that_calendars_use_for_columns(here):
    (here / "m.csv").write_text("笔记标题,内容\n京都,去玩\n", encoding="utf-8")
    (here / "n.csv").write_text("title,text,hashtags\nKyoto,a walk,#travel\n", encoding="utf-8")
    posts = list(discover(["m.csv", "n.csv"]))
    assert [(post.title.text, post.body.text) for post in posts] == [("京都", "去玩"), ("Kyoto", "a walk")]
    assert [tag.text for tag in posts[1].tags] == ["travel"]


def test_a_row_in_which_nothing_is_known_is_not_clean(here):
    (here / "m.csv").write_text("id,prose\n1,words that nobody reads\n", encoding="utf-8")
    (post,) = discover(["m.csv"])
    assert "nothing was checked" in post.problems[0].message.en


def test_a_long_table_is_read_in_pieces_and_a_broken_row_costs_no_other(here, monkeypatch):
    monkeypatch.setattr(source, "_PIECE", 7)
    monkeypatch.setattr(Sources, "read", None)
    (here / "m.csv").write_text('\ufefftitle,body\n一,"甲\n乙"\n"坏"了,丙\n二,丁\n', encoding="utf-8")
    (here / "m.jsonl").write_text('{"title": "一"}\n{broken\n\n{"title": "二"}\n', encoding="utf-8")
    posts = list(discover(["m.csv", "m.jsonl"]))
    assert [post.path for post in posts] == ["m.csv:2", "m.csv:4", "m.csv:5", "m.jsonl:1", "m.jsonl:2", "m.jsonl:4"]
    assert [bool(post.problems) for post in posts] == [False, True, False] * 2
    assert (posts[1].problems[0].line, posts[1].problems[0].column) == (4, 4)
    assert posts[0].sources[0].bom and posts[0].body.text == "甲\n乙"
    place = posts[2].title.where.text
    assert (here / "m.csv").read_text(encoding="utf-8-sig")[place.start : place.end] == "二"
