# Two commands for a newcomer: `make demo` and `make test`. Both set themselves up in .venv.
# `make test TESTS=all` leaves nothing out, `make test TESTS=laws` runs one folder of tests/.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT := out
TESTS ?= quick
ifeq ($(TESTS),quick)
  SELECTED := -m "not thorough"
else ifeq ($(TESTS),all)
  SELECTED := --numprocesses auto --dist loadfile --durations 40
else
  SELECTED := tests/$(TESTS)
endif

.PHONY: demo test data install develop clean

demo: install
	@mkdir -p $(OUT)
	@echo "== which India pacts grant reciprocal access?"
	@$(BIN)/treatykg query reciprocal-access --with-sources -f table
	@$(BIN)/treatykg export -f turtle -o $(OUT)/india-pacts.ttl
	@$(BIN)/treatykg draw graph -o $(OUT)/india-pacts.svg

# After news: the pictures of docs/ and docs/gaps.md from the data as it is now.
data: install
	$(BIN)/treatykg format
	$(BIN)/treatykg validate
	$(BIN)/python docs/redraw.py

test: develop
	$(BIN)/python -m pytest -q $(SELECTED)

install: $(VENV)/installed
develop: $(VENV)/developed

$(VENV)/installed: pyproject.toml constraints.txt src/browser/package-lock.json
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

$(VENV)/developed: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[test]'
	@touch $@

clean:
	rm -rf $(VENV) $(OUT) dist build
