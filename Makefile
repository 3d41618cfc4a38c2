.PHONY: bench console test format lock clean help
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
DOCS ?=
PIP := $(BIN)/python -m pip --disable-pip-version-check

console: $(VENV)/.run  ## set up, then chat with the documents (DOCS=folder for others than seeds/)
	@$(BIN)/quotebot $(if $(DOCS),--docs "$(DOCS)") console || \
		{ code=$$?; [ $$code -eq 1 ] || exit $$code; }  # 1 is no answer, no failure

test: $(VENV)/.dev  ## set up, then format check, lint, types and tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest

format: $(VENV)/.dev  ## let ruff format and mend what it can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.dev  ## set up, then search beside its peers (CORPUS=file QUERIES=file SIZES=10000,100000)
	$(PIP) install -q -e ".[bench]"
	$(BIN)/python -m tests.benchmarks.search $(if $(CORPUS),--corpus "$(CORPUS)") \
		$(if $(QUERIES),--queries "$(QUERIES)") $(if $(SIZES),--sizes $(SIZES))

lock: $(VENV)/.dev  ## renew both lock files from pyproject.toml
	$(PIP) install -q uv
	$(BIN)/uv pip compile -q --universal --generate-hashes pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --universal --generate-hashes --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean:  ## remove what the other targets made
	rm -rf $(VENV) .quotebot build *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis

help:  ## say what each target does
	@sed -n 's/^\([a-z]*\):.*##/\1:/p' Makefile

# Each stamp is renewed when what it installs from changes. Talk goes to stderr, so that
# `make console` may stand in a pipe from its first call on.
$(VENV)/.run: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.version_info < (3, 11) and sys.exit("Quotebot needs Python 3.11 or newer: make PYTHON=python3.12, or whichever you have.")'
	@echo "Setting up $(VENV), once; this takes a minute." >&2
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) install -q --require-hashes -r requirements.lock
	@$(PIP) install -q --no-deps -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	@echo "Adding the tools for development." >&2
	@$(PIP) install -q --require-hashes -r requirements-dev.lock
	@touch $@
