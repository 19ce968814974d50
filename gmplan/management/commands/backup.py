"""``manage.py backup TARGET``: everything in one file that proves itself, while people work (RQ-I1)."""

import signal
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from core.clock import moment
from gmplan.backups.making import backup
from gmplan.backups.postgresql import ProgramFailed
from organization.actions.chain import seal


class Command(BaseCommand):
    help = "Write database, private files and their digests into one file of mode 0600; the server may run."

    def add_arguments(self, parser):
        parser.add_argument("target", type=Path, help="a new file, or a folder that takes it")

    def handle(self, *args, target: Path, **options):
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # clears away what is unfinished
        if not target.parent.is_dir():
            raise CommandError(f"沒有「{target.parent}」這個資料夾。")
        try:
            seal(at=moment())
            made = backup(target, at=moment())
        except FileExistsError as error:
            raise CommandError(f"「{target}」已存在，備份不覆寫任何檔案。請換一個檔名。") from error
        except (OSError, DatabaseError, ProgramFailed) as error:
            raise CommandError(f"沒有備份成功，也沒有留下任何檔案：{error}") from error
        self.stdout.write(f"{made}  {made.stat().st_size:,} 位元組")
