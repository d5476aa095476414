# make run · make test-fast · make test · make check · make docs · make lock: all that this project needs.
PYTHON ?= python3
export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PYTHONDONTWRITEBYTECODE =
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --quiet --require-hashes --requirement
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --custom-compile-command "make lock" pyproject.toml
EXTRAS := --extra cards --extra metrics --extra sentry

# What has parts that are generated: the tables of commands and variables, the help texts.
GENERATED := docs/commands.md

.PHONY: bench measure help run test test-fast soak check docs lock
.DEFAULT_GOAL := help

help: ## List what there is to make
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST)

run: .venv/installed ## Start the bot: in Telegram with a token in .env, otherwise here in the terminal
	@$(BIN)/python -m bot

test: check ## Run everything that must pass
	$(BIN)/python -m pytest --numprocesses 2

test-fast: .venv/installed-dev ## Run the quick tests: no processes, no databases, no long lists
	$(BIN)/python -m pytest --numprocesses 2 -m "not process and not database and not slow"

soak: .venv/installed-dev ## Kill the bot, cut its network, flood it: minutes, not seconds
	$(BIN)/python -m pytest -s tests/soak/*.py

bench: .venv/installed .venv-bench/installed ## Measure the speed beside others, and an older checkout (BESIDE=folder); write the tables of docs/performance.md
	$(BIN)/python -m benchmarks $(if $(BESIDE),--beside $(BESIDE))

measure: .venv/installed ## Measure the understanding beside simpler matchers, write the table of docs/understanding.md
	$(BIN)/python -m benchmarks.understanding

check: .venv/installed-dev ## Lint, formatting, types, who imports whom, spelling; what is deployed; the documentation
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell
	$(BIN)/hadolint deploy/Dockerfile
	$(BIN)/check-jsonschema --builtin-schema vendor.compose-spec deploy/compose.yaml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/ci.yml
	$(BIN)/zizmor --quiet --offline .github/workflows
	$(BIN)/shellcheck .ci/run
	PYTHONPATH=. $(BIN)/cog --check $(GENERATED)
	$(BIN)/zensical build --strict

docs: .venv/installed-dev ## Write what is generated into the documentation, and build its site into site/
	PYTHONPATH=. $(BIN)/cog -r $(GENERATED)
	$(BIN)/zensical build --strict

lock: .venv/installed-dev ## Pin the versions that pyproject.toml allows, with their hashes (delete a lock file first to renew it)
	$(COMPILE) $(EXTRAS) --output-file requirements.txt
	$(COMPILE) $(EXTRAS) --group dev --output-file requirements-dev.txt
	$(subst pyproject.toml,--group pyproject.toml:build,$(COMPILE)) --output-file requirements-build.txt
	$(subst pyproject.toml,--group pyproject.toml:bench,$(COMPILE)) --output-file requirements-bench.txt

.venv/bin/python:
	@echo "Setting up .venv ..."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "error: Python 3.11 or newer is needed")'
	@$(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }
	@echo "$(CURDIR)" > "$$($@ -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/checkout.pth"  # -m bot anywhere

.venv/installed: requirements.txt | .venv/bin/python
	@echo "Installing requirements.txt ..."
	@$(INSTALL) requirements.txt
	@touch $@

.venv/installed-dev: requirements-dev.txt | .venv/bin/python
	@echo "Installing requirements-dev.txt ..."
	@$(INSTALL) requirements-dev.txt
	@touch $@

.venv-bench/installed: requirements-bench.txt
	@echo "Installing requirements-bench.txt ..."
	@$(PYTHON) -m venv .venv-bench
	@.venv-bench/bin/python -m pip install --quiet --quiet --require-hashes --requirement requirements-bench.txt
	@touch $@
