# One command file for people and for .ci/run. It needs Python 3.11 or later, and make; nothing else.

DEMO ?= examples/diplomacy/article.txt --outlet "Meridian Wire" --published 2019-03-14

# The first Python that will do; `make demo PYTHON=/path/to/python` names another.
PROBE := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3 python; do \
	$$python -c '$(PROBE)' 2>/dev/null && echo $$python && break; done)
UV ?= uv
LOCK := --no-config --quiet pip compile --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command "make lock"
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --quiet

.DEFAULT_GOAL := help
.PHONY: help demo test lint types imports gate speed scores site package check format install lock clean

help:  ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s  %s\n", $$1, $$2 }' Makefile

demo: $(VENV)/installed  ## print the record of an example article
	$(BIN)/onrecord read $(DEMO)

test: $(VENV)/developed  ## run the tests
	$(BIN)/python -m pytest $(ARGS)

lint: $(VENV)/developed  ## check style and layout (ruff)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/developed  ## check the types (mypy --strict)
	$(BIN)/mypy

imports: $(VENV)/developed  ## check that imports go one way (import-linter)
	$(BIN)/lint-imports

gate: $(VENV)/developed  ## check quality against its floors
	$(BIN)/python bench/gate.py

speed: $(VENV)/developed  ## measure speed
	$(BIN)/python bench/speed.py

scores: $(VENV)/developed  ## measure what is claimed, and write docs/scores.md
	$(BIN)/python -m bench.suite $(ARGS)

site: $(VENV)/developed  ## build the documentation site (Sphinx)
	$(BIN)/python -m sphinx -W --keep-going -b html -d build/doctrees docs build/site

package: $(VENV)/developed  ## build, install bare and use what is handed out (fetches from PyPI)
	$(BIN)/python -m bench.package

check: lint types imports test gate speed  ## all of the checks

format: $(VENV)/developed  ## mend what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

install: $(VENV)/developed  ## set up .venv for development

lock:  ## write the lock files anew (needs uv; UPGRADE=--upgrade for newer versions)
	@command -v $(UV) >/dev/null || { echo "make lock needs uv: https://docs.astral.sh/uv"; exit 1; }
	$(UV) $(LOCK) $(UPGRADE) pyproject.toml --group build --output-file requirements.lock
	$(UV) $(LOCK) $(UPGRADE) --group dev --constraint requirements.lock --output-file requirements-dev.lock

clean:  ## remove .venv, caches and builds
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

# Stamp files: a step runs again only when what it depends on has changed.

$(VENV)/created:
	@"$(PYTHON)" -c '$(PROBE)' 2>/dev/null || { echo "onrecord needs Python 3.11 or later with its venv module" \
		"(on Debian: apt install python3-venv); found: $(or $(PYTHON),none)." \
		"To name another: make demo PYTHON=/path/to/python"; exit 1; }
	"$(PYTHON)" -m venv $(VENV)
	@touch $@

$(VENV)/installed: $(VENV)/created requirements.lock pyproject.toml
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/developed: $(VENV)/installed requirements-dev.lock
	$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@
