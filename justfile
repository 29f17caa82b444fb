# The chores of people who work on Withhold; `just` alone lists them.

export PATH := justfile_directory() + "/.venv/bin:" + justfile_directory() + "/.tools/uv/bin:" + env("PATH")

_default:
    @just --list --unsorted

# Pass every gate
test *ARGS:
    ./test {{ ARGS }}

# Check the facts; every problem with its file, line and mend
facts:
    python tools/facts.py

# Format the code, and mend what the linter can mend
format:
    ruff check --fix src tests benchmarks tools
    ruff format src tests benchmarks tools

# Write the generated pages of docs/reference anew
reference:
    python tools/reference.py

# Bring the interface's catalogues up to date, and name what has no translation
words:
    python tools/words.py

# Lock the dependencies anew: releases at least a week old, with hashes, without addresses
lock:
    python tools/lock.py
