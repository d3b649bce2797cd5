# The commands of this repository; `make help` lists them.
# Needs Python 3.11 or later and git; `make test` also a browser and Java, which
# it installs itself on Debian and Ubuntu.

PYTHON ?= python3
JOBS   ?= 2
VENV   := .venv
BIN    := $(VENV)/bin
PY     := $(BIN)/python
# -W -n --keep-going: a warning fails the build, a reference to nothing is a
# warning, and one build names them all.
BUILD  := $(PY) -m edition build -- -W -n --keep-going

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help book test serve check bench clean venv venv-dev system lint clean-book report links pytest lock

help:  ## List the commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1|\2/p' Makefile | column -t -s '|'

book: venv  ## Build the book into _build/html
	$(BUILD)

# Its parts run in this order; the closing lines are pytest's.
test: venv-dev system check lint clean-book book report links pytest  ## Build the book anew and run every check

serve: venv  ## Show the book on this machine, rebuilt at each change
	$(PY) -m scripts.serve

check: venv  ## Check texts, tables and notes, without building
	$(PY) -m edition check

bench: venv-dev system  ## Measure how fast the book builds and how light its pages are
	$(PY) -m bench

clean:  ## Remove everything that these commands made
	rm -rf _build $(VENV) edition.egg-info tools/node/node_modules .pytest_cache .ruff_cache .mypy_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

venv:
	@$(PYTHON) scripts/venv.py $(VENV) requirements.txt

venv-dev:
	@$(PYTHON) scripts/venv.py $(VENV) requirements.txt requirements-dev.txt

system: venv-dev  ## Find, or on Debian install, what the tests need besides Python
	@$(PY) -m scripts.system

lint: venv-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

# Without what an earlier build left: no cached page and no cached notebook.
clean-book:
	rm -rf _build

report: venv  ## Say for people what a change adds and what is wrong with it
	@$(PY) -m scripts.report

links: venv  ## Check the links of the built book (EXTERNAL=1: those to other sites too)
	$(PY) -m scripts.links _build/html

pytest: venv-dev
	EDITION_BOOK="$(CURDIR)/_build/html" $(PY) -m pytest -n $(JOBS) --dist worksteal

lock:  ## Pin the newest set that requirements.in and requirements-dev.in allow
	scripts/lock --upgrade
