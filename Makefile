# The course's commands; `make help` lists them. Nothing is needed but Python 3.11 or newer, make and pip.

PYTHON  ?= python3
WORKERS ?= 2
VENV    := .venv
PY      := $(VENV)/bin/python
READY   := $(VENV)/.ready
# The web book's packages stay out of the course's environment.
SITE_VENV  := .venv-site
SITE_PY    := $(SITE_VENV)/bin/python
SITE_READY := $(SITE_VENV)/.ready

# Tools that notebooks and nbgrader start (alembic, jupyter) are found by name.
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)

.DEFAULT_GOAL := help
.PHONY: help lab lab-instructor test lint build adopt bench demo pictures bundle extras site linkcheck clean

help:  ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-15s %s\n", $$1, $$2}' Makefile

lab: $(READY)  ## open the lessons in JupyterLab (LAB_FLAGS="--no-browser --port 8899")
	$(PY) -m jupyterlab --config=jupyter/lab.py $(LAB_FLAGS)

lab-instructor: $(READY)  ## open the course in JupyterLab with Formgrader and all of nbgrader (LAB_FLAGS too)
	$(PY) -m jupyterlab --config=jupyter/instructor.py $(LAB_FLAGS)

test: export HELPERS_STATIC = 1
test: export OPENBLAS_NUM_THREADS = 1
test: $(READY)  ## run every test, and every solution notebook against its stored outputs
	$(PY) -m pytest --nbval --nbval-cell-timeout=120 -n $(WORKERS) --dist loadfile --no-loadscope-reorder \
		solutions tests $(TEST_FLAGS)

lint: $(READY)  ## check style and layout of the Python files
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

build: $(READY)  ## build the solution and student notebooks from solutions/*/*.py
	$(PY) -m helpers.authoring build

adopt: $(READY)  ## carry an edit made in JupyterLab back to the lesson's .py (LESSON=03_convolution)
	$(PY) -m helpers.authoring adopt $(LESSON)

bench: export OPENBLAS_NUM_THREADS = 1
bench: $(READY)  ## time the course and its layers beside PyTorch's; write docs/benchmarks.md and README's table
	$(PY) -m helpers.bench --write

demo: $(READY)  ## grade an invented class of 24 and name its report and a feedback page
	$(PY) -m helpers.grading demo

pictures: $(READY)  ## take the pictures of README and docs in a real browser
	$(PY) -m tests.browser.pictures

bundle: $(READY)  ## dist/cnn-by-hand-<version>.zip for students: lessons, the wheel of helpers, no solutions
	$(PY) -m helpers.authoring build --check
	$(PY) -m helpers.authoring.bundle

extras: $(READY)  ## add Dask and PostgreSQL's driver, for a class larger than a machine (docs/running-a-course.md)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-extras.lock

site: $(SITE_READY)  ## build the web book in build/site (PYODIDE=/path/to/pyodide adds a JupyterLite)
	$(SITE_PY) -m helpers.site build $(if $(PYODIDE),--pyodide "$(PYODIDE)")

linkcheck: $(SITE_READY)  ## ask whether the external links of the web book still answer (needs the network)
	$(SITE_PY) -m helpers.site linkcheck

clean:  ## remove the virtual environments, caches and the web book; notebooks and grades stay
	rm -rf $(VENV) $(SITE_VENV) build .pytest_cache .ruff_cache .hypothesis

OLD_ENOUGH = $(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("The course needs Python 3.11 or newer; \
	$(PYTHON) is " + sys.version.split()[0] + ". Name another one: make PYTHON=python3.11 ...")'

$(READY): requirements.lock pyproject.toml
	@$(OLD_ENOUGH)
	@test -x $(PY) || $(PYTHON) -m venv $(VENV)
	@echo "Installing the course's packages into $(VENV) (once, one to three minutes) ..."
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)

$(SITE_READY): requirements-site.lock
	@$(OLD_ENOUGH)
	@test -x $(SITE_PY) || $(PYTHON) -m venv $(SITE_VENV)
	@echo "Installing the web book's packages into $(SITE_VENV) (once, one to two minutes) ..."
	@$(SITE_PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-site.lock
	@touch $(SITE_READY)
