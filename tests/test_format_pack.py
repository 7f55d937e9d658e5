"""The format pack on real posts: what it says, where, and how loud for which client."""

import json
from pathlib import Path

import pytest
from PIL import Image
from pillow_heif import from_pillow as heif_from

from rednote_lint.engine import lint
from rednote_lint.facts import Options
from rednote_lint.model import Client, Severity
from rednote_lint.posts import discover, load
from rednote_lint.ruleset import RuleSet
from tests.compiled_packs import compiled

REPOSITORY = Path(__file__).parents[1]
NOTES = REPOSITORY.parent / "shared" / "text" / "published_notes.jsonl"
RULES = RuleSet(compiled(REPOSITORY / "rules" / "format").rules)


def said(path, client=Client.BOTH):
    report = lint(load(path), RULES, Options(client=client))
    assert not report.problems
    return {finding.code: finding.severity.value for finding in report.findings}


@pytest.fixture
def post(tmp_path):
    def make(images=(), **header):
        lines = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in header.items())
        (tmp_path / "post.md").write_text(f"---\n{lines}---\n三天两夜\n", encoding="utf-8")
        for name, size in images:
            Image.new("RGB", size).save(tmp_path / name)
        return tmp_path

    return make


GOOD = (1080, 1440)


def test_a_good_post_has_no_finding(post):
    assert said(post(title="三天两夜京都慢旅行", images=[(f"{n}.jpg", GOOD) for n in range(1, 19)])) == {}


def test_nineteen_images(post):
    path = post(title="京都", images=[(f"{n}.jpg", GOOD) for n in range(1, 20)])
    assert said(path) == {"FM301": "error"}
    assert said(path, Client.APP) == {}


def test_nineteen_stated_images_are_a_warning_unless_the_web_page_is_meant(post):
    path = post(title="京都", kind="image", image_count=19)
    assert said(path) == {"FM302": "warning"}
    assert said(path, Client.WEB) == {"FM302": "error"}


def test_eleven_tags(post):
    path = post(title="京都", long_text=True, tags=[f"话题{n}" for n in range(11)])
    assert said(path) == {"FM201": "info"}
    assert said(path, Client.WEB) == {"FM201": "error"}


def test_heic_is_only_told_where_the_app_converts_it(post):
    path = post(title="京都")
    heif_from(Image.new("RGB", GOOD)).save(path / "1.heic")
    assert said(path) == {"FM308": "info"}
    assert said(path, Client.APP) == {"FM308": "info"}
    assert said(path, Client.WEB) == {"FM308": "error"}


def test_a_typed_tag_is_a_warning_on_the_web_page(tmp_path):
    (tmp_path / "post.md").write_text("---\ntitle: 京都\nlong_text: true\n---\n三天两夜 #京都旅行\n", encoding="utf-8")
    assert said(tmp_path) == {"FM206": "info"}
    assert said(tmp_path, Client.WEB) == {"FM206": "warning"}


def test_a_title_that_only_the_web_page_refuses(post):
    path = post(title="我闺蜜绑定了背刺系统，但我却兴奋不已！🤣", long_text=True)
    assert said(path) == {"FM102": "info"}
    assert said(path, Client.WEB) == {"FM102": "warning"}
    assert said(path, Client.APP) == {}


def test_the_overflow_of_a_title_is_the_place(post):
    path = post(title="长" * 20 + "多了")
    (finding,) = lint(load(path), RULES, Options()).findings
    assert (finding.code, finding.evidence) == ("FM101", "多了")
    assert finding.excerpt.text[finding.excerpt.start : finding.excerpt.end] == "多了"


@pytest.mark.parametrize(
    ("name", "size", "code"),
    [
        ("a.jpg", (600, 900), "FM310"),
        ("a.jpg", (800, 800), "FM311"),
        ("a.jpg", (1080, 1920), "FM312"),
        ("a.bmp", GOOD, "FM305"),
        ("a.gif", GOOD, "FM306"),
    ],
)
def test_images_out_of_bounds(post, name, size, code):
    assert code in said(post(title="京都", images=[(name, size)]))


def test_formats_and_sizes_are_written_as_people_write_them(post):
    made = post(title="京都", images=[("a.bmp", (1080, 1440)), ("b.jpg", (1080, 1080))])
    told = {finding.code: finding.message for finding in lint(load(made), RULES, Options()).findings}
    assert told["FM305"].en.endswith("this is BMP") and told["FM305"].zh.endswith("该图片是 BMP")
    assert "(1080×1440, 1080×1080)" in told["FM313"].en and "（1080×1440、1080×1080）" in told["FM313"].zh


@pytest.mark.skipif(not NOTES.is_file(), reason="the published notes are not here")
def test_published_notes_have_no_error_and_few_warnings():
    reports = [lint(post, RULES, Options()) for post in discover([NOTES])]
    severities = [{finding.severity for finding in report.findings} for report in reports]
    assert not any(report.problems for report in reports)
    assert not any(Severity.ERROR in found for found in severities)
    assert sum(Severity.WARNING in found for found in severities) <= 0.12 * len(reports)
