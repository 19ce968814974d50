# Finds a Python of at least 3.11 as $PYTHON, installs Debian's where it may, or says what to type.
PYTHON=
for candidate in python3 python3.11 python3.12 python3.13 python3.14; do
    if command -v "$candidate" >/dev/null 2>&1 &&
        "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        PYTHON=$candidate
        break
    fi
done
if [ -z "$PYTHON" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "No Python 3.11 or newer here; installing Debian's."
    apt-get update -qq && apt-get install -y -qq --no-install-recommends python3 python3-venv >/dev/null
    PYTHON=python3
fi
if [ -z "$PYTHON" ]; then
    echo "This needs Python 3.11 or newer. On Debian or Ubuntu, type:" >&2
    echo "    sudo apt-get install python3 python3-venv" >&2
    exit 1
fi
