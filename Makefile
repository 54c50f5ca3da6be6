# Six verbs, one page. Python 3.11+ and make are all that must be there already.
.DEFAULT_GOAL := help
.PHONY: help install generate check test test-k8s image clients run bench

PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
SERVERS := .venv/.installed-servers

help: ## show the verbs
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

install: $(STAMP) ## make .venv and install everything, pinned

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "tradewire needs Python 3.11 or newer; set PYTHON=/path/to/it"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $(STAMP)

# Zipkin and QuestDB, with the Java for both: tests use them, a mesh does where they are asked for.
$(SERVERS): $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev,trace-ui,questdb]'
	touch $(SERVERS)

generate: install ## write the generated code from proto/
	$(BIN)/python -m tools.generate

check: install ## lint, types, imports, contract, freshness, manifests, image: all but the tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy services gateway console clients/python tools
	$(BIN)/lint-imports
	$(BIN)/buf lint
	$(BIN)/buf format --diff --exit-code --path proto/tradewire
	$(BIN)/python tools/breaking.py
	$(BIN)/python -m tools.generate --check
	$(BIN)/pytest --quiet --no-cov tests/unit/test_k8s.py tests/unit/test_k8s_edges.py \
	  tests/unit/test_k8s_parts.py tests/unit/test_image.py tests/unit/test_compose.py \
	  tests/unit/test_alerts.py

# Most tests wait for processes that they start, so two at once take half the time on two cores. A
# file's tests stay together, for they share servers; the slow files come first.
TESTS_AT_ONCE ?= 2

test: $(SERVERS) ## run the tests with coverage
	$(BIN)/pytest -n $(TESTS_AT_ONCE) --dist loadfile --no-loadscope-reorder \
	  --cov --cov-report=term:skip-covered tests

# The first time it compiles etcd, Kubernetes and kwok, some eight minutes on two cores.
test-k8s: install
	$(BIN)/pytest -m cluster tests/e2e --cluster "$$($(BIN)/python tools/cluster.py)"

# Without a container engine, by Debian's buildah; with one, `docker build .` is all.
image: install
	$(BIN)/python -m tools.image

# The clients in other languages: what this machine has no toolchain for is left out and named.
clients: install
	$(BIN)/python -m tools.clients $(ARGS)

run: install ## start the whole mesh and watch it trade
	$(BIN)/tradewire up $(ARGS)

bench: $(SERVERS) ## measure against the budgets
	$(BIN)/python -m benchmarks $(ARGS)
