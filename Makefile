# Every chore of staff and developers. `make help` lists them.
# Type `make` to set up everything and build all leaflets, `make test` to test.

SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
CHORES := all help release extract update update-check check bench fuzz torture bench-checks status preview doctor icc test lint pins pictures clean distclean
# A leaflet whose name is a chore's is built by `make` and by `leafletgen build`.
LEAFLETS := $(filter-out $(CHORES),$(notdir $(patsubst %/leaflet.toml,%,$(wildcard leaflets/*/leaflet.toml))))
# L is a language or several (make L=ar, make L="ar fa"); E an edition.
OPTIONS := $(foreach code,$(L),-l $(code)) $(foreach edition,$(E),-e $(edition))
PYTEST_OPTIONS ?= -n auto

.PHONY: $(CHORES) $(LEAFLETS)

all: $(VENV)/.ready ## Set up what is missing and build all leaflets (L=ar for one language, E=office for one edition)
	@$(BIN)/leafletgen build $(OPTIONS)

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | awk -F'\t' '{printf "  make %-14s %s\n", $$1, $$2}'
	@for leaflet in $(LEAFLETS); do printf '  make %-14s %s\n' "$$leaflet" "Build this leaflet only"; done

$(LEAFLETS): $(VENV)/.ready
	@$(BIN)/leafletgen build $@ $(OPTIONS)

release: $(VENV)/.ready ## Build what is complete, reviewed and valid; give the reasons for the rest
	@$(BIN)/leafletgen build --release $(OPTIONS)

extract: $(VENV)/.ready ## Write translations/templates/*.pot from the leaflets
	@$(BIN)/leafletgen extract

update: $(VENV)/.ready ## Bring the .po files up to date with the leaflets
	@$(BIN)/leafletgen update $(foreach code,$(L),-l $(code))

update-check: $(VENV)/.ready ## Say which .po files are not up to date, change nothing
	@$(BIN)/leafletgen update --check

check: $(VENV)/.ready ## Check translations, sources and whether all texts have room (L=ar for one language)
	@$(BIN)/leafletgen check --layout $(foreach code,$(L),-l $(code))

bench: $(VENV)/.dev ## Measure the build beside WeasyPrint's command and Typst (minutes; figures go to build/bench.json)
	@$(BIN)/python benchmarks/speed.py

fuzz: $(VENV)/.dev ## Fuzz the readers of files for a minute each, guided by coverage (what breaks one stays in tests/corpus)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check atheris
	@for target in catalog source picture settings pdf; do echo "$$target"; \
		PYTHONPATH=. $(BIN)/python tests/coverage_fuzz.py $$target -max_total_time=60 -timeout=20 -verbosity=0; done

torture: $(VENV)/.dev ## Stop hundreds of builds at random moments and see that outputs stay whole (half an hour)
	@PYTHONPATH=. $(BIN)/python tests/torture.py

bench-checks: $(VENV)/.dev ## Measure the checks: recall and false alarms, beside pofilter's
	@$(BIN)/python benchmarks/checks.py

preview: $(VENV)/.ready ## Show the pages in the browser, live while you edit (L=ar for a language)
	@$(BIN)/leafletgen preview $(if $(L),-l $(firstword $(L)))

status: $(VENV)/.ready ## Show how far each leaflet is in each language
	@$(BIN)/leafletgen status

doctor: $(VENV)/.ready ## Say what this machine lacks
	@$(BIN)/leafletgen doctor

icc: ## Make the press profile again from its measurements (needs argyll and icc-profiles-free)
	@sh scripts/icc.sh

test: $(VENV)/.dev ## Run the tests
	@$(BIN)/python -m pytest $(PYTEST_OPTIONS)

lint: $(VENV)/.dev ## Check style and types
	@$(BIN)/ruff check src tests benchmarks
	@$(BIN)/ruff format --check src tests benchmarks
	@$(BIN)/mypy

pins: $(VENV)/.dev ## Write the versions in use into constraints.txt
	@$(BIN)/python -m pip freeze --exclude-editable --exclude leafletgen > constraints.txt

pictures: all $(VENV)/.dev ## Draw the README's pictures of pages again
	@$(BIN)/python docs/pictures.py

clean: ## Delete what was built
	rm -rf build

distclean: clean ## Delete the virtual environment too
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/.ready: pyproject.toml constraints.txt scripts/system.sh
	@sh scripts/system.sh
	@test -x $(BIN)/python || python3 -m venv $(VENV)
	@echo "installing Python packages into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@$(BIN)/leafletgen doctor
	@touch $@

$(VENV)/.dev: $(VENV)/.ready
	@echo "installing test tools into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@
