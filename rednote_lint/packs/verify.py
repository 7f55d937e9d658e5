"""Verifies a rule after it was read: values against each other, keys without effect, templates that are missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol, runtime_checkable

import msgspec

from rednote_lint.checks import Params
from rednote_lint.errors import UserError
from rednote_lint.model import Bilingual, InvalidValue
from rednote_lint.packs.locate import TEMPLATES, pack_files
from rednote_lint.packs.strict import YamlFile
from rednote_lint.syntax.tree import Path as TreePath

_LINK_OUT = (
    Bilingual(en="is a link out of the pack's folder", zh="是指向规则包文件夹以外的链接"),
    Bilingual(en="copy the file into the pack", zh="将文件复制到规则包内"),
)
_TEMPLATE = re.compile(r"[\w-]+")
_PNG = b"\x89PNG\r\n\x1a\n"


@runtime_checkable
class Verifiable(Protocol):
    """A record that refuses more than it can tell while it is made, because to tell takes long."""

    def verify(self) -> None:
        """Raise InvalidValue for what no rule may state."""
        ...


def verify_params(params: Params, file: YamlFile, at: TreePath, pack: Path) -> None:
    """Refuse parameters that state what cannot be.

    Args:
        params: those of one rule.
        file: the rule file they were read from.
        at: where in that file the rule stands.
        pack: the folder of the pack.

    Raises:
        UserError: names the place in the file.
    """
    for path, record in _verifiable(params, at):
        try:
            record.verify()
        except InvalidValue as error:
            raise file.error(file.tree.nearest(path), error.said, error.remedy) from None
    _refuse_without_effect(params, file, at)
    for key, name in params.templates().items():
        mark = file.tree.nearest((*at, *key.split(".")))
        template = pack / TEMPLATES / f"{name}.png"
        if not _TEMPLATE.fullmatch(name):
            raise file.error(
                mark,
                Bilingual(en=f"`{name}` is no name of a template", zh=f"`{name}` 不能用作模板名"),
                Bilingual(en="write letters, digits and hyphens", zh="只用字母、数字和连字符"),
            )
        if not template.is_file():
            raise file.error(
                mark,
                Bilingual(en=f"the pack has no template `{name}`", zh=f"规则包中没有模板 `{name}`"),
                Bilingual(en=f"add {TEMPLATES}/{name}.png to the pack", zh=f"在规则包中加入 `{TEMPLATES}/{name}.png`"),
            )
        with template.open("rb") as stream:
            if stream.read(len(_PNG)) != _PNG:
                raise file.error(
                    mark,
                    Bilingual(en=f"the template `{name}` is no PNG picture", zh=f"模板 `{name}` 不是 PNG 图片"),
                    Bilingual(en="save it as PNG", zh="另存为 PNG"),
                )


def refuse_foreign_links(pack: Path) -> None:
    """Refuse a pack of which a file is a link to a place outside: what it says would change unseen.

    Raises:
        UserError: names the link.
    """
    inside = pack.resolve()
    leads_away = (pack / TEMPLATES).is_symlink()
    for path in pack_files(pack):
        # Only a link leads out; to resolve every file costs more than to read the pack.
        if (leads_away or path.is_symlink()) and not path.resolve().is_relative_to(inside):
            raise UserError(*_LINK_OUT, str(path))


def _refuse_without_effect(params: Params, file: YamlFile, at: TreePath) -> None:
    for key, reason in params.without_effect().items():
        path = (*at, *key.split("."))
        if path in file.tree.keys:
            raise file.error(
                file.tree.keys[path],
                Bilingual(en=f"`{path[-1]}` has no effect here: {reason}", zh=f"`{path[-1]}` 在这里不起作用：{reason}"),
                Bilingual(en="take it out", zh="删除这个键"),
            )


def _verifiable(value: object, at: TreePath) -> Iterator[tuple[TreePath, Verifiable]]:
    """Yield all records in a value that have something to verify, inner ones first, with where they stand."""
    if isinstance(value, msgspec.Struct):
        for name, key in zip(value.__struct_fields__, value.__struct_encode_fields__, strict=True):
            yield from _verifiable(getattr(value, name), (*at, key))
        if isinstance(value, Verifiable):
            yield at, value
    elif isinstance(value, tuple | list):
        for index, item in enumerate(value):
            yield from _verifiable(item, (*at, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _verifiable(item, (*at, key))
