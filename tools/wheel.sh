#!/bin/sh
# Does what people install hold everything and start? Builds the wheel, installs it alone in a
# clean environment from the locked releases, and runs it in an empty home.
#
# wheel.sh UV FOLDER: the uv to use, and an empty folder to work in.
set -eu
uv=$1
work=$2
here=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
UV_CACHE_DIR=$("$uv" cache dir) # before HOME changes: nothing is fetched twice
export UV_CACHE_DIR UV_NO_PROGRESS=1
export HOME="$work/nobody" WITHHOLD_HOME="$work/home"

cd "$here"
"$uv" build --quiet --wheel --no-build-isolation --python "$here/.venv" --out-dir "$work/dist"
wheel=$(echo "$work"/dist/*.whl)

"$uv" venv --quiet --python "$here/.venv/bin/python" "$work/clean"
install() { "$uv" pip install --quiet --python "$work/clean" "$@"; }
install --require-hashes -r requirements/run.txt --offline 2>/dev/null ||
    install --require-hashes -r requirements/run.txt
install --no-deps "$wheel"
python=$work/clean/bin/python

# All that is no code travels too: facts, practice pages, page scripts, templates.
(cd src && find withhold -type f ! -name '*.pyc' | LC_ALL=C sort) >"$work/source"
"$python" -m zipfile -l "$wheel" | awk '$1 ~ "^withhold/" {print $1}' | LC_ALL=C sort >"$work/packed"
if ! diff "$work/source" "$work/packed"; then
    echo "the wheel does not hold what src/withhold holds" >&2
    exit 1
fi

cd "$work"
"$work/clean/bin/withhold" --version
"$work/clean/bin/withhold" platforms --json >platforms.json
"$python" -c '
import json, os, pathlib

answer = json.load(open("platforms.json", encoding="utf-8"))
assert answer["schema"] == 1, answer
assert "linkedin" in json.dumps(answer), "no platform in the wheel"

home = pathlib.Path(os.environ["WITHHOLD_HOME"])
if home.exists():
    assert home.stat().st_mode & 0o777 == 0o700, "others can read the home"
    assert os.listdir(home) == ["cache"], "looking at facts left more than a cache"
'
