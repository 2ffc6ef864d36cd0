# `make run` and `make test` are all that a fresh machine needs: both set up first, once.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: help setup run test coverage lint docs picture rated-news train clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## create .venv with the pinned dependencies

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

run: $(READY) ## the emotional profiles of the two articles in seeds/
	@$(BIN)/emoprofile profile seeds/*.txt

test: $(READY) ## the whole test suite, offline
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile

coverage: $(READY) ## the test suite, with the lines that no test runs
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile --cov --cov-report term

lint: $(READY) ## style, types, import contract, spelling
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell

bench: $(READY) ## how fast sentences are scored, beside transformers.pipeline and the machine's peak; a few minutes
	$(BIN)/python -m benchmarks.speed --output bench.json

docs: $(READY) ## write the pages of docs/ that are made from the code
	$(BIN)/python docs/generate.py

picture: $(READY) ## draw the picture at the top of README.md anew
	@rm -f docs/pictures/profile.svg
	$(BIN)/emoprofile report seeds/003_fd79899e2d11a5a3.txt -o docs/pictures/profile.svg --columns 2 --set score.dtype=float32

rated-news: $(READY) ## join the ratings of datasets/rated-news with their texts: make rated-news DATA=folder
	@test -n "$(DATA)" || { echo 'name the folder of the corpora: make rated-news DATA=path'; exit 2; }
	$(BIN)/python datasets/rated-news/join.py "$(DATA)" runs/rated-news

train: $(READY) ## train the embedded model anew: make train DATA=folder-with-the-corpora
	@test -n "$(DATA)" || { echo 'name the folder of the corpora: make train DATA=path'; exit 2; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[train]'
	$(BIN)/emoprofile train --config goemotions --data "$(DATA)"
	$(BIN)/emoprofile train --config news --data "$(DATA)"
	@echo 'measure what the new model loses in bfloat16: emoprofile models gate MODEL --data $(DATA)/goemotions/test.tsv'

clean: ## remove what was built, not .venv
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
