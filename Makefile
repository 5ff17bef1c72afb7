# Everything a person types: `make run` starts the shop on this machine, `make test` runs all tests.
# Each target sets up what it needs in .venv and .local; nothing is installed outside this folder.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
PY := .venv/bin/python
# Scripts run the functions' code too.
SCRIPT := PYTHONPATH=functions:layers/common $(PY) -m scripts
PIP := -m pip --disable-pip-version-check --no-input install --quiet --require-hashes

.PHONY: help
help:  ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: run
run: .venv/.local  ## Start the shop on this machine (PORT=3000)
	@$(PY) -m local.setup
	@exec $(PY) -m demo

.PHONY: token
token: .venv/.local  ## Print a bearer token for the local shop: ROLE=admin|customer
	@$(SCRIPT).issue_token --role $(or $(ROLE),customer)

.PHONY: admin
admin: .venv/.local  ## Make an account of the local shop an admin's: EMAIL=ada@example.com
	@$(PY) scripts/make_admin.py $(or $(EMAIL),$(error Say whose: make admin EMAIL=ada@example.com))

.PHONY: demo
demo: .venv/.local  ## Load the demo catalogue and a year of demo orders into a running shop (again: adds only what is missing)
	@export BODEGA_TOKEN=$$($(SCRIPT).issue_token --role admin) URL=http://127.0.0.1:$(or $(PORT),3000)/v1; \
		$(PY) -m demo.catalog --url $$URL && $(PY) -m demo.orders --url $$URL

.PHONY: test
test: .venv/.dev  ## Run all tests (set-up included)
	@$(PY) -m local.setup --browser
	@$(PY) -m pytest $(ARGS)

.PHONY: check
check: .venv/.dev .venv-sam/.done  ## Format, lint, types, architecture, API document, template
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(PY) -m bandit --quiet --recursive --configfile pyproject.toml functions layers/common/bodega local scripts
	PYTHONPATH=layers/common .venv/bin/lint-imports --no-cache
	$(PY) scripts/openapi.py --check
	$(PY) scripts/monitoring.py --check
	$(PY) scripts/costs.py --check
	$(PY) scripts/sample_events.py --check
	$(MAKE) --no-print-directory validate

.PHONY: format
format: .venv/.dev  ## Format and repair what ruff can
	$(PY) -m ruff check --fix-only .
	$(PY) -m ruff format .

.PHONY: openapi
openapi: .venv/.dev  ## Write docs/openapi.json from the code
	$(PY) scripts/openapi.py

.PHONY: monitoring
monitoring: .venv/.dev  ## Write alarms, dashboard and saved queries into template.yaml, for what else it declares
	$(PY) scripts/monitoring.py

.PHONY: costs
costs: .venv/.dev  ## Write what a million requests of each route cost into docs/operations.md
	$(PY) scripts/costs.py

.PHONY: validate
validate: .venv-sam/.done  ## Lint the template
	SAM_CLI_TELEMETRY=0 .venv-sam/bin/sam validate --lint
	.venv-sam/bin/cfn-lint template.yaml -a cfn_lint_serverless.rules
	@.venv-sam/bin/python scripts/circles.py

.PHONY: audit
audit: .venv-audit/.done  ## Ask for known vulnerabilities of what the layer ships (needs the public package index)
	@$(PY) scripts/supply_chain.py audit

.PHONY: stress
stress: .venv/.dev  ## Run the stress test: fault injection, races, hostile input, kill -9 (MINUTES=40 SEED=…)
	@$(PY) -m local.setup
	@$(PY) -m tests.stress $(if $(MINUTES),--minutes $(MINUTES)) $(if $(SEED),--seed $(SEED)) $(ARGS)

.PHONY: build
build: .venv-sam/.done .venv-audit/.done  ## Build functions and layer (ARCHITECTURE=arm64|x86_64), and a bill of materials
	SAM_CLI_TELEMETRY=0 PYTHON="$(CURDIR)/.venv-sam/bin/python" .venv-sam/bin/sam build \
		$(if $(ARCHITECTURE),--parameter-overrides Architecture=$(ARCHITECTURE))
	@$(PY) scripts/supply_chain.py bill

.PHONY: invoke
invoke: .venv/.local .venv-sam/.done  ## Run one function under `sam local invoke`: FUNCTION=products EVENT=list (needs Docker)
	@$(PY) -m local.setup
	@.venv-sam/bin/python scripts/invoke.py $(or $(FUNCTION),$(error Say which: make invoke FUNCTION=products EVENT=list)) $(EVENT) $(ARGS)

.PHONY: events
events: .venv/.dev .venv-sam/.done  ## Write a sample event for every route into events/
	@SAM_CLI_TELEMETRY=0 .venv-sam/bin/sam local generate-event apigateway aws-proxy >events/aws-proxy.json
	@$(PY) scripts/sample_events.py

.PHONY: rehearse
rehearse: .venv-sam/.done .venv-rehearsal/.done  ## Deploy to an emulator on this machine, and try what each function's role may do
	@.venv-sam/bin/python scripts/rehearse.py

.PHONY: bench
bench: .venv/.local .venv-bench/.done  ## Measure the shop beside others, under load and as it grows; write docs/performance.md (ARGS=--quick)
	@$(PY) -m local.setup
	@failed=0; for part in "benchmarks $(ARGS)" $(foreach part,load growth,"benchmarks.$(part) $(filter --quick,$(ARGS))"); do \
		$(PY) -m $$part || failed=1; \
	done; .venv-bench/bin/python -m benchmarks.report && exit $$failed

.PHONY: gate
gate: .venv/.local .venv-bench/.done  ## Compare instructions per call with the recorded ones (ARGS=--record)
	@$(PY) -m benchmarks.gate $(ARGS)

.PHONY: deploy
deploy:  ## Deploy: ENV=dev|prod PARAMETERS="Name=Value ..."
	@PYTHON="$(PYTHON)" ./deploy.sh $(or $(ENV),dev) $(PARAMETERS)

.PHONY: destroy
destroy:  ## Delete a deployed shop but for its tables: ENV=dev|prod
	@PYTHON="$(PYTHON)" ./deploy.sh destroy $(or $(ENV),$(error Say which: make destroy ENV=dev))

.PHONY: requirements
requirements: .venv/.dev  ## Pin what the *.in files ask for, with hashes
	@$(PY) -m uv --version >/dev/null 2>&1 || $(PY) -m pip install --quiet uv==0.13.9
	@for name in layers/common/requirements requirements/local requirements/dev requirements/sam requirements/rehearsal \
		requirements/bench requirements/audit; do \
		echo "$$name.txt"; \
		$(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
			--no-emit-index-url -o $$name.txt $$name.in || exit 1; \
	done

# The stamps are only touched when everything before them worked, so an interrupted set-up is done again.
.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Bodega needs Python 3.11 or later; found $$($(PYTHON) --version). Set PYTHON=/path/to/python3.11"; exit 1; }
	@echo "Setting up .venv (once, about a minute) ..." >&2
	@$(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }

.venv/.local: requirements/local.txt | .venv/bin/python
	@echo "Installing what the local stack needs ..." >&2
	@$(PY) $(PIP) -r $<
	@touch $@

.venv/.dev: requirements/dev.txt | .venv/bin/python
	@echo "Installing what tests and checks need ..." >&2
	@$(PY) $(PIP) -r $<
	@touch $@ .venv/.local

.venv-sam/.done: requirements/sam.txt | .venv/bin/python
	@echo "Installing SAM and its linters ..." >&2
	@$(PYTHON) -m venv .venv-sam
	@# The file is complete: resolving extras again would ask for hashes of what is not there.
	@.venv-sam/bin/python $(PIP) --no-deps -r $<
	@touch $@

.venv-audit/.done: requirements/audit.txt | .venv/bin/python
	@echo "Installing what looks at the packages ..." >&2
	@$(PYTHON) -m venv .venv-audit
	@.venv-audit/bin/python $(PIP) -r $<
	@touch $@

# Lambda's own version where there is one, because the emulator runs the functions with its own Python.
.venv-rehearsal/.done: requirements/rehearsal.txt | .venv/bin/python
	@echo "Installing the emulator for the rehearsal ..." >&2
	@$$(python3.13 -c 'print("python3.13")' 2>/dev/null || echo $(PYTHON)) -m venv .venv-rehearsal
	@.venv-rehearsal/bin/python $(PIP) --no-deps -r $<
	@touch $@

# Lambda's own version where there is one, also where pyenv has it and does not show it: every version counts other
# instructions.
.venv-bench/.done: requirements/bench.txt | .venv/bin/python
	@echo "Installing what the benchmark compares the shop with ..." >&2
	@for python in python3.13 "$$(pyenv prefix 3.13 2>/dev/null)/bin/python" $(PYTHON); do \
		"$$python" -c '' 2>/dev/null && exec "$$python" -m venv --clear .venv-bench; \
	done; exit 1
	@.venv-bench/bin/python $(PIP) --no-deps -r $<
	@touch $@
