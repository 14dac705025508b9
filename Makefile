# `make` alone lists what there is. A Python of one's own choice: make run PYTHON=/path/to/python3

PYTHONS   = $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11
CHROMIUMS = $(CHROMIUM) chromium chromium-browser google-chrome google-chrome-stable
RUN       = .venv/bin/python
PYTEST    = $(RUN) -m pytest -n auto --dist worksteal
INSTALL   = $(RUN) -m pip install --quiet --disable-pip-version-check --no-input --require-hashes
NO_NETWORK = { echo "The libraries could not be installed; the lines above say why. This step needs the network (PyPI)." \
    "If .venv itself is broken: make clean, then the same again."; exit 1; }

.DELETE_ON_ERROR:
.PHONY: help run test test-page fuzz coverage fault-table check audit lint types format lock clean

help: ## say what there is
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1|\2/p' Makefile | while IFS='|' read -r what why; do printf '%-16s %s\n' "$$what" "$$why"; done

run: .venv/service-installed ## serve http://127.0.0.1:5000, as a demo where no key is set
	@$(RUN) -m flask setup
	@if $(RUN) -c 'import os; from dotenv import dotenv_values as read; known = {**read(".env"), **os.environ}; \
	raise SystemExit(not any(known.get(name) for name in ("YT_ID", "SPOTIPY_CLIENT_ID", "SPOTIPY_CLIENT_SECRET", "SANDBOX")) and known.get("YTMUSIC") != "1")'; \
	then exec $(RUN) -m gunicorn app:app; fi; \
	echo "No key is set, so this is a demo: SANDBOX=1 plays against a stand-in for Spotify and YouTube."; \
	echo "For the real ones set YT_ID, and for Spotify's lists SPOTIPY_CLIENT_ID and SPOTIPY_CLIENT_SECRET, in .env (see .env.example)."; \
	SANDBOX=1 exec $(RUN) -m gunicorn app:app

test: .venv/tests-installed ## run the tests, the page's too where a Chromium is there
	@for chromium in $(CHROMIUMS); do \
	  if found=$$(command -v $$chromium); then CHROMIUM=$$found exec $(PYTEST); fi; \
	done; \
	echo "No Chromium here, so the tests that need one are left out. Install it (Debian: apt install chromium), then: make test-page"; \
	exec $(PYTEST) -m "not browser"

test-page: .venv/tests-installed ## run the tests that need a Chromium (CHROMIUM=/path/to/it, if it has another name)
	@for chromium in $(CHROMIUMS); do \
	  if found=$$(command -v $$chromium); then CHROMIUM=$$found exec $(PYTEST) -m browser; fi; \
	done; \
	echo "There is no Chromium here. Install it (Debian: apt install chromium), or say where: make test-page CHROMIUM=/path/to/it"; exit 1

coverage: .venv/tests-installed ## run the tests that need no Chromium, and fail where they reach less than 95 % of lines or of branches
	$(RUN) -m coverage run -m pytest -m "not browser"
	@$(RUN) -m coverage combine --quiet
	@$(RUN) .ci/reached.py

# Over real sockets, as `make run` serves; the demo's own limits are lifted, since they would answer most of it.
FUZZ_PORT = 5057
fuzz: .venv/tests-installed ## ask a demo 10,000 generated requests and more, and hold every answer to spec.yml
	@folder=$$(mktemp -d); export ADMIN_TOKEN=a-token-for-the-admin; \
	SANDBOX=1 SECRET_KEY=0123456789abcdef0123456789abcdef RATE_LIMIT= WORKER=0 PORT=$(FUZZ_PORT) DATABASE_URL=sqlite:///$$folder/spyt.db \
	  $(RUN) -m gunicorn --log-level warning app:app & trap "kill $$!; rm -rf $$folder" EXIT; \
	$(RUN) -m schemathesis.cli --config-file tests/schemathesis.toml run http://127.0.0.1:$(FUZZ_PORT)/apispec.json --wait-for-schema 20 --continue-on-failure

fault-table: .venv/tests-installed ## write into docs/operations.md what a caller gets when an upstream fails
	$(RUN) benchmarks/faults.py

check: lint types test ## lint, types and tests: what every commit has to pass

lint: .venv/tests-installed ## lint and layout of the code
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .

audit: .venv/tests-installed ## look for what is unsafe in the code, the workflows and the libraries
	$(RUN) -m bandit --quiet --configfile pyproject.toml --recursive spotify_videos app.py gunicorn.conf.py
	.venv/bin/zizmor --offline --quiet .github
	@$(RUN) .ci/audit.py

types: .venv/tests-installed ## types, strictly
	$(RUN) -m mypy

format: .venv/tests-installed ## lay the code out
	$(RUN) -m ruff check --fix .
	$(RUN) -m ruff format .

# uv is a tool of whoever changes a requirement, not of whoever runs or tests the service: pip install uv.
COMPILE = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url
lock: ## compile both locks from requirements.in and tests/requirements.in (needs uv)
	$(COMPILE) requirements.in --output-file requirements.txt
	$(COMPILE) --constraints requirements.txt tests/requirements.in --output-file tests/requirements.txt

clean: ## remove the environment and what the tools left (not .env, nor what was found)
	rm -rf .venv .coverage .coverage.* htmlcov .hypothesis .mypy_cache .pytest_cache .ruff_cache .schemathesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/pyvenv.cfg:
	@old=; bare=; for python in $(PYTHONS); do \
	  version=$$($$python -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])' 2>/dev/null) || continue; \
	  $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { old="$$old $$version"; continue; }; \
	  $$python -c 'import ensurepip, venv' 2>/dev/null || { bare=$$version; continue; }; \
	  echo "Making the environment .venv with Python $$version."; exec $$python -m venv --clear .venv; \
	done; \
	if [ -n "$$bare" ]; then echo "Python $$bare is here, but not its venv module. On Debian or Ubuntu: apt install python3-venv"; \
	elif [ -n "$$old" ]; then echo "This needs Python 3.11 or newer; here is only$$old. Another one: make run PYTHON=/path/to/python3"; \
	else echo "This needs Python 3.11 or newer, and there is none here. Another place: make run PYTHON=/path/to/python3"; fi; exit 1

.venv/service-installed: requirements.txt .venv/pyvenv.cfg
	@echo "Installing the service's libraries into .venv (requirements.txt), once."
	@$(RUN) -m pip --version >/dev/null 2>&1 || $(RUN) -m ensurepip >/dev/null
	@$(INSTALL) -r requirements.txt || $(NO_NETWORK)
	@touch $@

.venv/tests-installed: tests/requirements.txt .venv/service-installed
	@echo "Installing what the tests need into .venv (tests/requirements.txt), once."
	@$(INSTALL) -r tests/requirements.txt || $(NO_NETWORK)
	@touch $@
