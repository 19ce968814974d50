"""From an empty machine to a served site or a passed test run, with the standard library only.

``./run`` and ``./test`` come here (elsewhere: ``python bin/bootstrap.py run``). Each step says in a line what
it does, is skipped when its result stands, and stops with a sentence that tells what to type when it can't
go on.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[0] = str(ROOT)  # not bin/: a package of the environment is called bootstrap as well

from bin import address, packages  # noqa: E402
from bin.console import Stuck, call, say, settings_of, speak_any_language  # noqa: E402
from bin.fonts import make_fonts  # noqa: E402
from bin.native import pdf_libraries, test_programs  # noqa: E402

DEMO_DAY = "2018-11-15"
DEMO_YEAR = "105"
HELP = """\
for production:
  1. Copy .env.example to .env and fill in its first part (GMPLAN_MODE=production, SECRET_KEY, ALLOWED_HOSTS,
     SITE_URL, DATABASE_URL).
  2. ./run --no-demo --no-serve      sets up, collects the static files and migrates; again after each update.
  3. .venv/bin/python manage.py load_plan FILE --agency CODE; load_assessment_forms --agency CODE; then the first
     account by create_administrator.
  4. Serve gmplan.wsgi behind a proxy that speaks HTTPS and reads requests whole (nginx):
     .venv/bin/gunicorn gmplan.wsgi   or   .venv/bin/python -m bin.serve 127.0.0.1 8000
"""


def main() -> int:
    speak_any_language()
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
    production = settings_of(os.environ).get("GMPLAN_MODE") == "production"
    if production and not options.no_demo:
        raise Stuck("a production installation takes no demonstration. Type:\n    ./run --no-demo")
    python = packages.environment(packages.RUN, ROOT / ".venv")
    native = pdf_libraries()
    make_fonts(python)
    port = options.port if options.no_serve else address.free_port(options.host, options.port)
    env = os.environ | (native or {})
    if not options.no_demo:
        env |= _demonstration(options.host, port)
    for step in _steps(options, production, with_pdf=native is not None):
        call(_WHAT[step[0]], [python, "manage.py", *step], env, show=step[0] == "demo")
    _tell(options, port, _report())
    return 0 if options.no_serve else _serve([python, "-m", "bin.serve", options.host, str(port)], env)


_WHAT = {
    "migrate": "Preparing the database",
    "collectstatic": "Collecting the static files",
    "demo": "Filling in the demonstration agency",
    "annual_report": f"Printing the annual report of {DEMO_YEAR}",
}


def _steps(options: argparse.Namespace, production: bool, with_pdf: bool) -> list[list[str]]:
    """The commands of manage.py, in order; each may run twice."""
    steps = [["migrate", "--verbosity", "0"]]
    if production:
        steps.append(["collectstatic", "--no-input", "--verbosity", "0"])
    if not options.no_demo:
        steps.append(["demo"])
    if not options.no_demo and with_pdf:
        steps.append(["annual_report", DEMO_YEAR, "--output", str(_report())])
    return steps


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./run",
        description="Sets everything up and serves the site, with a demonstration agency of invented people.",
        epilog=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--port", type=int, default=8000, help="port (8000, or the next free one; 0: any)")
    parser.add_argument("--host", default="127.0.0.1", help="this machine's address to serve on (127.0.0.1)")
    parser.add_argument("--no-demo", action="store_true", help="no demonstration agency, and the real day")
    parser.add_argument("--no-serve", action="store_true", help="set up only")
    return parser.parse_args(arguments)


def _demonstration(host: str, port: int) -> dict:
    """The variables of the demonstration, stronger than those of a .env file."""
    return {
        "GMPLAN_MODE": "demo",
        "GMPLAN_DEMO_DAY": DEMO_DAY,
        "SITE_URL": address.url(host, port),
        "ALLOWED_HOSTS": ",".join(address.names(host)),
    }


def _var() -> Path:
    return Path(settings_of(os.environ).get("GMPLAN_VAR", ROOT / "var"))


def _report() -> Path:
    return _var() / f"annual-{DEMO_YEAR}.pdf"


def _tell(options: argparse.Namespace, port: int, report: Path) -> None:
    """What the officer needs now: the address, who can sign in, where the report lies."""
    accounts = _var() / "demo-accounts.txt"
    say("")
    if not options.no_demo and accounts.exists():
        say(f"帳號 Accounts   {accounts}")
        for line in accounts.read_text(encoding="utf-8").splitlines():
            say("    " + "  ".join(line.split("\t")))
    if not options.no_demo and report.exists():
        say(f"報告 Report     {report}")
    if not options.no_serve:
        say(f"網址 Site       {address.url(options.host, port)}/")
        say("按 Ctrl-C 結束。Ctrl-C stops it.")


def _serve(server: list[str], env: dict) -> int:
    """Become the server, so that signals reach it and nothing is left behind (Windows: wait for it)."""
    os.chdir(ROOT)
    if os.name != "nt":
        os.execve(server[0], server, env)
    return subprocess.call(server, env=env)


def test(arguments: list[str]) -> int:
    """Set up, then every test on SQLite and again on PostgreSQL. Arguments go to pytest, with --pg on both."""
    python = packages.environment(packages.TEST, ROOT / ".venv")
    native = pdf_libraries()
    make_fonts(python)
    test_programs()
    both = not arguments or "--pg" in arguments
    pytest = [python, "-m", "pytest", *[word for word in arguments if word != "--pg"]]
    if both:
        pytest += ["--numprocesses", "2"]
    env = os.environ | (native or {}) | _test_settings()
    say("Tests on SQLite")
    failed = subprocess.call(pytest, cwd=ROOT, env=env)
    if both:
        say("Tests on PostgreSQL")
        on_postgresql = [python, "bin/on_postgresql.py", *pytest, "-m", "not browser"]
        failed = subprocess.call(on_postgresql, cwd=ROOT, env=env) or failed
    return failed


def _test_settings() -> dict:
    """The tests' own variables, so that no .env file and no real database is touched."""
    var = ROOT / "var" / "test"
    database = f"sqlite:///{var / 'gmplan.sqlite3'}"
    nothing = dict.fromkeys(("GMPLAN_DEMO_DAY", "SECRET_KEY", "CSRF_TRUSTED_ORIGINS"), "")
    return {"GMPLAN_MODE": "demo", "GMPLAN_VAR": str(var), "DATABASE_URL": database, "DEBUG": "0"} | nothing


if __name__ == "__main__":
    sys.exit(main())
