# make demo    install what is missing, verify the sample bundles, write a report
# make serve   install what is missing, serve API and pages, and do the work; Ctrl-C stops
# make test    install what is missing, run every check

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/installed
SERVERS := $(VENV)/servers# PostgreSQL, RabbitMQ, Redis and a browser, which only the tests start
DEMO := build/demo
DEMO_DAY := 2026-12-31# the sample papers are of this year: the demo says the same in any other

.PHONY: demo serve test bench-accuracy bench-speed bench-load samples docs clean

demo: $(STAMP)
	@mkdir -p $(DEMO)
	@$(BIN)/tongguan verify $(wildcard samples/bundles/*/ samples/bundles/*.zip) --as-of $(DEMO_DAY) --data-dir build/data \
		--report $(DEMO)/report.html --json $(DEMO)/result.json || test $$? -eq 1
	@echo
	@echo "Report: $(DEMO)/report.html   Result: $(DEMO)/result.json"

serve: $(STAMP)
	@$(BIN)/tongguan serve

test: $(STAMP) $(SERVERS)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -q -n 2 --dist loadfile

bench-accuracy: $(STAMP)
	$(BIN)/python -m benchmarks.accuracy

bench-speed: $(STAMP)
	$(BIN)/python -m benchmarks.speed --demo
	$(BIN)/python -m benchmarks.verify_speed

bench-load: $(STAMP) $(SERVERS)
	$(BIN)/python -m benchmarks.load

samples: $(STAMP)
	$(BIN)/tongguan samples build/samples

docs: $(STAMP)
	$(BIN)/python scripts/docs.py

$(STAMP): pyproject.toml constraints.txt scripts/setup.sh
	@PYTHON=$(PYTHON) scripts/setup.sh $(VENV)
	@touch $@

$(SERVERS): $(STAMP)
	@PYTHON=$(PYTHON) scripts/setup.sh --servers $(VENV)
	@touch $@

clean:
	rm -rf build $(VENV) *.egg-info .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
