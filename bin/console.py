"""What every step of the set-up needs: where things lie, how to say something, to give up, to call."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
QUIET = {"stdin": subprocess.DEVNULL, "capture_output": True, "text": True, "check": False}


class Stuck(Exception):
    """The set-up can't go on; the text says what is missing and what to type."""


def say(text: str) -> None:
    print(text, flush=True)


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def call(what: str, command: list[str], env: dict, *, show: bool = False) -> None:
    """Run one step of the set-up; its output is shown when it failed, or when asked."""
    say(what)
    done = subprocess.run(command, cwd=ROOT, env=env, **QUIET | {"capture_output": not show})
    if done.returncode:
        printed = "" if show else f"\n{(done.stdout + done.stderr)[-3000:]}"
        raise Stuck(f"“{what}” failed.{printed}")


def settings_of(env: dict, file: Path | None = None) -> dict:
    """The variables as Django's settings will see them: the environment wins over the .env file."""
    file = file or ROOT / ".env"
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    pairs = [line.strip().removeprefix("export ").partition("=") for line in lines if "=" in line]
    return {key.strip(): value.strip().strip("\"'") for key, _, value in pairs if key[:1] != "#"} | dict(env)


def speak_any_language() -> None:
    """A console that can't print a character shows another one; it doesn't end the set-up."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")
