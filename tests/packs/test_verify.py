"""What a rule may not state is refused with its place in the file: patterns that could hang, keys without effect."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from rednote_lint.checks import KINDS, kind
from rednote_lint.errors import UserError
from rednote_lint.model import RulePack
from rednote_lint.packs.cache import cached_pack
from rednote_lint.packs.loader import load_pack
from rednote_lint.text.patterns.pattern import Pattern
from tests.packs.pack_files import rule, write_pack

PNG = b"\x89PNG\r\n\x1a\n"
CARD_LAYOUT = "{longest: 4.2, shortest: 0.4, within: 6.5, off_centre: 0.2}"
CARD = "{platform: {en: T, zh: T}, form: card, words: [x], card: " + CARD_LAYOUT
GLYPH = "{platform: {en: T, zh: T}, form: glyph, logo: note, margin: [0.02, 0.1], uneven: 0.2"
OVERLAY = "{platform: {en: T, zh: T}, proof: [{all: [word]}], words: [抖音]"
PROVED = "{platform: {en: T, zh: T}, proof: [{all: [logo]}], logo: note"

COMBO = "check: combo\n  parts: "
TWO = COMBO + "[{words: [加我]}, {words: [微信]}]\n  "
MEASURE = "check: measure\n  measure: tag.name\n  "
DECLARED = "check: declared\n  field: commercial\n  stated: [denied]\n  "
TAKING = {
    "pattern.pattern": "check: pattern\n  pattern: P",
    "pattern.patterns": "check: pattern\n  patterns: [P]",
    "pattern.unless.cover_re": "check: pattern\n  pattern: x\n  unless: {cover_re: [P]}",
    "pattern.unless.near.any_re": "check: pattern\n  pattern: x\n  unless: {near: {any_re: [P]}}",
    "pattern.require.near.any_re": "check: pattern\n  pattern: x\n  require: {near: [{any_re: [P]}]}",
    "words.words.unless.cover_re": "check: words\n  words: [{w: 蓝莓派, unless: {cover_re: [P]}}]",
    "words.words.unless.near.any_re": "check: words\n  words: [{w: 蓝莓派, unless: {near: [{any_re: [P]}]}}]",
    "words.words.require.near.any_re": "check: words\n  words: [{w: 蓝莓派, require: {near: {any_re: [P]}}}]",
    "words.unless.cover_re": "check: words\n  words: [蓝莓派]\n  unless: {cover_re: [P]}",
    "words.unless.near.any_re": "check: words\n  words: [蓝莓派]\n  unless: {near: {any_re: [P]}}",
    "words.require.near.any_re": "check: words\n  words: [蓝莓派]\n  require: {near: {any_re: [P]}}",
    "combo.parts.pattern": "check: combo\n  parts: [{pattern: P}, {words: [加我]}]",
    "combo.parts.patterns": "check: combo\n  parts: [{words: [加我]}, {patterns: [P]}]",
    "combo.parts.unless.cover_re": COMBO + "[{words: [加我], unless: {cover_re: [P]}}, {words: [微信]}]",
    "combo.parts.unless.near.any_re": COMBO + "[{words: [加我], unless: {near: {any_re: [P]}}}, {words: [微信]}]",
    "combo.parts.words.unless.cover_re": COMBO + "[{words: [{w: 加我, unless: {cover_re: [P]}}]}, {words: [微信]}]",
    "combo.parts.words.unless.near.any_re": COMBO
    + "[{words: [{w: 加我, unless: {near: {any_re: [P]}}}]}, {words: [微信]}]",
    "combo.parts.words.require.near.any_re": COMBO
    + "[{words: [{w: 加我, require: {near: {any_re: [P]}}}]}, {words: [微信]}]",
    "combo.unless.cover_re": TWO + "unless: {cover_re: [P]}",
    "combo.unless.near.any_re": TWO + "unless: {near: {any_re: [P]}}",
    "combo.require.near.any_re": TWO + "require: {near: {any_re: [P]}}",
    "measure.require.matches": MEASURE + "require: {matches: P}",
    "measure.given.matches": MEASURE + "require: {equals: x}\n  given: {tag.name: {matches: P}}",
    "mark.mark.words": f"check: mark\n  mark: {OVERLAY}, words: [P]}}".replace(", words: [抖音]", ""),
    "mark.mark.fragments": f"check: mark\n  mark: {OVERLAY}, fragments: [P]}}",
    "mark.mark.name": f"check: mark\n  mark: {OVERLAY}, name: P}}",
    "mark.mark.handle": f"check: mark\n  mark: {OVERLAY}, handle: P}}",
    "mark.mark.origin.value": f"check: mark\n  mark: {OVERLAY}, origin: [{{key: a, value: P}}]}}".replace(
        "[word]", "[word, origin]"
    ),
    "metadata.any.value": "check: metadata\n  any: [{key: file.name, value: P}]",
    "metadata.unless.value": "check: metadata\n  any: [{key: file.name}]\n  unless: [{key: file.name, value: P}]",
    "declared.any.value": DECLARED + "any: [{key: a, value: P}]",
    "declared.words": DECLARED + "words: [P]",
    "declared.unless_words": DECLARED + "words: [x]\n  unless_words: [P]",
    "barcode.pattern": "check: barcode\n  payload: [url]\n  pattern: P",
    "barcode.unless": "check: barcode\n  payload: [url]\n  unless: [P]",
}
"""Every key that takes a pattern -> a rule that states one there."""
HANGS = "(?:好|好好)+x"


def stated(body: str) -> str:
    """Write a rule with these keys of its kind."""
    text = rule().replace("  on: [body]\n", "").replace("  words: [蓝莓派]\n", "")
    return text.replace("check: words", body)


def load(folder: Path, body: str, **templates: bytes) -> RulePack:
    pack = write_pack(folder, stated(body))
    for name, content in templates.items():
        (pack / "templates").mkdir(exist_ok=True)
        (pack / "templates" / f"{name}.png").write_bytes(content)
    return load_pack(pack)


@pytest.mark.parametrize("key", TAKING)
def test_every_key_that_takes_a_pattern_has_one_gate(tmp_path: Path, key: str) -> None:
    body = TAKING[key].replace("P]", f"'{HANGS}']").replace("P}", f"'{HANGS}'}}")
    body = body[:-1] + f"'{HANGS}'" if body.endswith(" P") else body
    assert load(tmp_path / "good", body.replace(HANGS, "好{1,3}x")).rules
    with pytest.raises(UserError) as caught:
        load(tmp_path / "p", body)
    lines = stated(body).splitlines()
    line, column = next((number, text.index(HANGS)) for number, text in enumerate(lines, 1) if HANGS in text)
    if "given" in key:  # A table's key is not told by the library that converts it.
        column = lines[line - 1].index("{") + 1
    assert caught.value.place == f"{tmp_path / 'p' / 'rules.yaml'}:{line}:{column}"
    assert HANGS in caught.value.message and "could hang" in caught.value.message
    assert "instead of" in caught.value.remedy


def test_no_key_that_takes_a_pattern_is_left_out() -> None:
    taking = {f"{name}.{path}" for name in KINDS for path in pattern_keys(msgspec.inspect.type_info(kind(name).params))}
    assert taking == set(TAKING)


def pattern_keys(info: Any) -> Iterator[str]:
    """Yield the paths of all fields of the type `Pattern`."""
    if isinstance(info, msgspec.inspect.UnionType):
        yield from dict.fromkeys(path for option in info.types for path in pattern_keys(option))
    elif isinstance(info, msgspec.inspect.CustomType):
        assert info.cls is Pattern
        yield ""
    elif isinstance(info, msgspec.inspect.StructType):
        for field in info.fields:
            yield from (f"{field.encode_name}.{path}".rstrip(".") for path in pattern_keys(field.type))
    for inner in ("item_type", "value_type"):
        if hasattr(info, inner):
            yield from pattern_keys(getattr(info, inner))


@pytest.mark.parametrize(
    ("body", "key"),
    [
        (f"check: mark\n  mark: {OVERLAY}, handle_side: above}}", "handle_side"),
        (f"check: mark\n  mark: {OVERLAY}, score: 0.7}}", "score"),
        (f"check: mark\n  mark: {OVERLAY}, ground: 0.5}}", "ground"),
        (f"check: mark\n  mark: {CARD}, where: edges}}", "where"),
        (f"check: mark\n  mark: {CARD}, logo: note}}", "logo"),
        (f"check: mark\n  on: [image]\n  mark: {GLYPH}, words: [x]}}", "words"),
        (f"check: mark\n  mark: {OVERLAY}, card: {CARD_LAYOUT}}}", "card"),
        ("check: pattern\n  detect: phone\n  view: original", "view"),
    ],
)
def test_a_key_without_effect_is_refused_at_its_place(tmp_path: Path, body: str, key: str) -> None:
    with pytest.raises(UserError, match=f"`{key}` has no effect here") as caught:
        load(tmp_path / "p", body, note=PNG)
    _, line, column = caught.value.place.rsplit(":", 2)
    assert stated(body).splitlines()[int(line) - 1][int(column) - 1 :].startswith(f"{key}:")


def test_a_template_must_be_a_picture_of_the_pack(tmp_path: Path) -> None:
    body = f"check: mark\n  mark: {PROVED}}}"
    assert load(tmp_path / "good", body, note=PNG).rules
    with pytest.raises(UserError, match="no template `note`") as caught:
        load(tmp_path / "missing", body)
    assert caught.value.remedy == "add templates/note.png to the pack" and ":4:" in caught.value.place
    with pytest.raises(UserError, match="no PNG"):
        load(tmp_path / "text", body, note=b"text")
    with pytest.raises(UserError, match="no name of a template"):
        load(tmp_path / "out", body.replace("logo: note", "logo: ../templates/note"), note=PNG)


@pytest.mark.posix("links that anybody may make")
@pytest.mark.parametrize("cache", [False, True])
@pytest.mark.parametrize("name", ["rules.yaml", "pack.yaml", "templates/note.png"])
def test_a_link_out_of_the_pack_is_refused_even_when_its_content_was_read_before(
    tmp_path: Path, name: str, cache: bool
) -> None:
    pack = write_pack(tmp_path / "p", rule())
    (pack / "templates").mkdir()
    (pack / "templates" / "note.png").write_bytes(PNG)
    compiled = tmp_path / "cache" if cache else None
    assert cached_pack(pack, compiled).rules
    outside = tmp_path / "outside"
    outside.write_bytes((pack / name).read_bytes())
    (pack / name).unlink()
    (pack / name).symlink_to(outside)
    with pytest.raises(UserError, match="is a link out of the pack's folder") as caught:
        cached_pack(pack, compiled)
    assert caught.value.place == str(pack / name)


@pytest.mark.posix("links that anybody may make")
def test_a_link_inside_the_pack_is_fine(tmp_path: Path) -> None:
    pack = write_pack(tmp_path / "p", rule())
    (pack / "notes").mkdir()
    (pack / "rules.yaml").rename(pack / "notes" / "rules")
    (pack / "rules.yaml").symlink_to(pack / "notes" / "rules")
    assert load_pack(pack).rules
