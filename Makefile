.PHONY: console test format lock clean
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
DOCS ?=

console: $(VENV)/.run  ## set up, then chat with the documents (DOCS=folder for others than seeds/)
	@$(BIN)/quotebot $(if $(DOCS),--docs $(DOCS)) console

test: $(VENV)/.dev  ## set up, then format check, lint, types and tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest

format: $(VENV)/.dev  ## let ruff format and mend what it can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: $(VENV)/.dev  ## renew both lock files from pyproject.toml
	$(BIN)/pip install -q uv
	$(BIN)/uv pip compile -q --universal --generate-hashes pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --universal --generate-hashes --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean:  ## remove what the other targets made
	rm -rf $(VENV) .quotebot build *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis

# Each stamp is renewed when what it installs from changes.
$(VENV)/.run: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install -q --disable-pip-version-check --no-deps -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
