# The newsroom's commands; `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help run test check bench lighthouse format

PORT ?= 8000
HOST ?= 127.0.0.1
DEMO ?= 1
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# The server on which `make check` runs the tests a second time; it makes and drops its own database.
POSTGRES ?= $(or $(NEWSROOM_TEST_POSTGRES),postgres://root@127.0.0.1/postgres)
export NEWSROOM_URL ?= http://$(HOST):$(PORT)

help: ## Say what there is
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

run: $(VENV)/.site ## Set up everything and serve the site: make run [PORT=8000] [DEMO=0]
	NEWSROOM_DEMO=$(DEMO) $(BIN)/python manage.py serve --host $(HOST) --port $(PORT)

test: $(VENV)/.tests ## Set up what the everyday tests need and pass them; `make check` runs the slow ones too
	$(BIN)/pytest -n auto -m "not slow"

check: $(VENV)/.tests ## Everything CI asks for: lint, types, templates, migrations, deploy check, all tests, also on PostgreSQL
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/mypy
	env -u NEWSROOM_URL $(BIN)/python manage.py check --deploy --fail-level WARNING
	$(BIN)/python manage.py makemigrations --check --dry-run
	NEWSROOM_REQUIRE_BROWSER=1 NEWSROOM_REQUIRE_SERVICES=1 $(BIN)/pytest -n auto
	NEWSROOM_TEST_DATABASE_URL=$(POSTGRES) $(BIN)/pytest -n auto -m "not browser" --ignore tests/thai --ignore tests/images

bench: $(VENV)/.tests ## Measure: import, pages made and kept, search on both databases
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench.search

lighthouse: $(VENV)/.tests ## Lighthouse on the demo, as a phone on slow 4G; fails under 100 (needs npm and Chromium)
	$(BIN)/python -m tests.bench.lighthouse

format: $(VENV)/.tests ## Put code into our format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.site: requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.tests: requirements.txt tests/requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r tests/requirements.txt
	@touch $@ $(VENV)/.site
