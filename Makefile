# Every target makes what it needs; `make demo` and `make test` work in a fresh clone with Python 3.11+ and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
# Hundreds of tests start the program: it shall keep its bytecode, whatever the shell's habits are.
export PYTHONDONTWRITEBYTECODE :=
# Bytecode is written for what is imported, a small part of what is installed.
PIP_OPTIONS := --quiet --disable-pip-version-check --no-compile

.PHONY: demo test test-rules packs newest test-newest test-wheel test-ray lint bench docs site clean

# What the tests of pages find faults of accessibility with; they are skipped where there is no npm or no network.
AXE := $(VENV)/node_modules/axe-core/axe.min.js

demo: $(STAMP)  ## check the example posts
	$(BIN)/rednote-lint examples/posts --exit-zero

# Files go to the workers as tests/conftest.py orders them, the slowest first.
BY_FILE := --dist loadfile --no-loadscope-reorder

# One worker more than processors: tests of signals, pipes and watched folders wait for others more than they compute.
WORKERS := $(shell $(PYTHON) -c "import os; print((os.cpu_count() or 1) + 1)")

# What keeps one processor busy (pip, the packs, the tests that the rules carry) goes side by side.
test:  ## every test, the tests that the rules carry, and the parts that depend on Python on the newest one
	$(MAKE) --no-print-directory -j 2 $(AXE) packs test-rules newest
	$(BIN)/pytest -n $(WORKERS) $(BY_FILE) -q
	$(MAKE) --no-print-directory test-newest

test-rules: $(STAMP)  ## the tests that the rules carry
	$(BIN)/rednote-lint test

packs: $(STAMP)  # The shipped packs compiled as the tests and the processes that they start read them.
	$(BIN)/python -m tests.compiled_packs

$(AXE): $(STAMP)
	@if command -v npm >/dev/null; then \
	  npm install --silent --no-save --no-package-lock --no-audit --no-fund --prefix $(VENV) axe-core@4.14.1 || true; fi

NEWEST := .venv-newest
# What asks Python (paths, names, Unicode, processes) or a decoder; what only asks our own code is the same everywhere.
NEWEST_TESTS := tests/media tests/posts tests/fixes/media tests/fixes/test_atomic.py \
  tests/facts/analysis/test_isolated.py tests/facts/video tests/facts/headers tests/facts/metadata tests/facts/text \
  tests/text/test_fold.py tests/text/test_tables.py tests/text/test_counters.py \
  tests/run/test_run.py tests/cli/test_streams.py tests/test_examples.py tests/test_corrupt_media.py

newest:  # The environment of the newest Python, if there is one besides that of the tests, with what those tests need.
	@python="$$($(PYTHON) tools/newest_python.py 2>/dev/null)"; \
	if [ -n "$$python" ] && { [ ! -e $(NEWEST)/.installed ] || [ pyproject.toml -nt $(NEWEST)/.installed ]; }; then \
	  "$$python" -m venv $(NEWEST) \
	  && $(NEWEST)/bin/python -m pip install $(PIP_OPTIONS) --editable ".[test]" \
	  && touch $(NEWEST)/.installed; \
	fi

test-newest: newest  ## the newest Python on this machine, with the newest releases of what we depend on
	@if [ -e $(NEWEST)/.installed ]; then \
	  $(NEWEST)/bin/python --version && $(NEWEST)/bin/pytest -n auto $(BY_FILE) -q $(NEWEST_TESTS); \
	else \
	  $(PYTHON) tools/newest_python.py; \
	fi

# Ray takes 240 MB, and these tests some minutes: they have an environment of their own, and no part in `make test`.
RAY := .venv-ray

test-ray:  ## --engine ray on a cluster of two nodes on this machine, one of which is killed
	@if [ ! -e $(RAY)/.installed ] || [ pyproject.toml -nt $(RAY)/.installed ]; then \
	  $(PYTHON) -m venv $(RAY) \
	  && $(RAY)/bin/python -m pip install $(PIP_OPTIONS) \
	    --constraint requirements-dev.lock --editable ".[dev,ray]" \
	  && touch $(RAY)/.installed; \
	fi && $(RAY)/bin/pytest -q tests/run/cluster

test-wheel: $(STAMP)  ## the wheel, unpinned, in fresh environments of this Python and of the newest: the same findings
	$(BIN)/python tools/check_wheel.py

lint: $(STAMP)  ## style, types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(STAMP)  ## speed, as ratios in one run
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/text.py
	$(BIN)/python benchmarks/video.py

docs: $(STAMP)  ## make the captures in README.md, README.zh.md and docs, the screens in docs/screens anew, and the figures of the rules
	$(BIN)/python tools/bench_rules.py
	$(BIN)/python tools/capture_docs.py
	$(BIN)/python tools/draw_screens.py
	$(BIN)/python tools/draw_pages.py

site: $(STAMP)  ## the documentation as a site in build/site, with a page for each rule
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

clean:
	rm -rf $(VENV) $(NEWEST) $(RAY) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(STAMP): pyproject.toml requirements-dev.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install $(PIP_OPTIONS) --constraint requirements-dev.lock --editable ".[dev]"
	touch $(STAMP)
