# Every target works on a machine with Python 3.11, pip, git and make.
VENV ?= .venv
PY = $(VENV)/bin/python
export PYTHONPATH := src
export PYTHONDONTWRITEBYTECODE := # empty: each command would compile every library anew

.PHONY: start setup setup-all setup-dev build test test-fast test-all test-map mutants check bench lock schema clean

setup: $(VENV)/.ready ## the packages the site runs on
setup-all: $(VENV)/.ready-all ## and those that evaluate programs
setup-dev: $(VENV)/.ready-dev ## and those it is tested with

SETUP = pyproject.toml requirements-build.lock scripts/setup.py scripts/look.py scripts/build_hook.py

$(VENV)/.ready: requirements.lock $(SETUP)
	python3.11 scripts/setup.py --venv $(VENV) --lock requirements.lock
	@touch $@

$(VENV)/.ready-all: requirements-all.lock $(SETUP)
	python3.11 scripts/setup.py --venv $(VENV) --lock requirements-all.lock
	@touch $@ $(VENV)/.ready

$(VENV)/.ready-dev: requirements-dev.lock $(SETUP)
	python3.11 scripts/setup.py --venv $(VENV) --lock requirements-dev.lock
	-@$(PY) -m compileall -q -j 2 -x '/tests?/' $(VENV)/lib >/dev/null # once: else each process of the first run does
	@touch $@ $(VENV)/.ready $(VENV)/.ready-all

build: ## the wheel for a server, in dist/
	python3.11 scripts/setup.py --wheel dist

start: setup
	$(VENV)/bin/gainful serve --demo

test: setup-dev
	$(PY) -m pytest -n 2 --dist loadgroup --randomly-seed=1 $(ARGS)

FAST = tests/engine tests/domain tests/isolation tests/consistency --ignore=tests/engine/impact

test-fast: setup-dev ## rules alone: engine without impact, domain, who may see and do what; no browser, server or long walk
	$(PY) -m pytest -n 2 --dist loadgroup -m 'not slow and not browser and not walk' $(FAST) $(ARGS)

STRICT = tests/domain tests/www tests/api tests/imports

test-all: setup-dev ## every test, the rules and pages with shuffled queries, new random examples, branches that no test takes, and whether tests notice small changes of meaning
	rm -rf .mutants
	GAINFUL_EXAMPLES=searching $(PY) -m pytest -n 2 --dist loadgroup -m '' -p scripts.mutants.contexts $(ARGS)
	$(PY) -m pytest -n 2 --dist loadgroup -p tests.shuffled $(STRICT) $(ARGS)
	$(PY) -m scripts.mutants.refusals
	$(PY) -m scripts.mutants.branches
	$(PY) -m scripts.mutants --named
	$(PY) -m scripts.mutants --each 12

test-map: setup-dev ## which test runs which line; ARGS=tests/domain for a part
	$(PY) -m pytest -n 2 --dist loadgroup -p scripts.mutants.contexts $(ARGS)

mutants: setup-dev ## ARGS="--seed 2 --each 30 domain/plans"; it needs the map
	$(PY) -m scripts.mutants $(ARGS)

check: setup-dev
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(VENV)/bin/djlint --check --lint src/gainful/www/templates --quiet
	$(PY) -m gainful manage makemigrations --check --dry-run

bench: setup-dev
	$(PY) -m bench $(ARGS)

lock: setup-dev
	$(PY) scripts/lock.py $(ARGS)

schema: setup-dev ## after a migration: the file that a first start is made from
	$(PY) scripts/schema.py

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache
