# The commands of Geode Planner; docs/building.md says more. The work is done in scripts/.
.DEFAULT_GOAL := help
.PHONY: help run dev dist test bench spark data-tools screenshots tools fmt-check lint test-native properties test-wasm size e2e

help: ## say what each command does
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

run: ## install what is missing, build the optimised app and serve it (PORT=8080 or the next free one)
	@scripts/run.sh

dev: ## serve a quick build that reloads when a file changes
	@scripts/dev.sh

dist: ## build the optimised app into dist/
	@scripts/tools.sh build
	@scripts/dist.sh

test: ## all checks: format, lint, tests, size, browser (10 minutes the first time)
	@scripts/check.sh all

bench: ## measure the engine, the command, placement beside HiGHS, then the app in the browser (OLD=commit: command and app, against that commit)
	@scripts/check.sh bench

spark: ## a sweep through Spark on this machine, held against the command alone (ROWS=1000000: so many rows)
	@scripts/spark.sh

data-tools: ## run every command of docs/data-tools.md: DuckDB and pandas on the Parquet of a sweep
	@scripts/data-tools.sh

screenshots: ## take pictures of the app into screenshots/
	@scripts/check.sh screenshots

tools: ## install the tools and the browser that tests need
	@scripts/tools.sh test

fmt-check: ## check the format of the source
	@scripts/check.sh format

lint: ## clippy and rustdoc for both targets, warnings are errors; no browser test waits for a time
	@scripts/check.sh lint

test-native: ## the tests that need no browser
	@scripts/check.sh native

properties: ## every property with other values, 4000 each (PROPTEST_CASES=n: so many)
	@scripts/check.sh properties

test-wasm: ## the app's unit tests, in the browser
	@scripts/check.sh wasm

size: ## the transfer size of dist/, held against its budget
	@scripts/check.sh size

e2e: ## end-to-end tests in the browser (ONLY=pattern: the tests so named; REPEAT=3: three times; SLOW=6: CPU six times slower)
	@scripts/check.sh e2e
