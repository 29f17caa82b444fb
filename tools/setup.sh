# What a checkout needs before it can start. Sourced by ./run and ./test, which set $here.
#
# Every step says itself in one line on stderr, does nothing where there is nothing to do, and
# leaves the commands' own output in .tools/setup.log. Nothing outside the checkout is touched,
# except by apt-get, which is always announced.

stamp=$here/.venv/.set-up
log=$here/.tools/setup.log

say() { printf 'withhold: %s\n' "$*" >&2; }

# stop WHAT DO: say what happened and what to do now, and end.
stop() {
    say "$1"
    say "$2"
    exit 3
}

# quietly COMMAND…: run it into the log; when it fails, show the end of what it said.
quietly() {
    mkdir -p "$here/.tools"
    "$@" >"$log" 2>&1 </dev/null && return
    tail -n 15 "$log" >&2
    return 1
}

# As root, or as somebody who may become root (sudo asks in the terminal, if there is one).
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_be_root() {
    [ "$(id -u)" = 0 ] && return
    command -v sudo >/dev/null && { sudo -n true 2>/dev/null || sudo -v; }
}

apt_install() {
    command -v apt-get >/dev/null && may_be_root || return 1
    say "installing $* with apt-get"
    quietly as_root apt-get update || return 1
    quietly as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install --yes --no-install-recommends "$@"
}

private_python() {
    command -v python3 >/dev/null && quietly python3 -m venv --clear "$here/.tools/uv"
}

find_uv() {
    if [ -x "$here/.tools/uv/bin/uv" ]; then
        uv=$here/.tools/uv/bin/uv
    else
        uv=$(command -v uv) && "$uv" --version >/dev/null 2>&1
    fi
}

need_uv() {
    find_uv && return
    say "setting up uv, which fetches the rest, in .tools"
    private_python 2>/dev/null || {
        apt_install python3 python3-venv && private_python
    } || stop "Python can make no environment of its own here." \
        "Run this once, then start again: sudo apt-get install python3 python3-venv"
    quietly "$here/.tools/uv/bin/python" -m pip install --disable-pip-version-check \
        --require-hashes --requirement "$here/requirements/uv.txt" ||
        stop "uv could not be fetched." "Check the connection, then start again."
    find_uv
}

# What the environment was made from: the requirements and where the checkout stands.
fingerprint() {
    { printf '%s\n' "$here" && cat "$here/pyproject.toml" "$here"/requirements/*.txt; } | cksum
}

is_made_for() {
    made=$(cat "$stamp" 2>/dev/null) || made=
    [ "$made" = "dev $print" ] || [ "$made" = "$1 $print" ]
}

# Two starts at once: the second waits for the first and finds the work done.
take_turns() {
    mkdir -p "$here/.tools"
    exec 9>"$here/.tools/lock"
    if command -v flock >/dev/null; then flock 9; fi
}

# need_environment LEVEL: `run` or `dev`; one that holds the tools of `dev` serves `run` too.
need_environment() {
    print=$(fingerprint)
    is_made_for "$1" && return
    take_turns
    is_made_for "$1" || make_environment "$1"
    exec 9>&-
}

make_environment() {
    case "$made" in dev\ *) level=dev ;; *) level=$1 ;; esac
    need_uv
    export UV_NO_PROGRESS=1
    if ! "$here/.venv/bin/python" -c '' 2>/dev/null; then
        say "making the project's environment in .venv"
        quietly "$uv" venv --clear --python '>=3.11' "$here/.venv" ||
            stop "No Python 3.11 or newer was found, and none could be fetched." \
                "Install one (Debian 12 and newer: sudo apt-get install python3), then start again."
    fi
    say "installing what $level needs, each file checked by its hash"
    case "$level" in
    dev) set -- "$here/requirements/dev.txt" ;;
    *) set -- "$here/requirements/run.txt" "$here/requirements/build.txt" ;;
    esac
    quietly "$uv" pip sync --python "$here/.venv" --require-hashes "$@" &&
        quietly "$uv" pip install --python "$here/.venv" --no-deps --no-build-isolation \
            --editable "$here" ||
        stop "The environment could not be filled." "Check the connection, then start again."
    printf '%s %s\n' "$level" "$print" >"$stamp"
}

# Withhold itself says which browser it can use (no Snap build, not too old); the answer is kept, so
# that the next start need not ask. A person who named one in config.toml needs no other.
find_browser() {
    mkdir -p "$here/.tools"
    "$here/.venv/bin/python" "$here/tools/browser.py" >"$here/.tools/browser" 2>/dev/null
}

need_browser() {
    place=$(cat "$here/.tools/browser" 2>/dev/null) && [ -x "$place" ] && return
    kept=${WITHHOLD_HOME:-${XDG_DATA_HOME:-${HOME:-}/.local/share}/withhold}
    grep -qs '^ *executable *=' "$kept/config.toml" && return
    find_browser && return
    say "no browser was found that can be used (Chrome, Chromium, Edge, Brave or Vivaldi)"
    apt_install chromium chromium-sandbox fonts-liberation && find_browser && return
    say "going on without one; to mend it: sudo apt-get install chromium"
}
