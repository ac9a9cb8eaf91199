# Needs only make and Python 3.11 or newer. Every target makes its own .venv the first time and is quick after that.
#   make PYTHON=python3.12 test      another interpreter (for a new .venv)
#   make test ARGS='-k journal -x'   more arguments for pytest

PYTHON ?= python3
VENV ?= .venv
ARGS ?=

python := $(VENV)/bin/python
install := $(python) -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
runtime := $(VENV)/.okrtui-runtime
dev := $(VENV)/.okrtui-dev

# Else every start of okrtui, and there are thousands in the tests, would compile it anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test check bench faults pictures clean
.DELETE_ON_ERROR:

demo: $(runtime)
	$(VENV)/bin/okrtui demo --live $(ARGS)

# Many tests wait for a program in a terminal: more of them at a time than a small machine has processors.
test: $(dev)
	$(python) -m pytest -n 4 --dist loadgroup -m "not slow and not faults" $(ARGS)

check: $(dev)
	$(python) -m ruff check okrtui tests
	$(python) -m mypy
	$(VENV)/bin/lint-imports

bench: $(dev)
	$(python) -m tests.bench $(ARGS)

faults: $(dev)
	HYPOTHESIS_PROFILE=long $(python) -m pytest -n 2 --dist worksteal -m "not real" -k "not sample" tests/faults $(ARGS)

pictures: $(dev)
	scripts/install-system-parts.sh
	$(python) -m tests.terminal.make_pictures $(ARGS)

clean:
	rm -rf $(VENV) build dist *.egg-info shots snapshot_report.html \
		.hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find okrtui tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(runtime): pyproject.toml constraints.txt | $(python)
	$(install) --editable .
	touch $@

$(dev): pyproject.toml constraints.txt | $(python)
	$(install) --editable '.[dev]'
	touch $(runtime) $@

# A half-made environment would pass for a whole one the next time.
$(python):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "okrtui needs Python 3.11 or newer; \
	try: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }
