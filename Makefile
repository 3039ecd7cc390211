# The course's commands; `make help` lists them. Nothing is needed but Python 3.11 or newer, make and pip.

PYTHON  ?= python3
WORKERS ?= 2
VENV    := .venv
PY      := $(VENV)/bin/python
READY   := $(VENV)/.ready

# Tools that notebooks and nbgrader start (alembic, jupyter) are found by name.
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)

.DEFAULT_GOAL := help
.PHONY: help lab test lint build adopt bench demo pictures clean

help:  ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' Makefile

lab: $(READY)  ## open the lessons in JupyterLab (LAB_FLAGS="--no-browser --port 8899")
	$(PY) -m jupyterlab --config=jupyter/lab.py $(LAB_FLAGS)

test: export HELPERS_STATIC = 1
test: export OPENBLAS_NUM_THREADS = 1
test: $(READY)  ## run every test, and every solution notebook against its stored outputs
	$(PY) -m pytest --nbval --nbval-cell-timeout=120 -n $(WORKERS) --dist loadfile solutions tests $(TEST_FLAGS)

lint: $(READY)  ## check style and layout of the Python files
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

build: $(READY)  ## build the solution and student notebooks from solutions/*/*.py
	$(PY) -m helpers.authoring build

adopt: $(READY)  ## carry an edit made in JupyterLab back to the lesson's .py (LESSON=03_convolution)
	$(PY) -m helpers.authoring adopt $(LESSON)

bench: export OPENBLAS_NUM_THREADS = 1
bench: $(READY)  ## time the import, every check, every solution notebook and a training step
	$(PY) -m helpers.bench

demo: $(READY)  ## grade an invented class of 24 and name its report and a feedback page
	$(PY) -m helpers.grading demo

pictures: $(READY)  ## take the pictures of README and docs in a real browser
	$(PY) -m tests.browser.pictures

clean:  ## remove the virtual environment and caches; notebooks and grades stay
	rm -rf $(VENV) .pytest_cache .ruff_cache .hypothesis

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("The course needs Python 3.11 or newer; \
	$(PYTHON) is " + sys.version.split()[0] + ". Name another one: make PYTHON=python3.11 ...")'
	@test -x $(PY) || $(PYTHON) -m venv $(VENV)
	@echo "Installing the course's packages into $(VENV) (once, one to three minutes) ..."
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)
