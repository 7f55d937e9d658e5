import pytest

from rednote_lint.text.topics import TopicForm, bare, topics


def found(body):
    return [(topic.name, topic.form.value) for topic in topics(body)]


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("#穿搭[话题]#", [("穿搭", "picked")]),
        ("#Girls Talk[话题]# #a[话题]##b[话题]#", [("Girls Talk", "picked"), ("a", "picked"), ("b", "picked")]),
        ("去玩#京都 真好", [("京都", "plain")]),
        ("#京都#大阪#东京", [("京都", "plain"), ("大阪", "plain"), ("东京", "plain")]),
        ("#vlog#food 好", [("vlog", "plain"), ("food", "plain")]),
        ("#a#b[话题]# #c", [("a", "plain"), ("b", "picked"), ("c", "plain")]),
        ("https://a.com/x#part#kyoto a#b#c", []),
        ("#2024#vlog", []),
        ("#京都# 真好", [("京都", "closed")]),
        ("#京都##大阪#", [("京都", "closed"), ("大阪", "closed")]),
        ("#科技 #黑科技[话题]#", [("科技", "plain"), ("黑科技", "picked")]),
        ("＃京都", [("京都", "plain")]),
        ("#ootd，今天", [("ootd", "plain")]),
        ("第 #1 名，#2024 年，色号 #e8b4b8", []),
        ("C# 和 https://a.com/x#part", []),
        ("[害羞R] # 空的 ##", []),
        ("#哪套最好看？[投票]#", []),
        ("#穿搭[话题]# #哪套最好看？[投票]##通勤[话题]#", [("穿搭", "picked"), ("通勤", "picked")]),
        ("#京都[哇R]#大阪", [("京都", "plain"), ("大阪", "plain")]),
        ("", []),
    ],
)
def test_tags_of_a_body(body, names):
    assert found(body) == names


def test_the_place_of_a_tag_and_of_its_name():
    body = "看 #京都[话题]# 吧"
    (topic,) = topics(body)
    assert body[topic.start : topic.end] == "#京都[话题]#"
    assert body[topic.name_start : topic.name_start + len(topic.name)] == "京都"
    assert topic.form is TopicForm.PICKED and not topic.full_width


def test_a_full_width_hash_is_noted():
    (topic,) = topics("＃京都")
    assert topic.full_width


@pytest.mark.parametrize("written", ["京都", "#京都", "#京都[话题]#", "＃京都 ", "#京都#"])
def test_a_listed_tag_is_named_without_marks(written):
    assert bare(written) == "京都"
