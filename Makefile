# AX Portal: `make run` starts it, `make test` tests it. README.md tells what the variables do.
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
VENV_PYTHON := .venv/bin/python

.PHONY: help run test test-debian slurm-test audit drill drill-quick soak canary ci bench bench-start bench-weight bench-reviews bench-gpu lock build install install-dev packages \
	messages openapi shots clean

help:
	@echo "make run          install, build and start the portal on http://127.0.0.1:$${PORT:-8000}/"
	@echo "make test         run the whole suite, browser tests included (ARGS=… goes to pytest)"
	@echo "make test-debian  the same on Debian's PostgreSQL 15 and Redis 7.0, without browsers"
	@echo "make slurm-test   as root: real Slurm, Prometheus and sshd of Debian, a whole portal that reads them; five minutes"
	@echo "                  SLURM_ROOT=DIR takes Slurm 24.11 from a Debian 13 tree there, made where there is none (ARGS=… goes to pytest)"
	@echo "make audit        look for known kinds of holes in code, migrations, packages and settings"
	@echo "make drill        break a running portal in every way we know and see what holds (SEED=N replays a run)"
	@echo "make drill-quick  the short forms, within four minutes; make drill-NAME runs one (docs/reliability.md)"
	@echo "make soak         five requests a second for MINUTES=5, memory and answers watched"
	@echo "make canary       type secrets into a running portal, then search everything it keeps for them"
	@echo "make ci           everything that must pass before a merge"
	@echo "make bench        measure beside the floor (SIZES=10k is quick; WRITE=1 renews docs/performance.md)"
	@echo "make bench-start  time a fresh clone until its first page, and its second start"
	@echo "make bench-weight weigh the first view of five pages with Chromium"
	@echo "make bench-reviews look for conflicts over TIES=1000000 ties, and seat 300 applications"
	@echo "make bench-gpu    push, read and show GPU sites, and 10,000 GPUs for MINUTES=10 (WRITE=1 renews docs/performance.md)"
	@echo "make build        build the front end and the message catalogues"
	@echo "make lock         pin the packages of requirements/*.in (ARGS=--upgrade renews the pins)"
	@echo "make openapi      renew docs/openapi.yaml"
	@echo "make shots        picture the key pages into var/shots/"
	@echo "make clean        remove what was installed and built; the data in var/ stays"

run:
	@$(MAKE) --jobs=2 install packages
	@$(MAKE) build
	@exec $(VENV_PYTHON) manage.py up $(ARGS)

test: install-dev build
	@exec scripts/test.sh $(ARGS)

test-debian: install-dev build
	@exec scripts/test.sh --debian $(ARGS)

slurm-test: install-dev build
	@exec scripts/slurm_test.sh $(ARGS)

audit: install-dev build
	@exec scripts/audit.sh $(ARGS)

# The drills' own process must not touch the state of a running portal.
DRILL = AXPORTAL_VAR=$$(mktemp -d) exec $(VENV_PYTHON) -m tests.drills

drill: install-dev build
	@$(DRILL) $(if $(SEED),--seed $(SEED)) $(ARGS)

drill-quick: install-dev build
	@$(DRILL) --quick $(if $(SEED),--seed $(SEED)) $(ARGS)

drill-%: install-dev build
	@$(DRILL) $* $(if $(SEED),--seed $(SEED)) $(ARGS)

canary: install-dev build
	@exec scripts/test.sh tests/canary $(ARGS)

soak: install-dev build
	@$(DRILL) soak --minutes $${MINUTES:-5} $(ARGS)

ci:
	@exec .ci/run

bench: install-dev build
	@exec scripts/bench.sh

bench-start: install-dev
	@exec $(VENV_PYTHON) -m benchmarks.start

bench-weight: install-dev build
	@CHROMIUM=$$(scripts/chromium.sh) exec scripts/bench.sh benchmarks.weight

bench-reviews: install-dev
	@scripts/bench.sh benchmarks.reviews
	@scripts/bench.sh benchmarks.applications

bench-gpu: install-dev build
	@scripts/bench.sh benchmarks.gpu_normalise
	@scripts/bench.sh benchmarks.gpu_push
	@scripts/bench.sh benchmarks.gpu_pages
	@scripts/bench.sh benchmarks.gpu_sustained

install:
	@scripts/venv.sh base

install-dev: install
	@scripts/venv.sh dev

packages:
	@scripts/frontend.sh packages

build: install
	@scripts/frontend.sh
	@$(MAKE) messages

messages:
	@if [ -d locale ]; then $(VENV_PYTHON) -m babel.messages.frontend --quiet compile --directory locale --domain django; fi

lock: install-dev
	@scripts/lock.sh $(ARGS)

openapi: install-dev
	@scripts/openapi.sh --write

shots: install-dev build
	@CHROMIUM=$$(scripts/chromium.sh) exec $(VENV_PYTHON) scripts/shots.py $(ARGS)

clean:
	rm -rf .venv node_modules frontend/dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
