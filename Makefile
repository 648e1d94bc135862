# Needs Python 3.11 or later (with venv) and make; everything else is installed into .venv from the locked lists.
#   make audit                            audit samples/ into output/
#   make audit NOTES=folder OUT=elsewhere
#   make test                             every test
NOTES ?= samples
OUT ?= output
VENV ?= .venv
PYTEST_ARGS ?= -n auto --dist loadgroup
PYTHON ?= $(firstword $(foreach name,python3 python3.15 python3.14 python3.13 python3.12 python3.11 python,$(shell \
	$(name) -c 'import sys, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 16))' 2>/dev/null && echo $(name))))

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
INSTALL := $(PIP) install --quiet --only-binary :all: --require-hashes
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command "make lock"

.DEFAULT_GOAL := help
.PHONY: help audit test lint advisories rules book pictures templates benchmark lock clean

help:  ## list what can be made
	@grep -E '^[a-z]+:.*##' $(firstword $(MAKEFILE_LIST)) | sed -E 's/^([a-z]+):.*## */  make \1  \t/'

audit: $(VENV)/.run  ## audit NOTES (samples/) into OUT (output/)
	@$(BIN)/auditor run "$(NOTES)" --out "$(OUT)"

test: $(VENV)/.dev  ## run every test
	$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: $(VENV)/.dev  ## ruff, mypy and the import contract
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

advisories: $(VENV)/.run  ## look up published flaws of the locked packages, where that can be done
	@VENV="$(VENV)" .ci/advisories

rules: $(VENV)/.run  ## check the rules, their examples and the rule book
	$(BIN)/auditor rules check
	$(BIN)/auditor rules doc --check

book: $(VENV)/.run  ## write the rule book, docs/rules.md, and the examples in the pages
	$(BIN)/auditor rules doc
	$(BIN)/python docs/examples.py

pictures: $(VENV)/.run  ## make the pictures of workbook, pages and letter, docs/pictures/
	$(BIN)/python docs/pictures.py

templates: $(VENV)/.run  ## make the Word templates of the letters anew
	$(BIN)/python docs/letter_templates.py

benchmark: $(VENV)/.run  ## time the writing of workbooks; takes minutes
	$(BIN)/python benchmarks/workbook.py | tee benchmarks/workbook.txt

lock: $(VENV)/.run  ## renew the locked lists after a change of dependencies
	$(PIP) install --quiet uv
	$(COMPILE) --group build --extra letters --extra parquet --extra ocr --extra dev pyproject.toml --output-file requirements-dev.txt
	$(COMPILE) --group build --extra letters --extra parquet pyproject.toml --constraints requirements-dev.txt --output-file requirements.txt

clean:  ## remove the environment and the caches
	rm -rf "$(VENV)" build dist .mypy_cache .ruff_cache .pytest_cache

$(VENV)/pyvenv.cfg:
	@test -n "$(PYTHON)" || { echo "Python 3.11 to 3.15 with venv was not found; install it or name it: make PYTHON=/path/to/python3." >&2; exit 2; }
	$(PYTHON) -m venv "$(VENV)"

# A stamp is newer than the list it installed, so nothing is installed twice.
$(VENV)/.run: requirements.txt pyproject.toml | $(VENV)/pyvenv.cfg
	$(INSTALL) -r requirements.txt
	$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q auditor  # so that no start waits for it, even where Python may not write
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	$(INSTALL) -r requirements-dev.txt
	@touch $@
