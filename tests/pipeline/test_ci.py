"""The recipes for continuous integration: each shell step is run as its vendor runs it, with the vendor's variables."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from packaging.requirements import Requirement

from rednote_lint import __version__
from tests.pipeline.repositories import PRE_COMMIT, ROOT, outside
from tests.schemas import schema as official

EXAMPLES = ROOT / "examples/ci"
ACTION = ROOT / "action.yml"
CLEAN = "---\ntitle: 周末野餐\n---\n草地很软，风也很轻，下次还想再来。\n"
BAD = "---\ntitle: 周末野餐\n---\n想要清单的加我微信 camp_day88\n"
PYTHON = """\
#!/bin/bash
# Stands for the interpreter of the machine: makes an environment of itself, and writes down what pip is to do.
if [ "$2" = venv ]; then mkdir -p "$3/bin" && cp "$0" "$3/bin/python"; else printf '%s\\n' "$@" > "$LOG"; fi
"""

pytestmark = pytest.mark.posix("bash")


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def bash(script: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a step as the runner does: a file, `bash -e -o pipefail`, the program found on the PATH."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    step = folder.parent / "step.sh"
    step.write_text(script, encoding="utf-8")
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(step)],
        cwd=folder,
        env=outside(**{"PATH": path, **variables}),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def step(name: str) -> dict[str, Any]:
    (found,) = [each for each in read(ACTION)["runs"]["steps"] if each.get("name") == name]
    return found


def given(name: str, folder: Path, **inputs: str) -> dict[str, str]:
    """The environment of a step of the action: its expressions filled in as the runner does."""
    declared = read(ACTION)["inputs"]
    assert set(inputs) <= {key.replace("-", "_") for key in declared}
    values = {f"inputs.{key}": inputs.get(key.replace("-", "_"), each["default"]) for key, each in declared.items()}
    values |= {"runner.temp": str(folder.parent), "github.action_path": str(ROOT)}
    fill = lambda text: re.sub(r"\$\{\{ (.+?) \}\}", lambda match: values[match[1]], text)  # noqa: E731
    env = {key: fill(text) for key, text in step(name)["env"].items()}
    files = {each: str(folder.parent / each) for each in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_PATH")}
    return {**env, **files, "GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": str(folder), "CI": "true"}


@pytest.fixture
def folder(tmp_path):
    """A checkout with one bad and one clean post."""
    made = tmp_path / "work of 小红"
    for name, text in (("bad", BAD), ("clean", CLEAN)):
        (made / "posts" / name).mkdir(parents=True)
        (made / "posts" / name / "caption.md").write_text(text, encoding="utf-8")
    return made


@pytest.fixture
def machine(tmp_path):
    """The PATH of a machine whose interpreter only writes down what it is asked for, and where it does."""
    (tmp_path / "machine").mkdir()
    (tmp_path / "machine/python").write_text(PYTHON, encoding="utf-8")
    (tmp_path / "machine/python").chmod(0o755)
    return {"PATH": f"{tmp_path / 'machine'}{os.pathsep}{os.environ['PATH']}", "LOG": str(tmp_path / "pip")}


def installed(machine: dict[str, str]) -> str:
    """What pip was asked to install."""
    *options, package = Path(machine["LOG"]).read_text(encoding="utf-8").splitlines()
    assert options == ["-m", "pip", "install", "--quiet", "--"]
    return package


def test_nothing_of_an_expression_is_read_by_a_shell():
    for each in read(ACTION)["runs"]["steps"]:
        assert "${{" not in each.get("run", ""), each
        assert "run" not in each or each["shell"] == "bash"
    used = set(re.findall(r"inputs\.([\w-]+)", ACTION.read_text(encoding="utf-8")))
    assert used == set(read(ACTION)["inputs"])


def test_the_action_reports_findings_where_github_shows_them(folder):
    variables = given("Check", folder, paths="posts", sarif="rednote-lint.sarif")
    done = bash(step("Check")["run"], folder, **variables)
    assert done.returncode == 1, done.stderr
    assert "::error file=posts/bad/caption.md,line=4," in done.stdout
    assert (folder.parent / "GITHUB_OUTPUT").read_text(encoding="utf-8") == "exit-code=1\n"
    assert "### posts/bad" in (folder.parent / "GITHUB_STEP_SUMMARY").read_text(encoding="utf-8")
    assert json.loads((folder / "rednote-lint.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    again = bash(step("Check")["run"], folder, **given("Check", folder, sarif="rednote-lint.sarif"))
    assert again.returncode == 1 and "rednote-lint.sarif:" not in again.stdout  # a report is no post


def test_paths_stand_one_a_line_and_are_no_options_or_commands(folder):
    paths = "posts/clean\n\nposts/$(touch pwned); touch pwned\n--version"
    done = bash(step("Check")["run"], folder, **given("Check", folder, paths=paths))
    assert done.returncode == 2 and "rednote-lint, version" not in done.stdout
    assert not list(folder.rglob("pwned"))
    done = bash(step("Check")["run"], folder, **given("Check", folder, paths="posts/clean", preset="$(id)"))
    assert done.returncode == 2 and "$(id)" in done.stderr
    done = bash(step("Check")["run"], folder, **given("Check", folder, paths="posts/clean\n", fail_on="warning"))
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("version", ["", "0.1.0"])
def test_the_action_installs_its_own_revision_or_one_release(folder, machine, version):
    done = bash(step("Install")["run"], folder, **{**given("Install", folder, version=version), **machine})
    assert done.returncode == 0, done.stderr
    package = installed(machine)
    if version:
        wanted = Requirement(package)
        assert (wanted.name, str(wanted.specifier)) == ("rednote-lint", "==0.1.0")
    else:
        assert Path(package) == ROOT and (ROOT / "pyproject.toml").exists()
    entry = (folder.parent / "GITHUB_PATH").read_text(encoding="utf-8").strip()
    assert (Path(entry) / "python").exists()


def test_the_job_of_gitlab_writes_its_report(folder, machine):
    (job,) = read(EXAMPLES / "gitlab-ci.yml").values()
    assert job["image"] == "python:3.12-slim"
    variables = {"CI_PROJECT_DIR": str(folder), "GITLAB_CI": "true", "CI": "true"}
    for name, text in job["variables"].items():
        variables[name] = text.replace("$CI_PROJECT_DIR", str(folder))
    at = str(folder.parent / "environment")
    before = "\n".join(job["before_script"]).replace("/tmp/rednote-lint", shlex.quote(at)) + '\necho "$PATH"\n'
    done = bash(before.replace(f"'{at}'", at), folder, **{**variables, **machine})
    assert done.returncode == 0 and done.stdout.startswith(f"{at}/bin:"), done.stderr
    assert str(Requirement(installed(machine)).specifier) == f"=={__version__}"
    done = bash("\n".join(job["script"]), folder, **variables)
    assert done.returncode == 1 and "camp_day88" in done.stdout, done.stderr
    entries = json.loads((folder / job["artifacts"]["reports"]["codequality"]).read_text(encoding="utf-8"))
    assert "posts/bad/caption.md" in {entry["location"]["path"] for entry in entries}


def test_the_examples_name_this_version():
    for name, text in (("github.yml", "rednote-lint@v"), ("pre-commit-config.yaml", "rev: v")):
        assert f"{text}{__version__}" in (EXAMPLES / name).read_text(encoding="utf-8")
    workflow = read(EXAMPLES / "github.yml")
    (job,) = workflow["jobs"].values()
    assert workflow["permissions"] == {"contents": "read"}
    assert set(job["steps"][1]["with"]) <= set(read(ACTION)["inputs"])
    config = str(EXAMPLES / "pre-commit-config.yaml")
    assert subprocess.run([*PRE_COMMIT, "validate-config", config], check=False).returncode == 0


def test_the_image_is_small_to_read_and_not_run_by_root(folder, machine):
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 20
    said = [line.split(" ", 1) for line in lines if line and not line.startswith("#")]
    words = [word for word, _ in said]
    assert {word: rest for word, rest in said if word in ("USER", "ENTRYPOINT", "WORKDIR")} == {
        "USER": "linter",
        "ENTRYPOINT": '["rednote-lint"]',
        "WORKDIR": "/posts",
    }
    (base,) = [rest for word, rest in said if word == "FROM"]
    assert re.fullmatch(r"python:3\.\d+-slim", base)
    install, user = [rest for word, rest in said if word == "RUN"]
    assert words.index("USER") > len(words) - 1 - words[::-1].index("RUN")
    assert user == "useradd --create-home linter"
    source = folder.parent / "source"
    source.mkdir()
    done = bash(install.replace("/source", str(source)), folder, **machine)
    assert done.returncode == 0 and not source.exists(), done.stderr
    assert Path(machine["LOG"]).read_text(encoding="utf-8").splitlines()[-1] == str(source)


SCHEMAS = (
    (ACTION, "github-action.json"),
    (EXAMPLES / "github.yml", "github-workflow.json"),
    (EXAMPLES / "gitlab-ci.yml", "gitlab-ci.json"),
)


@pytest.mark.parametrize(("path", "schema"), SCHEMAS, ids=lambda value: getattr(value, "name", value))
def test_the_recipes_are_what_their_vendors_take(path, schema):
    jsonschema.validate(read(path), json.loads(official(schema).read_text(encoding="utf-8")))
