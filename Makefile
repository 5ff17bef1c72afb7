# The project's commands: `make run` starts the local shop, `make test` runs all tests, `make help` lists them all.
# Each target installs its own tools, in .venv* and .local. Nothing is installed outside this folder.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
PY := .venv/bin/python
# INSTALL: the Python of the environment, what the packages are for, and files that name them with their hashes.
INSTALL := $(PY) -m local.setup.packages
# Lambda's Python if the machine has it, also if pyenv has it but does not put it on PATH.
LAMBDAS_PYTHON = $(shell for python in python3.13 "$$(pyenv prefix 3.13 2>/dev/null)/bin/python" "$(PYTHON)"; do \
	"$$python" -c '' 2>/dev/null && { echo "$$python"; break; }; done)
# The search path of the project's own commands: functions, layer, and the packages in this folder.
export PYTHONPATH := $(CURDIR)/functions:$(CURDIR)/layers/common:$(CURDIR)
# SAM runs without it: a build must not depend on it.
SAM := env -u PYTHONPATH SAM_CLI_TELEMETRY=0 .venv-sam/bin/sam

# Values reach the commands as they are, whatever they contain: make expands no `$` in them, and the shell reads them as one
# word. `quoted` is the value of a variable as a word of the shell.
quoted = '$(subst ','\'',$(value $(1)))'
override PARAMETERS := $(value PARAMETERS)
export PARAMETERS

.PHONY: help
help:  ## List the commands
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: run
run: .venv/.local  ## Start the local shop (PORT=3000; ARGS="--data FOLDER" for another one; PARAMETERS as for deploy)
	@exec $(PY) -m demo $(value ARGS)

.PHONY: token
token: .venv/.local  ## Print a bearer token for the local shop: ROLE=admin|staff|customer
	@$(PY) -m scripts.issue_token --role $(or $(ROLE),customer)

.PHONY: admin
admin: .venv/.local  ## Make an account an admin's: EMAIL=ada@example.com (deployed shop: ENV=prod)
	@$(PY) -m scripts.make_admin $(if $(EMAIL),,$(error Give the account's email: make admin EMAIL=ada@example.com))$(call quoted,EMAIL) $(DEPLOYED)

.PHONY: recount
recount: .venv/.local  ## Count events that are in no counter (deployed shop: ENV=prod)
	@$(PY) -m scripts.recount $(DEPLOYED)

.PHONY: resend
resend: .venv/.local  ## Send mail again that SES refused: ID= of the mailer's log, or FROM= and TO= (deployed shop: ENV=prod)
	@$(PY) -m scripts.resend $(DEPLOYED) $(if $(ID),--mail $(call quoted,ID)) \
		$(if $(FROM),--since $(call quoted,FROM)) $(if $(TO),--until $(call quoted,TO))

.PHONY: migrate
migrate: .venv/.local  ## Bring stored items into the form of this version (deployed shop: ENV=prod; AGAIN=1 to repeat)
	@$(PY) -m scripts.migrate $(DEPLOYED) $(if $(AGAIN),--again)

.PHONY: restore
restore: .venv/.local  ## Restore a deployed shop: ENV=prod AT=2026-11-30T10:00:00Z (DRILL=1 to practise it, DELETE=1 to clean up)
	@$(PY) -m scripts.restore $(if $(ENV),,$(error Name the environment: make restore ENV=prod AT=2026-11-30T10:00:00Z))$(DEPLOYED) \
		$(if $(AT),--at $(call quoted,AT)) $(if $(TABLES),--tables $(call quoted,TABLES)) \
		$(if $(DRILL),--drill) $(if $(DELETE),--delete) $(if $(ANYWAY),--anyway) $(addprefix --source ,$(SOURCE))

.PHONY: erase-again
erase-again: .venv/.local  ## Erase accounts again that a restored backup brought back (deployed shop: ENV=prod)
	@$(PY) -m scripts.erase_again $(DEPLOYED)

.PHONY: export
export: .venv/.local  ## Export a table as JSON lines: TABLE=catalog|accounts|analytics|erasures TO=folder (deployed shop: ENV=prod; a table: FROM=)
	@$(PY) -m scripts.export_table $(if $(TABLE),$(call quoted,TABLE),$(error Name the table: make export TABLE=catalog TO=folder)) \
		$(if $(TO),$(call quoted,TO),$(error Name the folder: make export TABLE=catalog TO=folder)) \
		$(DEPLOYED) $(if $(FROM),--table $(call quoted,FROM)) $(if $(EVERYTHING),--everything)

.PHONY: reconcile
reconcile: .venv/.local  ## Compare the payment provider's books with the orders: DAY=, or SINCE= and UNTIL= (CSV=file; deployed shop: ENV=prod)
	@$(PY) -m scripts.reconcile $(DEPLOYED) $(if $(DAY),--day $(call quoted,DAY)) $(if $(SINCE),--since $(call quoted,SINCE)) \
		$(if $(UNTIL),--until $(call quoted,UNTIL)) $(if $(CSV),--csv $(call quoted,CSV))

.PHONY: close open
close:  ## Close a deployed shop: callers get 429 (ENV=prod)
open:  ## Open a shop that was closed: ENV=prod
close open: .venv/.local
	@$(PY) -m scripts.close $@ $(if $(ENV),,$(error Name the environment: make $@ ENV=prod))$(DEPLOYED)

.PHONY: smoke
smoke: .venv/.local  ## Use each part of the running shop once, and leave nothing behind (deployed shop: ENV=prod)
	@$(PY) -m scripts.smoke $(DEPLOYED) $(ARGS)

# The options of a command that works on a table of a deployed shop, without which it works on the local one.
DEPLOYED = $(if $(ENV),--env $(call quoted,ENV)) $(if $(REGION),--region $(call quoted,REGION))

.PHONY: demo
demo: .venv/.local  ## Load the demo settings, catalogue and orders into a running shop (adds only what is missing)
	@export BODEGA_TOKEN=$$($(PY) -m scripts.issue_token --role admin) URL=http://127.0.0.1:$(or $(PORT),3000)/v1; \
		$(PY) -m demo.catalog --url $$URL --pictures $${URL%/v1}/pictures \
		&& $(PY) -m demo.tickets --url $$URL --kept .local/demo.tickets && $(PY) -m demo.orders --url $$URL

.PHONY: test
test: .venv/.dev .venv-sam/.done  ## Run all tests (ARGS="-k name")
	@$(PY) -m local.setup --browser
	@$(PY) -m pytest $(value ARGS)

.PHONY: test-boto3
test-boto3: .venv/.dev  ## Run functional tests on the built layer and with boto3 as AWS client, after `make test`
	@$(PY) -m local.setup
	@$(PY) -m harness.layer
	@AWS_CLIENT=boto3 PYTHONPATH="$(CURDIR)/functions:$(CURDIR)/.local/layer/python:$(CURDIR)" \
		$(PY) -m pytest -o pythonpath="functions .local/layer/python ." -m "not one_client" tests/functional $(value ARGS)

.PHONY: stripe-contract
stripe-contract: .venv/.dev  ## Run the contract of payment providers in Stripe's sandbox: KEY=sk_test_… (PUBLISHABLE=pk_test_…)
	@export STRIPE_CONTRACT_KEY=$(if $(KEY),,$(error Give a key of the sandbox: make stripe-contract KEY=sk_test_...))$(call quoted,KEY) \
		$(if $(PUBLISHABLE),STRIPE_CONTRACT_PUBLISHABLE_KEY=$(call quoted,PUBLISHABLE)) STRIPE_SUPPRESS_NOTICES=true; \
		$(PY) -m pytest -n 0 tests/contract/payments --ignore tests/contract/payments/test_simulated.py $(value ARGS)

# .pre-commit-config.yaml runs the same commands on the files of a commit.
.PHONY: quick
quick: .venv/.dev  ## Check format and lint, text files, and web/ with its types: the quick part of `make check`
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m scripts.text_files
	$(PY) -m scripts.web check

.PHONY: check
check: quick .venv/.dev .venv-sam/.done  ## Check format, lint, types, architecture, API document, its clients, template
	$(PY) -m mypy
	$(PY) -m bandit --quiet --recursive --configfile pyproject.toml functions layers/common/bodega local scripts
	.venv/bin/lint-imports --no-cache
	$(PY) -m scripts.openapi --check
	@$(PY) -m scripts.typescript --check
	@$(PY) -m scripts.api_clients
	$(PY) -m scripts.monitoring --check
	$(PY) -m scripts.costs --check
	$(PY) -m scripts.deployer --check
	$(PY) -m scripts.sample_events --check
	$(MAKE) --no-print-directory validate

.PHONY: format
format: .venv/.dev  ## Format the code and apply the fixes of ruff and Biome
	$(PY) -m ruff check --fix-only .
	$(PY) -m ruff format .
	@$(PY) -m scripts.web check --write

.PHONY: openapi
openapi: .venv/.dev  ## Write docs/openapi.json from the code, and the types of the TypeScript client from that
	$(PY) -m scripts.openapi
	@$(PY) -m scripts.typescript

.PHONY: clients
clients: .venv/.dev  ## Lint docs/openapi.json, and compile calls of clients that are generated from it
	@$(PY) -m scripts.api_clients

.PHONY: client
client: .venv/.dev  ## Pack the TypeScript client, ready to publish, into .local/client-package
	@$(PY) -m scripts.client_package

.PHONY: monitoring
monitoring: .venv/.dev  ## Write alarms, dashboard and saved queries into template.yaml
	$(PY) -m scripts.monitoring

.PHONY: costs
costs: .venv/.dev  ## Write the price of a million requests of each route into docs/operations.md
	$(PY) -m scripts.costs

.PHONY: deployer
deployer: .venv/.dev  ## Write the permissions of a deployer into deployer.yaml
	$(PY) -m scripts.deployer

.PHONY: validate
validate: .venv-sam/.done  ## Lint the template
	$(SAM) validate --lint
	.venv-sam/bin/cfn-lint template.yaml -a cfn_lint_serverless.rules
	.venv-sam/bin/cfn-lint deployer.yaml backups.yaml
	@.venv-sam/bin/python -m scripts.deployment.cycles

.PHONY: audit
audit: .venv-audit/.done  ## Look up known vulnerabilities of deployed packages (needs the public package index)
	@$(PY) -m scripts.supply_chain audit

.PHONY: stress
stress: .venv/.dev  ## Run the stress test: fault injection, races, hostile input, kill -9 (MINUTES=40 SEED=…)
	@$(PY) -m local.setup
	@$(PY) -m tests.stress $(if $(MINUTES),--minutes $(MINUTES)) $(if $(SEED),--seed $(SEED)) $(ARGS)

.PHONY: mutate
mutate: .venv/.dev  ## Change rules and stores, and report what no test notices (MODULES="orders users" MUTANTS=600 SEED=1)
	@$(PY) -m local.setup
	@$(PY) -m scripts.mutation $(MODULES) $(if $(MUTANTS),--mutants $(MUTANTS)) $(if $(SEED),--seed $(SEED)) $(ARGS)

.PHONY: build
build: .venv-sam/.done .venv-audit/.done  ## Build functions, layer and a bill of materials (ARCHITECTURE=arm64|x86_64)
	PYTHON="$(CURDIR)/.venv-sam/bin/python" $(SAM) build \
		$(if $(ARCHITECTURE),--parameter-overrides Architecture=$(ARCHITECTURE))
	@$(PY) -m scripts.web build
	@$(PY) -m scripts.supply_chain bill

.PHONY: invoke
invoke: function-named .venv/.local .venv-sam/.done  ## Run a function with `sam local invoke`: FUNCTION=products EVENT=list (needs Docker)
	@.venv-sam/bin/python -m scripts.sam_local.invoke $(FUNCTION) $(EVENT) $(ARGS)

.PHONY: function-named
function-named:
	@: $(or $(FUNCTION),$(error Name the function: make invoke FUNCTION=products EVENT=list))

.PHONY: events
events: .venv/.dev .venv-sam/.done  ## Write a sample event for each route into events/
	@$(SAM) local generate-event apigateway aws-proxy >events/aws-proxy.json
	@$(PY) -m scripts.sample_events

.PHONY: rehearse
rehearse: .venv/.local .venv-sam/.done .venv-rehearsal/.done  ## Deploy, update, roll back and destroy on an emulator of AWS, and test all permissions
	@.venv-sam/bin/python -m scripts.rehearsal

.PHONY: bench
bench: .venv/.dev .venv-bench/.done  ## Run the benchmarks, and write docs/performance.md (PARTS="warm load"; ARGS=--quick for a trial)
	@$(PY) -m local.setup
	@failed=0; for part in $(or $(PARTS),all load growth storefront report); do case $$part in \
		all) $(PY) -m benchmarks $(ARGS) ;; \
		load|growth|storefront) $(PY) -m benchmarks.$$part $(if $(PARTS),$(ARGS),$(filter --quick,$(ARGS))) ;; \
		report) $(PY) -m benchmarks.report $(filter --quick,$(ARGS)) ;; \
		login_timing|rush) $(PY) -m benchmarks.$$part $(ARGS) ;; \
		*) $(PY) -m benchmarks $$part $(ARGS) ;; \
	esac || failed=1; done; exit $$failed

.PHONY: gate
gate: .venv/.dev .venv-bench/.done  ## Compare instructions per call with the recorded counts (ARGS=--record)
	@$(PY) -m benchmarks.gate $(ARGS)

.PHONY: deploy
deploy:  ## Deploy: ENV=dev, prod or any name; PARAMETERS='ShopName="My Shop" Currency=CAD'
	@PYTHON="$(PYTHON)" ./deploy.sh $(if $(ENV),$(call quoted,ENV),dev)

.PHONY: destroy
destroy:  ## Delete a deployed shop, except its tables: ENV=dev
	@PYTHON="$(PYTHON)" ./deploy.sh destroy $(if $(ENV),,$(error Name the environment: make destroy ENV=dev))$(call quoted,ENV)

.PHONY: requirements
requirements: .venv/.dev  ## Pin the packages of the *.in files, with hashes
	@for name in layers/common/requirements functions/payments/requirements requirements/uv requirements/local \
		requirements/dev requirements/sam requirements/rehearsal requirements/bench requirements/audit; do \
		echo "$$name.txt"; \
		$(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
			--no-emit-index-url -o $$name.txt $$name.in || exit 1; \
	done

# A stamp is touched last, so that an interrupted installation is repeated.
.venv/bin/python:
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Bodega needs Python 3.11 or later; found $$("$(PYTHON)" --version 2>&1 | head -n 1). Set PYTHON=/path/to/python3.11"; exit 1; }
	@echo "Setting up .venv (once) ..." >&2
	@"$(PYTHON)" -m venv .venv || { rm -rf .venv; exit 1; }

# Processes of functions write no bytecode, so their packages get theirs now.
.venv/.local: requirements/local.txt requirements/uv.txt | .venv/bin/python
	@$(INSTALL) $(PY) "the packages of the local stack" $< --compile layers/common/requirements.txt \
		--compile functions/payments/requirements.txt
	@touch $@

.venv/.dev: requirements/dev.txt .venv/.local
	@$(INSTALL) $(PY) "the packages of tests, checks and benchmarks" $<
	@touch $@

.venv-sam/.done: requirements/sam.txt | .venv/bin/python
	@"$(PYTHON)" -m venv .venv-sam
	@$(INSTALL) .venv-sam/bin/python "SAM and its linters" $<
	@touch $@

.venv-audit/.done: requirements/audit.txt | .venv/bin/python
	@"$(PYTHON)" -m venv .venv-audit
	@$(INSTALL) .venv-audit/bin/python "the tools that audit packages" $<
	@touch $@

# Lambda's version of Python if there is one: the emulator runs the functions with its own Python, and instruction counts
# differ between versions.
.venv-rehearsal/.done: requirements/rehearsal.txt | .venv/bin/python
	@"$(LAMBDAS_PYTHON)" -m venv --clear .venv-rehearsal
	@$(INSTALL) .venv-rehearsal/bin/python "the emulator for the rehearsal" $<
	@touch $@

.venv-bench/.done: requirements/bench.txt | .venv/bin/python
	@"$(LAMBDAS_PYTHON)" -m venv --clear .venv-bench
	@# Compiled, as on Lambda.
	@$(INSTALL) .venv-bench/bin/python "the frameworks that the benchmark compares" $< --compile $<
	@touch $@
