"""``manage.py seal_history``: extend the chain over the history to its newest line, daily (RQ-H16)."""

from django.core.management.base import BaseCommand

from core.clock import moment
from organization import chain
from organization.actions.chain import seal


class Command(BaseCommand):
    help = "Seal what was added to the history since. A second run adds nothing."

    def handle(self, *args, **options):
        made = seal(at=moment())
        lines = sum(len(link.lines) for link in made)
        self.stdout.write(f"新增 {len(made)} 段，共 {lines} 筆。")
        names = dict(chain.agencies())
        for head in chain.heads():
            self.stdout.write(f"{names[head['agency']]}：第 {head['number']} 段  {head['digest']}")
