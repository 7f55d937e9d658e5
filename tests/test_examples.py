"""The examples, checked by the program as a user gets it: built as a wheel, installed elsewhere, run as a process.

`pytest tests/test_examples.py --update-golden` writes `expected.json` beside each post; look at every line of the
diff, because these files say what is true of the examples, not only what the program says.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from shutil import copytree

import pytest

from tests.made_once import made_once

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples" / "posts"
POSTS = sorted(path.name for path in EXAMPLES.iterdir() if path.is_dir())
SECONDS = 0.75
"""Places in time and space may shift a little between versions of decoders and models."""
OVERLAP = 0.5


@pytest.fixture(scope="session")
def installed(wheel, tmp_path_factory):
    """The folder that the wheel is installed into, without its dependencies, which the test run has already."""

    def install(folder):
        pip = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--quiet"]
        subprocess.run([*pip, "--target", str(folder), str(wheel)], check=True, capture_output=True)

    return made_once(tmp_path_factory, "installed", install)


@pytest.fixture(scope="session")
def checked(installed, seen_examples, tmp_path_factory):
    """Run the installed program on a copy of the examples; return the JSON posts by folder name."""

    def check(folder):
        copytree(EXAMPLES, folder / "examples" / "posts")
        cache = {"REDNOTE_LINT_CACHE": str(seen_examples)}
        environment = {**os.environ, **cache, "PYTHONPATH": str(installed), "LC_ALL": "C.UTF-8"}
        options = ("--format", "json", "--isolated")
        program = [str(installed / "bin" / "rednote-lint"), "examples/posts", *options]
        done = subprocess.run(program, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode in (0, 1), done.stderr
        (folder / "report.json").write_text(done.stdout, encoding="utf-8")

    report = made_once(tmp_path_factory, "checked", check) / "report.json"
    return {Path(post["path"]).name: post for post in json.loads(report.read_text(encoding="utf-8"))["posts"]}


def essential(finding):
    """What of a finding must stay: the rule, the place, the evidence; never the wording."""
    place = finding["location"]
    kept = {key: place[key] for key in ("path", "line", "column", "time", "box") if place[key] is not None}
    return {"code": finding["code"], "severity": finding["severity"], **kept, "evidence": finding["evidence"]}


def pretty(found):
    """One line per finding, so that a diff shows findings."""
    lists = []
    for kind, entries in found.items():
        lines = ",".join(f"\n    {json.dumps(entry, ensure_ascii=False)}" for entry in entries)
        lists.append(f'  "{kind}": [{lines}\n  ]' if entries else f'  "{kind}": []')
    return "{\n" + ",\n".join(lists) + "\n}\n"


def same(expected, actual):
    keys = expected.keys() | actual.keys()
    return all(_agree(key, expected.get(key), actual.get(key)) for key in keys)


def _agree(key, expected, actual):
    if expected is None or actual is None or key not in ("time", "box"):
        return expected == actual
    if key == "time":
        return all(abs(one - other) <= SECONDS for one, other in zip(expected, actual, strict=True))
    return _overlap(expected, actual) >= OVERLAP


def _overlap(one, other):
    """The share of the common area in the area of both boxes."""
    width = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    height = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    common = max(width, 0) * max(height, 0)
    return common / (one[2] * one[3] + other[2] * other[3] - common)


def test_the_program_under_test_is_the_installed_one(installed, tmp_path):
    ask = [sys.executable, "-c", "import rednote_lint; print(rednote_lint.__file__)"]
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    done = subprocess.run(ask, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=True)
    assert Path(done.stdout.strip()).is_relative_to(installed)


def test_every_example_is_a_post(checked):
    assert sorted(checked) == POSTS


@pytest.mark.parametrize("name", POSTS)
def test_finds_what_is_in_the_example(name, checked, request):
    found = {kind: [essential(finding) for finding in checked[name][kind]] for kind in ("findings", "suppressed")}
    file = EXAMPLES / name / "expected.json"
    if request.config.getoption("--update-golden"):
        file.write_text(pretty(found), encoding="utf-8", newline="\n")
    expected = json.loads(file.read_text(encoding="utf-8"))
    for kind, entries in expected.items():
        missing = [entry for entry in entries if not any(same(entry, other) for other in found[kind])]
        surplus = [entry for entry in found[kind] if not any(same(other, entry) for other in entries)]
        assert not missing and not surplus
        assert len(found[kind]) == len(entries)
    assert expected.keys() == found.keys()


@pytest.mark.parametrize("name", POSTS)
def test_nothing_of_the_example_was_unreadable(name, checked):
    assert checked[name]["problems"] == []
