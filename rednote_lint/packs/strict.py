"""Converts YAML to records strictly: what is unknown is an error with its place and the nearest valid key."""

from __future__ import annotations

import difflib
import os
import re
import stat
from collections.abc import Iterable, Sequence
from itertools import takewhile
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from rednote_lint.errors import Said, UserError, system_said
from rednote_lint.model import Bilingual, InvalidValue
from rednote_lint.syntax.tree import Path as TreePath
from rednote_lint.syntax.yaml_events import Mark
from rednote_lint.syntax.yaml_values import Tree, YamlError, parse

T = TypeVar("T")

_ANY_KEY = "..."
_KINDS = {
    "array": Bilingual(en="a list", zh="列表"),
    "object": Bilingual(en="keys with values", zh="键值"),
    "str": Bilingual(en="text", zh="文字"),
    "int": Bilingual(en="a whole number", zh="整数"),
    "float": Bilingual(en="a number", zh="数字"),
    "bool": Bilingual(en="true or false", zh="true 或 false"),
    "null": Bilingual(en="nothing", zh="空值"),
}
_TYPES = re.compile(r"`([a-z| ]+)`")
_SENTENCES = (
    (re.compile(r"^Expected (.+), got (.+)$"), r"应为\1，实际是\2"),
    (re.compile(r"^Invalid enum value (.+)$"), r"\1 不是可用的取值"),
    (re.compile(r"^Expected (.+) of length (.+)$"), r"\1的长度应为 \2"),
    (re.compile(r"^Expected (.+) (>=|<=|>|<) (.+)$"), r"\1应 \2 \3"),
)
"""What msgspec says, and how that is said in Chinese."""
_COMMENT = re.compile(r"[ \t]+#")

MAX_BYTES = 5_000_000
"""A rule file or configuration larger than this is refused unread."""


_NO_FILE = (
    Bilingual(en="is no regular file", zh="不是普通文件"),
    Bilingual(en="name a text file", zh="指定文本文件"),
)
_TOO_LARGE = (
    Bilingual(en=f"larger than {MAX_BYTES // 1_000_000} MB", zh=f"超过 {MAX_BYTES // 1_000_000} MB"),
    Bilingual(en="split the file", zh="把文件拆小"),
)
_NOT_UTF8 = (
    Bilingual(en="not UTF-8 text", zh="不是 UTF-8 文本"),
    Bilingual(en="save the file as UTF-8", zh="把文件另存为 UTF-8"),
)
_CHECK_PATH = Bilingual(en="check the path and its permissions", zh="检查路径及其权限")


def _unreadable(error: OSError) -> Bilingual:
    why = system_said(error)
    return Bilingual(en=f"cannot be read: {why.en}", zh=f"无法读取：{why.zh}")


class YamlFile:
    """A YAML file of ours as read: its values, and errors that name the place in it."""

    def __init__(self, path: str, tree: Tree) -> None:
        self.path = path
        self.tree = tree

    def error(self, mark: Mark, message: Said, remedy: Said = "") -> UserError:
        """Make an error that points at `mark`."""
        return UserError(message, remedy, f"{self.path}:{mark.line}:{mark.column}")

    def place(self, at: TreePath) -> str:
        """Say where a key stands: the line too, where the file was read with its marks."""
        mark = self.tree.keys.get(at)
        return f"{self.path}:{mark.line}:{mark.column}" if mark else self.path

    def convert(self, value: Any, type_: type[T], at: TreePath) -> T:
        """Validate the value that stands at `at` as `type_`.

        Raises:
            UserError: with file, line, column, and the nearest valid key for an unknown one.
        """
        try:
            return msgspec.convert(value, type_, dec_hook=verified)
        except msgspec.ValidationError as error:
            raise self._explain(error, type_, at) from None

    def unknown_key(self, at: TreePath, valid: Iterable[str]) -> UserError:
        """Make the error for a key that means nothing here."""
        key = str(at[-1])
        return self.error(self.tree.keys[at], _unknown(key), nearest(key, valid))

    def _explain(self, error: msgspec.ValidationError, type_: type[Any], at: TreePath) -> UserError:
        sentence, _, where = str(error).rpartition(" - at `$") if " - at `$" in str(error) else (str(error), "", "")
        steps = _all_steps(where.rstrip("`"))
        path = at + _steps(where.rstrip("`"))
        unknown = re.match(r"Object contains unknown field `(.+)`", sentence)
        if unknown:
            return self.error(
                self._key(at + steps, unknown[1]), _unknown(unknown[1]), nearest(unknown[1], _fields_at(type_, steps))
            )
        missing = re.match(r"Object missing required field `(.+)`", sentence)
        if missing:
            return self._missing(path, missing[1], _fields_at(type_, steps, required=True))
        choices = _choices_at(type_, steps) if sentence.startswith("Invalid enum value") else []
        if isinstance(error.__cause__, InvalidValue):
            return self.error(self.tree.nearest(path), error.__cause__.said, error.__cause__.remedy)
        return self.error(self.tree.nearest(path), _plainly(sentence), valid_here(choices) if choices else "")

    def missing_keys(self, mark: Mark, keys: Sequence[str], remedy: Said) -> UserError:
        """Make the error for keys that are not there."""
        said = "the keys {names} are missing" if len(keys) > 1 else "the key {names} is missing"
        names = [f"`{key}`" for key in keys]
        return self.error(mark, Bilingual(en=said, zh="缺少键 {names}").filled({"names": names}), remedy)

    def _key(self, path: TreePath, key: str) -> Mark:
        """Return where a key stands below a path, of which `...` is any one step."""
        for place, mark in self.tree.keys.items():
            fits = len(place) == len(path) + 1 and place[-1] == key
            if fits and all(step in (_ANY_KEY, at) for step, at in zip(path, place[:-1], strict=True)):
                return mark
        return self.tree.nearest(tuple(takewhile(lambda step: step != _ANY_KEY, path)))

    def _missing(self, path: TreePath, first: str, needed: Sequence[str]) -> UserError:
        """Name all keys that are needed at a path and not there."""
        there = {place[-1] for place in self.tree.keys if place[:-1] == path}
        missing = [key for key in needed if key not in there] or [first]
        return self.missing_keys(self.tree.nearest(path), missing, _needed(needed))


def _unknown(key: str) -> Bilingual:
    return Bilingual(en=f"unknown key `{key}`", zh=f"未知的键 `{key}`")


def _needed(keys: Sequence[str]) -> Bilingual:
    return Bilingual(en="needed here: {keys}", zh="此处需要：{keys}").filled({"keys": keys})


def verified(type_: type[Any], value: Any) -> Any:
    """Take a pattern that an author wrote through its gate, as the `dec_hook` of `msgspec.convert`.

    Raises:
        InvalidValue: the pattern is refused.
        NotImplementedError: it is another type, which is how msgspec wants a hook to say so.
    """
    from rednote_lint.text.patterns.pattern import Pattern, decoder

    return decoder(Pattern.verified)(type_, value)


def read_yaml(path: Path) -> YamlFile:
    """Read one of our own YAML files (a pack, a preset, a configuration).

    Raises:
        UserError: unreadable, too large, not UTF-8, not valid YAML.
    """
    return parse_yaml(read_text(path), str(path))


def parse_yaml(text: str, name: str) -> YamlFile:
    """Parse text that came from the file `name`."""
    try:
        file = YamlFile(name, parse(text))
    except YamlError as error:
        raise UserError(error.message, error.remedy, f"{name}:{error.line}:{error.column}") from None
    _refuse_cut_sentences(file, text)
    return file


def _refuse_cut_sentences(file: YamlFile, text: str) -> None:
    """Refuse a sentence without quotes that ` #` cuts short: YAML reads the rest of it as a comment."""
    for path, mark in file.tree.values.items():
        if path and path[-1] in ("en", "zh") and mark.style is None and _COMMENT.match(text, mark.end):
            raise file.error(
                mark,
                Bilingual(en="a number sign after a space cuts this sentence short", zh="空格后的 # 会截断这句话"),
                Bilingual(en="put the sentence in quotes", zh="给整句话加引号"),
            )


def readable(path: Path) -> os.stat_result:
    """Return the status of a file, unless it is no regular file (a pipe would be waited for) or too large.

    Raises:
        UserError: names the file.
    """
    try:
        status = path.stat()
    except OSError as error:
        raise UserError(_unreadable(error), _CHECK_PATH, str(path)) from None
    if not stat.S_ISREG(status.st_mode):
        raise UserError(*_NO_FILE, str(path))
    if status.st_size > MAX_BYTES:
        raise UserError(*_TOO_LARGE, str(path))
    return status


def read_text(path: Path) -> str:
    """Read a small UTF-8 text file of ours, without a byte-order mark, its line ends as they are: places count them."""
    readable(path)
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UserError(*_NOT_UTF8, str(path)) from None
    except OSError as error:
        raise UserError(_unreadable(error), _CHECK_PATH, str(path)) from None


def nearest(word: str, valid: Iterable[str]) -> Bilingual:
    """Say which valid word was probably meant, else list them all."""
    valid = sorted(valid)
    close = difflib.get_close_matches(word, valid, n=1, cutoff=0.5)
    if close:
        return Bilingual(en=f"did you mean `{close[0]}`?", zh=f"是否想写 `{close[0]}`？")
    return valid_here(valid) if valid else Bilingual(en="", zh="")


def valid_here(names: Sequence[str]) -> Bilingual:
    """List what may stand somewhere."""
    return Bilingual(en="valid here: {names}", zh="可用的有：{names}").filled({"names": names})


def _steps(path: str) -> TreePath:
    """Turn msgspec's `.rules[3].words` into ("rules", 3, "words")."""
    return tuple(takewhile(lambda step: step != _ANY_KEY, _all_steps(path)))


def _all_steps(path: str) -> TreePath:
    """Do the same, with `...` where msgspec leaves out which key of a table it means."""
    found = re.findall(r"\.([^.\[\]]+)|\[(\d+|\.\.\.)\]", path)
    return tuple(name or (_ANY_KEY if index == _ANY_KEY else int(index)) for name, index in found)


def _fields_at(type_: Any, path: TreePath, *, required: bool = False) -> list[str]:
    """List the keys that the struct at `path` inside `type_` takes, or only those that it needs."""
    info = msgspec.inspect.type_info(type_)
    for step in path:
        info = _step_into(info, step)
    return sorted(name for option in _options(info) for name in _names(option, required=required))


def _choices_at(type_: Any, path: TreePath) -> list[str]:
    """List the words that may stand at `path` inside `type_`."""
    info = msgspec.inspect.type_info(type_)
    for step in path:
        info = _step_into(info, step)
    words: set[str] = set()
    for option in _options(info):
        words |= {str(member.value) for member in getattr(option, "cls", ())} if _is_enum(option) else set()
        words |= {str(value) for value in getattr(option, "values", ())}
    return sorted(words)


def _is_enum(info: Any) -> bool:
    return isinstance(info, msgspec.inspect.EnumType)


def _plainly(sentence: str) -> Bilingual:
    """Say what msgspec says in the words of somebody who writes YAML, not JSON."""
    if sentence.startswith("Invalid RFC3339 encoded date"):
        return Bilingual(en="must be a date, such as 2026-11-20", zh="应为日期，如 2026-11-20")
    words = _TYPES.sub(lambda match: " or ".join(_named(kind, "en") for kind in match[1].split(" | ")), sentence)
    chinese = _TYPES.sub(lambda match: "或".join(_named(kind, "zh") for kind in match[1].split(" | ")), sentence)
    for pattern, said in _SENTENCES:
        chinese = pattern.sub(said, chinese)
    return Bilingual(en=words[:1].lower() + words[1:], zh=chinese)


def _named(kind: str, language: str) -> str:
    named = _KINDS.get(kind)
    return named.pick(language) if named else f"`{kind}`"


def _step_into(info: Any, step: str | int) -> Any:
    for option in _options(info):
        for field in getattr(option, "fields", ()):
            if field.encode_name == step:
                return field.type
        inner = getattr(option, "item_type", None) or getattr(option, "value_type", None)
        if inner is not None:
            return inner
    return info


def _options(info: Any) -> Iterable[Any]:
    return info.types if isinstance(info, msgspec.inspect.UnionType) else (info,)


def _names(info: Any, *, required: bool) -> list[str]:
    return [field.encode_name for field in getattr(info, "fields", ()) if field.required or not required]
