# Every target works on a machine with Python 3.11, pip, git and make.
VENV ?= .venv
PY = $(VENV)/bin/python
LOCK ?= requirements.lock
export PYTHONPATH := src
export PYTHONDONTWRITEBYTECODE := # empty: each command would compile every library anew

.PHONY: start setup setup-dev test test-all check bench lock clean

setup: $(VENV)/.ready ## the packages Gainful runs on
setup-dev: $(VENV)/.ready-dev ## and those it is tested with

$(VENV)/.ready: requirements.lock pyproject.toml scripts/setup.py
	python3.11 scripts/setup.py --venv $(VENV) --lock requirements.lock
	@touch $@

$(VENV)/.ready-dev: requirements-dev.lock pyproject.toml scripts/setup.py
	python3.11 scripts/setup.py --venv $(VENV) --lock requirements-dev.lock
	@touch $@ $(VENV)/.ready

start: setup
	$(VENV)/bin/gainful serve --demo

test: setup-dev
	$(PY) -m pytest -n 2 --dist loadgroup --randomly-seed=1 $(ARGS)

test-all: setup-dev
	GAINFUL_EXAMPLES=searching $(PY) -m pytest -n 2 --dist loadgroup -m '' $(ARGS)

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
	$(PY) scripts/lock.py

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache
