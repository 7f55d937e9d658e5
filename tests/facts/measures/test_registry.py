"""What each measure gives for real posts."""

import datetime as dt
from pathlib import Path

import pytest
from PIL import Image

from rednote_lint.facts import Options
from rednote_lint.facts.measures.registry import MEASURES, measured
from rednote_lint.facts.observed import ObservedFacts
from rednote_lint.model import Scope
from rednote_lint.posts import load

NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)


@pytest.fixture
def facts(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def make(caption="正文", images=(), name="post.md", **files):
        folder = tmp_path / "p"
        folder.mkdir()
        (folder / name).write_text(caption, encoding="utf-8")
        for image, size in images:
            Image.new("RGB", size).save(folder / image)
        for file, content in files.items():
            (folder / file.replace("_", ".")).write_bytes(content)
        return ObservedFacts(load("p"), frozenset(), Options(now=NOW))

    return make


def values(facts, name):
    return [observation.value for observation in facts.observe(name)]


def seen(facts, observation):
    source = facts.post.sources[0].text
    return source[slice(*observation.where.text)]


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_can_be_asked_of_a_post_of_any_kind(facts, name):
    made = facts(
        "---\ntitle: 标题\nschedule: 2026-12-01\nimage_count: 2\n---\n#a[话题]# 正文",
        [("1.jpg", (90, 120))],
        clip_mp4=b"",
    )
    for observation in measured(name, made):
        assert observation.where.path


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_can_be_asked_of_an_empty_post(facts, name):
    for observation in measured(name, facts("")):
        assert observation.where.path


def test_what_is_too_long_is_where_the_limit_cuts(facts):
    made = facts("---\ntitle: " + "长" * 22 + "\n---\n正文")
    (length,) = made.observe("title.length.app")
    where, characters = length.beyond(20)
    assert (length.value, characters) == (22, "长长")
    assert where.text.end - where.text.start == 2 and where.text.end == length.where.text.end


@pytest.mark.parametrize(
    ("body", "measure", "expected"),
    [
        ("#a[话题]# #b", "body.tags_only", [True]),
        ("#a[话题]# 正文", "body.tags_only", [False]),
        ("没有", "body.tags_only", [False]),
        ("Three quiet mornings here", "post.chinese", [False]),
        ("Three quiet mornings #上海咖啡", "post.chinese", [True]),
        ("wow", "post.chinese", []),
        ("#a[话题]# #b #c# ＃d", "tag.form", ["picked", "plain", "closed", "plain"]),
        ("#a[话题]# #b #c# ＃d", "body.plain_tags", [2]),
        ("#a ＃d", "tag.full_width", [False, True]),
        ("#R&B #ootd, #vlog。 #a@b", "tag.broken_at", ["&", "", "", "@"]),
        ("#A #b #a", "tag.repeats", [0, 0, 1]),
        ("#A #vlog", "tag.name", ["a", "vlog"]),
        ("x # y #[话题]# z", "tag.empty", [True, True]),
        ("a\n<!-- rednote-lint: disable X -->", "text.directives", ["rednote-lint: disable X -->"]),
    ],
)
def test_measures_of_a_body(facts, body, measure, expected):
    assert values(facts(body), measure) == expected


def test_the_place_of_a_tag_is_its_whole_form(facts):
    made = facts("看 #京都 吧")
    (form,) = made.observe("tag.form")
    assert seen(made, form) == "#京都" == form.evidence and form.scope is Scope.TAGS


def test_the_first_tag_over_a_limit_is_the_place(facts):
    made = facts("#a #b #c")
    (count,) = made.observe("tags.count")
    where, characters = count.beyond(2)
    assert count.value == 3 and characters == "#c"
    assert made.post.sources[0].text[slice(*where.text)] == "c"


def test_numbers_of_images(facts):
    made = facts("---\nimage_count: 3\n---\n正文", [("1.jpg", (90, 120)), ("2.jpg", (120, 120))])
    assert values(made, "images.count") == [2]
    assert values(made, "images.declared_count") == [3]
    assert values(made, "images.missing") == [1]
    assert values(made, "images.ratios") == [2]
    assert values(made, "image.ratio") == [0.75, 1.0]
    assert values(made, "image.short_side") == [90, 120]


def test_a_stated_number_without_files_is_no_count_of_files(facts):
    made = facts("---\nkind: image\nimage_count: 19\n---\n正文")
    assert values(made, "images.count") == []
    assert values(made, "images.declared_count") == [19]


def test_sizes_are_listed_as_each_language_lists(facts):
    (mixed,) = facts(images=[("1.jpg", (90, 120)), ("2.jpg", (120, 120))]).observe("images.ratios")
    assert mixed.values == {"sizes": "90×120, 120×120", "sizes_zh": "90×120、120×120"}


def test_nearly_the_same_ratio_is_the_same(facts):
    assert values(facts(images=[("1.jpg", (1080, 1440)), ("2.jpg", (1080, 1439))]), "images.ratios") == [1]


def test_a_file_that_is_no_image_is_measured_by_its_damage_alone(facts):
    made = facts(a_jpg=b"not a picture")
    assert values(made, "image.width") == []
    (damage,) = values(made, "image.damage")
    assert "no known image" in damage.en and damage.zh


@pytest.mark.parametrize(
    ("schedule", "hours"),
    [("2026-11-20T20:30+08:00", 0.5), ("2026-11-20T21:00", 1), ("2026-12-04T12:00Z", 336), ("2026-11-19", -44)],
)
def test_the_lead_of_a_schedule(facts, schedule, hours):
    assert values(facts(f"---\nschedule: {schedule}\n---\n正文"), "schedule.lead_hours") == [hours]


def test_images_and_a_video_together_are_mixed(facts):
    images = [("1.jpg", (90, 120)), ("2.jpg", (90, 120))]
    assert values(facts(images=images, clip_mp4=b""), "post.mixed_media") == [True]


def test_a_cover_beside_a_video_is_not_mixed(facts):
    made = facts(images=[("cover.jpg", (90, 120))], clip_mp4=b"")
    assert values(made, "post.mixed_media") == [False]
    assert values(made, "images.count") == [0]


def test_a_post_that_could_not_be_read_is_not_said_to_lack_a_title(facts):
    assert values(facts("---\ntitle: [\n---\n正文"), "title.present") == []


def test_a_post_without_a_title_says_so(facts):
    assert values(facts(), "title.present") == [False]


def test_the_documentation_names_every_measure():
    page = (Path(__file__).parents[3] / "docs" / "measures.md").read_text(encoding="utf-8")
    rows = {line.split("`")[1]: line for line in page.splitlines() if line.startswith("| `")}
    assert list(rows) == list(MEASURES)
    for name, measure in MEASURES.items():
        assert f"| {measure.subject.value} | {measure.type.value} | {measure.meaning.en} |" in rows[name]
