# Every target makes what it needs; `make demo` and `make test` work in a fresh clone with Python 3.11+ and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test lint bench docs clean

demo: $(STAMP)  ## check the example posts
	$(BIN)/rednote-lint examples/posts --exit-zero

test: $(STAMP)  ## every test, and the tests that the rules carry
	$(BIN)/rednote-lint test
	$(BIN)/pytest -n auto -q

lint: $(STAMP)  ## style, types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(STAMP)  ## speed, as ratios in one run
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/text.py
	$(BIN)/python benchmarks/video.py

docs: $(STAMP)  ## make the captures in the README anew
	$(BIN)/python tools/capture_docs.py

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(STAMP): pyproject.toml requirements-dev.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements-dev.lock --editable ".[dev]"
	touch $(STAMP)
