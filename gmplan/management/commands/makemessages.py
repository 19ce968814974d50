"""``manage.py makemessages``: Django's own, which also knows ``_n`` (a text kept untranslated) as a marker."""

from django.core.management.commands import makemessages


class Command(makemessages.Command):
    xgettext_options = [*makemessages.Command.xgettext_options, "--keyword=_n"]
