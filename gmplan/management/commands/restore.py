"""``manage.py restore SOURCE``: a backup put in place of what is there, after all of it was proven (RQ-I4)."""

from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from core.clock import moment
from gmplan.backups.archive import Damaged
from gmplan.backups.postgresql import ProgramFailed
from gmplan.backups.restoring import Refused, prove, restore


class Command(BaseCommand):
    help = (
        "Put a backup in place; stop the server first. What is there now is moved aside, nothing is removed."
    )

    def add_arguments(self, parser):
        parser.add_argument("source", type=Path, help="a file that backup made")
        parser.add_argument("--check", action="store_true", help="only prove the backup; nothing is changed")

    def handle(self, *args, source: Path, check: bool, **options):
        if not source.is_file():
            raise CommandError(f"沒有「{source}」這個檔案。")
        try:
            proven = prove(source)
            made = f"{proven.manifest['at']}，{len(proven.manifest['files'])} 個檔案"
            self.stdout.write(f"備份完好：{made}。")
            if check:
                return
            kept = restore(proven, name=f"before_restore_{moment():%Y%m%d_%H%M%S}")
        except Damaged as error:
            raise CommandError("備份檔已損壞，沒有還原任何資料：\n" + "\n".join(error.sentences)) from error
        except (Refused, ProgramFailed, OSError, DatabaseError) as error:
            raise CommandError(f"沒有還原：{error}") from error
        self.stdout.write("已還原。" + "".join(f"\n原有的資料移到 {one}" for one in kept))
        call_command("doctor", stdout=self.stdout)
