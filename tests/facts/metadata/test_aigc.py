"""The label is found however a tool wraps it, and talk about AIGC is none."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.facts.metadata.aigc import aigc_tags
from rednote_lint.media.tags import Tag

FIELDS = {"Label": "1", "ContentProducer": "001191110000", "ProduceID": "x"}
PLAIN = json.dumps(FIELDS)


def read(key: str, value: str) -> list[tuple[str, str]]:
    return [(tag.key, tag.value) for tag in aigc_tags([Tag(key, value)])]


@pytest.mark.parametrize("key", ["png.AIGC", "container.aigc", "stream.AIGC", "xmp.TC260:AIGC", "container.x:AIGC"])
@pytest.mark.parametrize(
    "value",
    [
        PLAIN,
        json.dumps({"AIGC": FIELDS}),
        json.dumps({"AIGC": PLAIN}),
        json.dumps({"aigc": {"label": 1, "contentproducer": "001191110000"}}),
    ],
)
def test_the_label_is_read_through_its_wrapping(key: str, value: str) -> None:
    assert read(key, value) == [("ai.label", "1"), ("ai.producer", "001191110000")]


@pytest.mark.parametrize("key", ["exif.UserComment", "jpeg.comment", "container.comment", "png.Comment"])
def test_a_comment_is_a_label_only_when_it_holds_one(key: str) -> None:
    assert read(key, json.dumps({"AIGC": FIELDS}))[0] == ("ai.label", "1")
    assert read(key, "a talk on AIGC") == []
    assert read(key, '{"Label": "1"}') == []


@pytest.mark.parametrize("value", ["", "yes", "[1]", "null", '{"AIGC": null}', "[" * 100_000, '{"AIGC": {"AIGC": {}}}'])
def test_a_label_that_cannot_be_read_is_still_one(value: str) -> None:
    assert read("png.AIGC", value) == [("ai.label", "unknown"), ("ai.producer", "")]


def test_a_cut_object_still_tells_its_number() -> None:
    assert read("png.AIGC", '{"Label": "3", "ContentP')[0] == ("ai.label", "3")
    assert read("png.AIGC", '{\\"Label\\": \\"2\\"')[0] == ("ai.label", "2")


def test_properties_of_their_own_and_the_platforms_own_label() -> None:
    assert read("xmp.TC260:Label", "2") == [("ai.label", "2")]
    assert read("container.aigc_info", '{"aigc_label_type": 2}') == [("ai.platform_label", "2")]
    assert read("container.aigc_info", '{"aigc_label_type": 0}') == []


@given(st.text(max_size=30), st.sampled_from(["png.AIGC", "exif.UserComment", "container.aigc_info", "png.Title"]))
def test_no_text_is_an_error(text: str, key: str) -> None:
    assert all(tag.key.startswith("ai.") for tag in aigc_tags([Tag(key, text)]))
