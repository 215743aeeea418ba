# Two commands set everything up on a fresh machine with Python 3.11 or newer:
#   make demo    a half-year of letters, then one page
#   make test    the tests
.PHONY: setup demo test check format pictures schemas templates golden bench clean

PYTHON ?= python3
UV := .uv/bin/uv
STAMP := .venv/.ready

setup: $(STAMP)

$(UV):
	@$(PYTHON) -m venv .uv || { rm -rf .uv; echo "Python's venv is missing: apt install python3-venv (Debian, Ubuntu), then again"; exit 1; }
	.uv/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.8,<1'

$(STAMP): $(UV) pyproject.toml uv.lock
	$(UV) sync --frozen --quiet
	@touch $(STAMP)

demo: setup
	.venv/bin/cchc demo

test: setup
	.venv/bin/python -m pytest -n 2 --dist loadfile

check: setup
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports

pictures: setup
	.venv/bin/python -m tests.demo.pictures docs/pictures

format: setup
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .

# after a change of a file's model in cchc_scheduler/plan/
schemas: setup
	.venv/bin/python -m cchc_scheduler.plan.schemas config/schema

# after a change of the Word templates in cchc_scheduler/documents/default_templates.py and beside it
templates: setup
	.venv/bin/python -m cchc_scheduler.documents.default_templates templates/vi/documents

# after a wanted change of letters or of the season; look at the difference in git before you keep it
golden: setup
	.venv/bin/python -m tests.letters.golden
	.venv/bin/python -m tests.season.golden

bench: setup
	.venv/bin/python -m benchmarks

clean:
	rm -rf .venv .uv dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
