# The commands for looking at, testing and measuring the platform. `make` alone lists them.
# PYTHON names an interpreter (3.11 or newer), PORT the demo's port, ARGS goes to pytest, bench or screenshots.

PORT ?= 8000
ARGS ?=
JOBS ?= 2
PY := .venv/bin/python
PARTICIPATION := $(PY) -m participation
SET_UP := PYTHON="$(PYTHON)" sh tools/set-up

.DEFAULT_GOAL := help
.PHONY: help demo test check format bench seed screenshots clean set-up-runtime set-up-dev files

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## set up whatever is missing and serve the demo town at http://127.0.0.1:8000 (PORT=8080 for another port)
	@$(SET_UP) runtime --port $(PORT)
	@PARTICIPATION_ENV=demo PORT=$(PORT) exec $(PARTICIPATION) demo serve --port $(PORT)

test: check ## set up whatever is missing and run all checks and tests (ARGS="-k ideas" for some)
	@$(PY) -m pytest -n $(JOBS) --dist loadfile $(ARGS)

check: set-up-dev files ## lint, format, types, import contracts, templates, translations
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy participation config.py wsgi.py
	@.venv/bin/lint-imports --no-logo
	@$(PY) -m djlint templates --lint --quiet --profile jinja --ignore $(TEMPLATE_RULES_LEFT_OUT)
	@$(PARTICIPATION) translations --check

format: set-up-dev ## put Python files into the common form
	@$(PY) -m ruff check --fix-only .
	@$(PY) -m ruff format .

bench: set-up-dev files ## measure speed as ratios to a bare "hello" (see docs/performance.md)
	@$(PY) -m tools.bench $(ARGS)

seed: set-up-runtime files ## fill the development database with the demo town, without serving it
	@$(PARTICIPATION) database upgrade
	@$(PARTICIPATION) demo load

screenshots: set-up-dev files ## render every page at three widths, light and dark, into var/screenshots
	@$(PY) -m tools.screenshots $(ARGS)

clean: ## remove everything that set-up and tests made; your data in var/ stays
	@rm -rf .venv node_modules static/dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis test-results
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@find participation/translations -name '*.mo' -delete 2>/dev/null || true

set-up-runtime:
	@$(SET_UP) runtime

set-up-dev:
	@$(SET_UP) dev

# What running needs besides packages: browser files and compiled translations.
files:
	@$(PARTICIPATION) assets
	@$(PARTICIPATION) translations

# Left out: H006 (sizes of pictures stand in CSS), H020 (an empty span keeps a place), H030 and H031 (keywords are of no use today),
# H015 (line breaks around headings), J018 (addresses of the API are written out as they are to be typed), T028 (spaceless tags).
TEMPLATE_RULES_LEFT_OUT := H006,H015,H020,H030,H031,J018,T028
