# Every target sets up what it needs by itself. PYTHON=… chooses the interpreter, VENV=… the environment's folder.

VENV ?= .venv
PYTHON ?=
BIN := $(VENV)/bin

export PYTHON

.PHONY: help run test check bench torture clean setup

help:
	@echo "make run     open the window on a sample desk"
	@echo "make test    run the tests"
	@echo "make check   lint, types, layers"
	@echo "make bench   measure against the bare parts"
	@echo "make torture cut the power, kill the program, refuse the disk, and hold what is left against what was promised"
	@echo "make clean   remove what was built"

setup:
	@if command -v python3 >/dev/null; then python3 packaging/bootstrap.py $(VENV); \
	elif [ -n "$(PYTHON)" ]; then "$(PYTHON)" packaging/bootstrap.py $(VENV); \
	else echo "deskeditor: python3 is missing; on Debian: apt install python3" >&2; exit 1; fi

run: setup
	@$(BIN)/python -m deskeditor.app.session --desk build/sample-desk --out build

test: setup
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -q -n auto --dist loadfile --max-worker-restart 0 -m "not alone"
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -q -m alone

check: setup
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup
	QT_QPA_PLATFORM=offscreen $(BIN)/python tests/benchmarks/run.py

torture: setup
	QT_QPA_PLATFORM=offscreen $(BIN)/python tests/torture/torture.py $(TORTURE)

clean:
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
