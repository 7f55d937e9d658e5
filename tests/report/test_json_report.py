import io
import json
from pathlib import Path

import pytest

from rednote_lint.model import Bilingual, Location, PostDisplay, Problem, Report, Summary
from rednote_lint.report import Display, RunInfo, reporter_of
from tests.reports_made import written as text_of


@pytest.fixture
def written(reports, summary):
    return decoded(reports, summary)


def decoded(reports, summary, **display):
    return json.loads(text_of("json", reports, summary, **display))


def test_has_the_promised_shape(written):
    assert list(written) == ["version", "tool", "posts", "summary"]
    assert written["version"] == 1 and written["tool"]["name"] == "rednote-lint"
    lists = ["findings", "suppressed", "skipped", "problems"]
    assert list(written["posts"][0]) == ["path", "id", *lists, "account", "notices"]
    promised = ["code", "name", "pack", "severity", "confidence", "message", "evidence", "location", "fix"]
    promised += ["fingerprint", "source"]
    for finding in written["posts"][0]["findings"]:
        assert list(finding)[: len(promised)] == promised
    assert {"posts": 3, "errors": 3, "warnings": 1, "infos": 1}.items() <= written["summary"].items()


def test_places_text_in_code_points(written):
    location = written["posts"][0]["findings"][0]["location"]
    assert location == {
        "path": "serum/post.md",
        "line": 7,
        "column": 5,
        "end_line": 7,
        "end_column": 7,
        "time": None,
        "box": None,
        "fragment": None,
    }


def test_places_media_in_time_and_space(written):
    location = next(f["location"] for f in written["posts"][0]["findings"] if f["code"] == "WM101")
    assert location["fragment"] == "clip.mp4#t=3.2,7.8&xywh=812,1650,220,90"
    assert (location["time"], location["box"], location["line"]) == ([3.2, 7.8], [812, 1650, 220, 90], None)


def test_edits_can_be_applied_by_another_program(written):
    (edit,) = written["posts"][0]["findings"][0]["fix"]["edits"]
    assert edit == {"kind": "text", "path": "serum/post.md", "start": 24, "end": 26, "old": "最佳", "new": "很不错"}


def test_suppressed_findings_say_why(written):
    (entry,) = written["posts"][0]["suppressed"]
    assert (entry["code"], entry["reason"], entry["by"]) == ("AD101", "a count, no claim", "directive")


def test_vetoes_come_with_explain(reports, summary):
    post = decoded(reports, summary, explain=True)["posts"][0]
    assert post["vetoes"][0]["location"]["line"] == 13


def test_no_posts_is_still_json():
    assert decoded((), Summary())["posts"] == []


def test_a_file_name_that_is_no_unicode_survives():
    name = "bad\udc80.jpg"
    report = Report(
        path=name, id="x", problems=(Problem(message=Bilingual(en="m", zh="m"), where=Location(path=name)),)
    )
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    reporter = reporter_of("json", stream, Display())
    reporter.begin(RunInfo())
    reporter.post(report, PostDisplay())
    reporter.end(Summary().plus(report))
    stream.seek(0)
    assert json.loads(stream.read())["posts"][0]["path"] == name


def test_every_field_is_documented(reports, summary):
    document = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
    post = decoded(reports, summary, explain=True)["posts"][0]
    kinds = [post, *(entry for name in ("findings", "suppressed", "skipped", "vetoes") for entry in post[name])]
    fields = {key for entry in kinds for key in entry} | set(post["findings"][0]["location"])
    assert not {field for field in fields if f"`{field}`" not in document and f'"{field}"' not in document}


def test_each_post_speaks_its_own_language(reports):
    stream = io.StringIO()
    reporter = reporter_of("json", stream, Display())
    reporter.begin(RunInfo())
    for language in ("en", "zh"):
        reporter.post(reports[2], PostDisplay(language=language))
    reporter.end(Summary())
    english, chinese = (post["problems"][0]["message"] for post in json.loads(stream.getvalue())["posts"])
    assert (english, chinese) == ("The row is no JSON object", "该行不是 JSON 对象")
