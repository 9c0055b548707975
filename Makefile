# Kahro. Needs python3 >= 3.11 with venv; everything else is installed into .venv or, where permitted, with apt.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo demo-reset test check style types layers pages migrations translations bench messages pictures lock install install-server browser

PYTHON ?= python3
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
stamp = .venv/installed-$(1)-$(shell cat requirements.txt $(2) | sha256sum | cut -c1-16)
SERVER := $(call stamp,server)
DEVELOPMENT := $(call stamp,development,requirements-dev.txt)
THAI := $(wildcard kahro/locale/th/LC_MESSAGES/django.po)
PANGO := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
LOCK := $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url \
	--no-emit-trusted-host --no-emit-find-links
APT := $(if $(filter 0,$(shell id -u)),,sudo -n) env DEBIAN_FRONTEND=noninteractive apt-get
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# $(call apt,packages): installs them where we may, else says the one command that does
apt = { echo "Installing $(1)"; { $(APT) install -yqq --no-install-recommends $(1) || { $(APT) update -qq && \
	$(APT) install -yqq --no-install-recommends $(1); }; } >/dev/null 2>&1 || \
	{ echo "Missing: $(1). Get them with:  sudo apt-get install $(1)"; false; }; }

help: ## the commands of this file
	@sed -nE 's/^([a-z-]+):.*## (.*)/make \1\t\2/p' Makefile | expand -t 20

demo: install-server ## the demo network on http://127.0.0.1:8000/ (PORT=…), its data kept in between
	@exec $(MANAGE) demo

demo-reset: install-server ## the same, after dropping the demo's data
	@exec $(MANAGE) demo --reset

# Three at a time on two cores: a test in a browser mostly waits
test: install browser ## the whole suite (ARGS="-k word" for a part)
	PGOPTIONS="-c synchronous_commit=off" $(BIN)/python -m pytest -n 3 --dist worksteal $(ARGS)

check: install ## style, types, layers, templates, migrations, translations
	@$(MAKE) -k --no-print-directory style types layers pages migrations translations

style:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types:
	$(BIN)/mypy .

layers:
	$(BIN)/lint-imports --no-cache --no-logo

pages:
	$(BIN)/djlint templates --lint --check --quiet

migrations:
	$(MANAGE) makemigrations --check --dry-run

translations:
	$(MANAGE) messages --check

bench: install-server ## how fast the books are, as ratios to plain SQL
	$(MANAGE) bench

pictures: install browser ## the pictures of README anew, taken of the demo
	$(BIN)/python -m pytest -q -n 0 tests/pictures.py

mutants: install ## whether a test notices wrong rules and services, half an hour (ARGS="rules", "services", a name)
	$(BIN)/python -m tests.mutate $(ARGS)

messages: install-server ## gathers new strings into the Thai catalogue
	$(MANAGE) messages

lock: install-server ## the locked versions anew: requirements.txt to run, requirements-dev.txt to develop
	$(BIN)/python -m pip install --quiet pip-tools
	$(LOCK) -o requirements.txt pyproject.toml
	$(LOCK) -o requirements-dev.txt requirements-dev.in

install: $(DEVELOPMENT) install-server ## everything for development, into .venv

install-server: $(SERVER) $(THAI:.po=.mo) ## only what runs the site

$(SERVER): requirements.txt
	@$(PYTHON) -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "Kahro needs Python 3.11 or newer with venv. Debian: sudo apt-get install python3-venv"; exit 1; }
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv .venv
	@echo "Installing the locked packages into .venv"
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	@$(BIN)/python -c 'from weasyprint.text import ffi; assert ffi.harfbuzz_subset' 2>/dev/null || \
		 $(call apt,$(PANGO))
	@rm -f .venv/installed-server-*; touch $@

$(DEVELOPMENT): $(SERVER) requirements-dev.txt
	@echo "Installing what development needs into .venv"
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	@rm -f .venv/installed-development-*; touch $@

%.mo: %.po
	@$(MANAGE) messages --compile

# The browser tests say for themselves what they lack, so a machine without apt still runs the others
browser:
	@command -v chromium >/dev/null && command -v pdftotext >/dev/null || $(call apt,chromium poppler-utils) || true
