"""The one-way arrows of the design, held by reading the imports of every module."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache, wraps
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "rednote_lint"

# Each layer may import itself and what stands below it; `report` and `fixes` stand aside and see only the ground.
GROUND = {"model", "errors", "__init__"}
LAYERS: dict[str, set[str]] = {
    "model": set(),
    "errors": {"model"},
    "interrupts": set(),
    "__init__": {"run"},
    "text": GROUND,
    "media": GROUND,
    "syntax": GROUND | {"text"},
    "first_seen": set(),
    "posts": GROUND | {"text", "syntax", "media", "first_seen"},
    "store": GROUND | {"media"},
    "facts": GROUND | {"text", "syntax", "media", "posts", "store"},
    "checks": GROUND | {"text", "media", "posts", "facts", "selectors"},
    "packs": GROUND | {"text", "syntax", "media", "checks", "fixes"},
    "selectors": GROUND,
    "globs": GROUND,
    "config_suppressions": GROUND | {"globs", "packs"},
    "config": GROUND | {"text", "syntax", "packs", "selectors", "globs", "config_suppressions"},
    "fixes": GROUND | {"interrupts", "text", "syntax", "media"},
    "report": GROUND | {"text"},
    "ruleset": GROUND | {"facts", "checks"},
    "stamp": GROUND | {"text", "fixes", "ruleset"},
    "stored_edits": GROUND | {"fixes"},
    "overlaps": GROUND,
    "once": {"checks", "model"},
    "causes": GROUND,
    "engine": GROUND | {"causes", "checks", "facts", "once", "overlaps", "ruleset", "stamp"},
    "verdict": GROUND | {"overlaps", "selectors"},
    "rule_tests": GROUND | {"text", "checks", "facts", "engine", "ruleset", "batch", "store"},
    "batch": GROUND | {"text", "facts", "checks", "ruleset", "causes", "stamp"},
    "run": GROUND
    | {
        "text",
        "media",
        "posts",
        "facts",
        "checks",
        "packs",
        "config",
        "config_suppressions",
        "ruleset",
        "engine",
        "stored_edits",
        "batch",
        "verdict",
        "store",
        "selectors",
        "interrupts",
    },
    "cli": {"*"},
    "lsp": GROUND
    | {
        "text",
        "syntax",
        "posts",
        "checks",
        "fixes",
        "report",
        "packs",
        "config",
        "rule_tests",
        "run",
    },
    "studio": GROUND
    | {
        "text",
        "syntax",
        "posts",
        "checks",
        "fixes",
        "report",
        "config",
        "run",
    },
    "__main__": {"*"},
}
HEAVY = {"cv2", "numpy", "av", "PIL", "rapidocr", "onnxruntime", "zxingcpp", "pillow_heif", "rjieba", "c2pa"}
MAY_BE_HEAVY = ("facts/", "media/", "fixes/media/")
IN_TEXT = {"numpy", "rjieba"}
"""What views of a text may load: arrays for long runs, words of Chinese around a hit."""
MAY_PRINT = ("cli/", "report/")


@cache
def modules() -> tuple[Path, ...]:
    return tuple(sorted(PACKAGE.rglob("*.py")))


@cache
def tree_of(path: Path) -> ast.Module:
    """Parse a module, once for all tests: none of them changes what it is given."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def names_in(path: Path) -> frozenset[str]:
    """Return what a module imports anywhere."""
    return frozenset(imports(tree_of(path)))


def of_every_module(holds: Callable[[Path], None]) -> Callable[[], None]:
    """Make one test of a function that asserts something of a module; three thousand tests take longer than they ask.

    All modules are looked at, and each that fails is named.
    """

    @wraps(holds)
    def test() -> None:
        wrong = []
        for path in modules():
            try:
                holds(path)
            except AssertionError as error:
                wrong.append(f"{path.relative_to(PACKAGE)}: {error}")
        assert not wrong, "\n".join(wrong)

    del test.__wrapped__  # type: ignore[attr-defined]
    return test


def layer(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def texts(tree: ast.AST) -> Iterator[str]:
    """Yield all literal strings: some name a module that is imported later."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def top_level_imports(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from imports(ast.Module([node], []))


@of_every_module
def test_imports_run_one_way(path: Path) -> None:
    mine = layer(path)
    assert mine in LAYERS, f"give {mine} its place among the layers"
    allowed = LAYERS[mine] | {mine}
    if "*" in allowed:
        return
    for name in {*names_in(path), *texts(tree_of(path))}:
        parts = name.split(".")
        if parts[0] == "rednote_lint" and len(parts) > 1 and parts[1] != "__version__":
            assert parts[1] in allowed, f"{mine} must not import {name}"


@of_every_module
def test_heavy_libraries_are_imported_late_and_only_where_pixels_are(path: Path) -> None:
    place = path.relative_to(PACKAGE).as_posix()
    assert not HEAVY & {name.split(".")[0] for name in top_level_imports(tree_of(path))}
    if not place.startswith(MAY_BE_HEAVY):
        late = {name.split(".")[0] for name in names_in(path)}
        assert not (HEAVY - IN_TEXT if layer(path) == "text" else HEAVY) & late


@of_every_module
def test_only_the_edges_print(path: Path) -> None:
    if path.relative_to(PACKAGE).as_posix().startswith(MAY_PRINT):
        return
    tree = tree_of(path)
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert "print" not in called
    assert not {"rich", "click"} & {name.split(".")[0] for name in names_in(path)}


def test_folders_stay_small() -> None:
    sizes = Counter(path.parent.relative_to(PACKAGE).as_posix() for path in modules())
    assert {folder: count for folder, count in sizes.items() if count > 20} == {}


@of_every_module
def test_files_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


VERSION = ("rednote_lint", "__version__")
"""What every module may take from the face of the library."""
PARSERS = {"yaml", "csv"}
SCANNERS = ("---", '""', r"\\u", '"(', ",;", "\\.\\.\\.")
"""What stands in patterns that scan front matter, CSV or JSON."""


@of_every_module
def test_yaml_and_csv_are_parsed_in_syntax_alone(path: Path) -> None:
    names = {name.split(".")[0] for name in names_in(path)}
    assert layer(path) == "syntax" or not PARSERS & names


@pytest.mark.parametrize("name", ["posts", "fixes"])
def test_posts_and_fixes_read_files_through_syntax_alone(name: str) -> None:
    trees = [tree_of(path) for path in modules() if layer(path) == name]
    assert any(found.startswith("rednote_lint.syntax") for tree in trees for found in imports(tree))
    for tree in trees:
        assert "json" not in set(imports(tree))
        for pattern in patterns(tree):
            assert not [scanner for scanner in SCANNERS if scanner in pattern], pattern


def patterns(tree: ast.AST) -> Iterator[str]:
    """Yield the text of every regular expression that is written out in a call of `re`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "re":
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def test_module_imports_have_no_cycle() -> None:
    graph = {_dotted(path): _ours(path, _dotted(path)) for path in modules()}
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, f"cycle: {' -> '.join((*trail, name))}"
        if name not in done:
            for target in graph.get(name, ()):
                visit(target, (*trail, name))
            done.add(name)

    for name in graph:
        visit(name, ())


@of_every_module
def test_imports_name_the_whole_way(path: Path) -> None:
    """The other tests here read absolute imports; a relative one would pass them by."""
    tree = tree_of(path)
    assert not [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level]


def test_imports_inside_functions_and_by_name_are_seen(tmp_path: Path) -> None:
    source = (
        "from typing import TYPE_CHECKING\n"
        "if TYPE_CHECKING:\n    import rednote_lint.store\n"
        "NAMED = 'rednote_lint.engine'\n"
        "def late():\n    from rednote_lint.facts.base import Need\n"
        "    from rednote_lint.fixes import plan\n"
    )
    (tmp_path / "module.py").write_text(source, encoding="utf-8")
    assert _ours(tmp_path / "module.py", "rednote_lint.x") == {
        "rednote_lint.engine",
        "rednote_lint.facts.base",
        "rednote_lint.fixes.plan",
    }


def test_a_module_that_takes_from_its_own_package_what_is_no_module_is_seen(tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text("from rednote_lint.facts import ObservedFacts, text\n", encoding="utf-8")
    assert _ours(tmp_path / "module.py", "rednote_lint.facts.x") == {"rednote_lint.facts", "rednote_lint.facts.text"}


def _dotted(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def _known() -> frozenset[str]:
    return frozenset(_dotted(path) for path in modules())


def _ours(path: Path, own: str) -> set[str]:
    """List our modules that a module imports, in functions and by name too, without what only type checkers read."""
    known = _known()
    tree = _Runtime().visit(ast.parse(path.read_text(encoding="utf-8")))
    return (known & {*_sources(tree, known), *texts(tree)}) - {own}


def _sources(tree: ast.AST, known: frozenset[str]) -> Iterator[str]:
    """Yield the modules that names come from: a module taken from its package is itself, not the package."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                if (node.module, alias.name) != VERSION:
                    whole = f"{node.module}.{alias.name}"
                    yield whole if whole in known else node.module


class _Runtime(ast.NodeTransformer):
    """Drops what stands under `if TYPE_CHECKING`."""

    def visit_If(self, node: ast.If) -> ast.AST | list[ast.stmt]:
        if isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            return node.orelse
        return self.generic_visit(node)


def test_a_caption_is_checked_without_any_heavy_library(tmp_path: Path) -> None:
    (tmp_path / "caption.txt").write_text("今天去公园散步，天气很好。", encoding="utf-8")
    script = (
        "import sys\n"
        "sys.argv = ['rednote-lint', 'caption.txt', '--isolated', '--no-cache']\n"
        "from rednote_lint.cli import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        f"print(sorted({HEAVY!r} & set(sys.modules)))\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, encoding="utf-8", check=True
    )
    assert result.stdout.splitlines()[-1] == "[]"
