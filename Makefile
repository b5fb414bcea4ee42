# The newsroom's commands; `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help run test check lint bench lighthouse format lock

PORT ?= 8000
HOST ?= 127.0.0.1
DEMO ?= 1
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
# The lock files name every package, so there is nothing to resolve; Python compiles a module when it
# is first imported, which is a third of them.
LOCKED := --require-hashes --no-deps --no-compile
# uv checks the same hashes and installs in a tenth of pip's time. Where it cannot, as with a mirror
# that only pip has been told of, pip does it all.
UV := $(or $(shell command -v uv),$(BIN)/uv)
define INSTALL
@[ -x $(UV) ] || $(PIP) install $(LOCKED) -r requirements-uv.txt || true
@UV_HTTP_RETRIES=1 $(UV) pip install --quiet --python $(BIN)/python --require-hashes --no-deps -r $(1) || \
	$(PIP) install $(LOCKED) -r $(1)
endef
BIOME := node_modules/.bin/biome
# The server on which `make check` runs the everyday tests a second time, in a database of its own.
POSTGRES ?= $(or $(NEWSROOM_TEST_POSTGRES),postgres://root@127.0.0.1/postgres)
# Three for every two cores: tests with servers wait at times.
WORKERS = $(shell echo $$(( ($$(getconf _NPROCESSORS_ONLN) * 3 + 1) / 2 )))
# Without bytecode files every process compiles all modules again, 2 s of CPU time.
unexport PYTHONDONTWRITEBYTECODE
export NEWSROOM_URL ?= http://$(HOST):$(PORT)

help: ## List the commands
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

run: $(VENV)/.site ## Set up everything and serve the site: make run [PORT=8000] [DEMO=0]
	NEWSROOM_DEMO=$(DEMO) $(BIN)/python manage.py serve --host $(HOST) --port $(PORT)

test: $(VENV)/.tests ## Set up what the everyday tests need and pass them; `make check` also runs those in browsers and the slow ones
	$(BIN)/pytest -n auto -m "not slow and not browser"

check: lint ## What CI runs: lint, types, deploy check, migrations, all tests; those without servers also on PostgreSQL
	env -u NEWSROOM_URL $(BIN)/python manage.py check --deploy --fail-level WARNING
	$(BIN)/python manage.py makemigrations --check --dry-run
	NEWSROOM_REQUIRE_BROWSER=1 NEWSROOM_REQUIRE_SERVICES=1 $(BIN)/pytest -n $(WORKERS) --durations 40
	NEWSROOM_TEST_DATABASE_URL=$(POSTGRES) $(BIN)/pytest -n auto -m "not browser and not slow" --ignore tests/thai --ignore tests/images

lint: $(VENV)/.tests node_modules/.package-lock.json ## Lint and format checks of Python, templates, JavaScript and CSS; types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --lint --quiet templates
	$(BIOME) check --error-on-warnings .
	$(BIN)/mypy

bench: $(VENV)/.tests ## Measure import, pages rendered and cached, search on both databases
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench.search_speed

lighthouse: $(VENV)/.tests ## Lighthouse on the demo, as a phone on slow 4G; fails under 100 (needs npm and Chromium)
	$(BIN)/python -m tests.bench.lighthouse

format: $(VENV)/.tests node_modules/.package-lock.json ## Format the code and apply safe fixes
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIOME) check --write .

lock: | $(VENV)/bin/python ## Compile the requirement files from pyproject.toml: exact versions with hashes
	$(PIP) install --upgrade uv
	echo uv | $(BIN)/uv pip compile - $(LOCK_OPTIONS) --output-file requirements-uv.txt
	$(BIN)/uv pip compile pyproject.toml $(LOCK_OPTIONS) --output-file requirements.txt
	$(BIN)/uv pip compile pyproject.toml --group test $(LOCK_OPTIONS) --output-file tests/requirements.txt

# --universal: one file for Python 3.11 to 3.13 and every platform, with environment markers.
LOCK_OPTIONS := --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-config --no-emit-index-url --no-annotate --custom-compile-command "make lock"

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.site: requirements.txt | $(VENV)/bin/python
	$(call INSTALL,requirements.txt)
	@touch $@

$(VENV)/.tests: tests/requirements.txt | $(VENV)/bin/python
	$(call INSTALL,tests/requirements.txt)
	@touch $@ $(VENV)/.site

node_modules/.package-lock.json: package-lock.json
	npm ci --ignore-scripts --silent
	@touch $@
