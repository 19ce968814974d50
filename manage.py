#!/usr/bin/env python3
"""Django's command line for the gender-mainstreaming plan."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gmplan.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit("Django is not installed here. Type ./run, which sets everything up.")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
