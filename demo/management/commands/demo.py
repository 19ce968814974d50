"""``manage.py demo``: the demonstration agency, made once and whole, or not at all."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from core.clock import moment
from demo.accounts import open_accounts, write_down
from demo.assessments import assess
from demo.boards import seat_boards
from demo.budgets import compile_budgets
from demo.cast import FOUNDED, settle
from demo.committee import convene
from demo.evaluations import evaluate
from demo.measures import hold_measures
from demo.places import send
from demo.report import tell
from demo.statistics import compile_statistics
from demo.year import STORY_STARTS, train
from organization import history
from organization.actor import Actor, machine
from organization.models import Account, Agency, Person, Post, PostKind, Sex, Unit
from organization.models.change import Channel

AGENCY = "doit"
PLAN_FILE = settings.BASE_DIR / "plan" / "data" / "taipei_doit_105_108.toml"


class Command(BaseCommand):
    help = "Make the demonstration agency with invented people, 105 to 107. A second run changes nothing."

    def handle(self, *args, **options):
        if settings.PRODUCTION:
            raise CommandError("The demonstration stays out of production (GMPLAN_MODE=production).")
        if Agency.objects.filter(code=AGENCY).exists():
            self.stdout.write("The demonstration agency is there already; nothing was changed.")
            return
        with transaction.atomic():
            accounts = _make()
        write_down(accounts, settings.VAR_DIR / "demo-accounts.txt")
        people = Person.objects.filter(agency__code=AGENCY).count()
        self.stdout.write(f"Made the demonstration agency: {people} invented people, 105 to 107.")


def _make() -> list[tuple]:
    city = Agency.objects.create(code="taipei", name="臺北市政府（示範）", short_name="市府")
    agency = Agency.objects.create(code=AGENCY, name="臺北市政府資訊局", short_name="資訊局", parent=city)
    call_command("load_plan", str(PLAN_FILE), agency=AGENCY, verbosity=0)
    call_command("load_assessment_forms", agency=AGENCY, verbosity=0)
    by = machine("demo", agency, STORY_STARTS)
    people = settle(agency, by)
    overseer = _overseer(city, by)
    seats = people | {overseer.name: overseer}
    homes = {name: city if name == overseer.name else agency for name in seats}
    accounts = open_accounts(seats, homes, by=by, moment=moment())
    office = Account.objects.get(username="personnel")
    train(agency, people, office, by)
    evaluate(agency, office)
    send(agency, by)
    convene(agency, people)
    seat_boards(agency, people)
    hold_measures(agency)
    compile_statistics(agency)
    assess(agency)
    compile_budgets(agency)
    tell(agency)
    return accounts


def _overseer(city: Agency, by: Actor) -> Person:
    """The city's own office, which reads the agencies below it."""
    write = {"by": by, "verb": "新增", "channel": Channel.COMMAND}
    office = history.save(Unit(agency=city, name="性別平等辦公室", since=FOUNDED), **write)
    person = history.save(Person(agency=city, staff_number="90001", name="余思婷", sex=Sex.FEMALE), **write)
    history.save(Post(person=person, unit=office, kind=PostKind.GENERAL, since=FOUNDED), **write)
    return person
