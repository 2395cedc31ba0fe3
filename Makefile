# Needs Python 3.11 or later and make, nothing else. The page of the workbench is built already; who changes
# it needs node 18 or later.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
REPORTS ?=

.DEFAULT_GOAL := help
.PHONY: help brief page test test-page test-long lint format bench read-eval seeds fixtures pictures clean

help: ## what one can do here
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 22

$(VENV)/.stamp-run: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("detente needs Python 3.11 or later; set PYTHON=… (found %s)" % sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.stamp-test: pyproject.toml $(VENV)/.stamp-run
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

brief: $(VENV)/.stamp-run ## the Korean standoff in plain words, and as brief.html (REPORTS=FOLDER verifies)
	@$(if $(REPORTS),$(BIN)/detente add --dossier korea "$(REPORTS)" && $(BIN)/detente check korea)
	@$(BIN)/detente brief korea --html brief.html

lint: $(VENV)/.stamp-test ## format, style, types and the layers of the house
	@$(BIN)/ruff format --check --quiet . || { echo "run: make format"; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo > $(VENV)/layers.txt || { cat $(VENV)/layers.txt; exit 1; }

frontend/node_modules/.stamp: frontend/package-lock.json
	@npm ci --prefix frontend --silent --ignore-scripts
	@touch $@

page: frontend/node_modules/.stamp ## the page of the workbench, from frontend/
	@npm --prefix frontend run --silent build

ifneq ($(and $(shell command -v node),$(shell command -v npm)),)
test-page: frontend/node_modules/.stamp ## types and tests of the page; they need node
	@npm --prefix frontend run --silent check
	@npm --prefix frontend run --silent test
else
test-page:
	@echo "node and npm are not installed, so the page of the workbench is not tested: apt-get install nodejs npm"
	@test "$$CI" != true
endif

test: lint test-page ## everything that a change must pass
	@$(BIN)/python -m pytest -n 2

test-long: $(VENV)/.stamp-test ## the long property runs, on two processes
	@$(BIN)/python -m pytest -n 2 -m long

bench: $(VENV)/.stamp-test ## times and memory, also written to docs/performance.md
	@$(BIN)/python -m benchmarks

read-eval: $(VENV)/.stamp-test ## how well reports are read, on PolNeAR (DETENTE_CORPUS=FOLDER)
	@$(BIN)/python -m tests.reading.evaluation

seeds: $(VENV)/.stamp-test ## docs/seeds.md anew, from the dossier and the brief
	@$(BIN)/python -m tests.korea.seeds

fixtures: $(VENV)/.stamp-test ## answers of the workbench's server anew, for the tests of its page
	@$(BIN)/python -m tests.page_fixtures

pictures: $(VENV)/.stamp-test ## pictures of the workbench in docs/images/ anew; needs Chromium
	@$(BIN)/python -m tests.browser.pictures

format: $(VENV)/.stamp-test ## put the code in shape
	@$(BIN)/ruff format --quiet .
	@$(BIN)/ruff check --quiet --fix .

clean: ## remove what make made
	@rm -rf brief.html frontend/node_modules $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
