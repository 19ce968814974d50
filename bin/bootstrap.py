"""From an empty machine to a served site or a passed test run; the standard library only.

``./run`` and ``./test`` come here. Each step says in a line what it does, is skipped when its result stands,
and stops with a sentence that tells what to type when it can't go on.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import steps
from steps import ROOT, VAR, Stuck, say

DEMO_DAY = "2018-11-15"
DEMO_YEAR = "105"

PRODUCTION = """\
production:
  GMPLAN_MODE=production SECRET_KEY=… ALLOWED_HOSTS=gender.example.gov.tw SITE_URL=https://… DATABASE_URL=postgres://…
  ./run --no-demo --no-serve     sets up and migrates; then serve gmplan.wsgi behind a proxy that reads requests
  whole (nginx) with gunicorn or waitress. .env.example lists every variable.
"""


def main() -> int:
    command, *rest = sys.argv[1:] or ["run"]
    try:
        return {"run": run, "test": test}[command](rest)
    except Stuck as stuck:
        print(f"\nCan't go on: {stuck}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.")
        return 130


def run(arguments: list[str]) -> int:
    """Set up, fill the demonstration, write the report of its year, serve."""
    options = _options(arguments)
    python = steps.environment("requirements.txt", ROOT / ".venv")
    native = steps.native_libraries()
    steps.fonts(python)
    env = os.environ | native
    if not options.no_demo:
        env |= {"GMPLAN_MODE": "demo", "GMPLAN_DEMO_DAY": DEMO_DAY}
    port = steps.free_port(options.host, options.port)
    env.setdefault("SITE_URL", f"http://{options.host}:{port}")
    manage = [python, "manage.py"]
    steps.call("Preparing the database", [*manage, "migrate", "--verbosity", "0"], env)
    report = VAR / f"annual-{DEMO_YEAR}.pdf"
    if not options.no_demo:
        steps.call("Demonstration agency", [*manage, "demo"], env, quiet=False)
        wrote = steps.call(
            f"Annual report of {DEMO_YEAR} as PDF",
            [*manage, "annual_report", DEMO_YEAR, "--output", str(report)],
            env,
            may_fail=bool(native.get("GMPLAN_NO_PDF")),
        )
        report = report if wrote else None
    _tell(options, port, report)
    if options.no_serve:
        return 0
    return _serve(python, options.host, port, env)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./run",
        description="Sets everything up and serves the site with a demonstration agency.",
        epilog=PRODUCTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--port", type=int, default=8000, help="port to serve on (default 8000; the next free one if taken)")
    parser.add_argument("--host", default="127.0.0.1", help="address to serve on (default 127.0.0.1)")
    parser.add_argument("--no-demo", action="store_true", help="no demonstration agency, the real day")
    parser.add_argument("--no-serve", action="store_true", help="set up only")
    return parser.parse_args(arguments)


def _tell(options: argparse.Namespace, port: int, report: Path | None) -> None:
    say("")
    if not options.no_serve:
        say(f"Site      http://{options.host}:{port}/")
    accounts = VAR / "demo-accounts.txt"
    if not options.no_demo and accounts.exists():
        say(f"Accounts  (kept in {accounts.relative_to(ROOT) if accounts.is_relative_to(ROOT) else accounts})")
        for line in accounts.read_text(encoding="utf-8").splitlines():
            username, password, name, what = line.split("\t")
            say(f"          {username:<12} {password:<20} {name}  {what}")
    if report and report.exists():
        say(f"Report    {report}")
    if options.no_demo:
        say("First administrator:  .venv/bin/python manage.py create_administrator")
    say("")


def _serve(python: str, host: str, port: int, env: dict) -> int:
    say("Serving. Ctrl-C stops it.")
    server = [python, "-m", "waitress", f"--listen={host}:{port}", "--threads=8", "--connection-limit=1000"]
    server += ["--channel-timeout=30", "--ident=", "--max-request-body-size=26214400", "gmplan.wsgi:application"]
    try:
        return subprocess.call(server, cwd=ROOT, env=env)
    except KeyboardInterrupt:
        return 0


def test(arguments: list[str]) -> int:
    """Set up, then every test on SQLite and again on PostgreSQL; arguments narrow the first pass alone."""
    python = steps.environment("requirements-dev.txt", ROOT / ".venv")
    native = steps.native_libraries()
    steps.fonts(python)
    steps.test_programs()
    env = os.environ | native | {"GMPLAN_MODE": "demo", "GMPLAN_VAR": str(VAR / "test")}
    for name in ("GMPLAN_DEMO_DAY", "DATABASE_URL"):
        env.pop(name, None)
    pytest = [python, "-m", "pytest"]
    if arguments:
        return subprocess.call([*pytest, *arguments], cwd=ROOT, env=env)
    say("Tests on SQLite")
    first = subprocess.call([*pytest, "-q", "-n", "2"], cwd=ROOT, env=env)
    say("Tests on PostgreSQL")
    second = subprocess.call([python, "bin/on_postgresql.py", *pytest, "-q", "-m", "not browser"], cwd=ROOT, env=env)
    return first or second


if __name__ == "__main__":
    sys.exit(main())
