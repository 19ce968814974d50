"""``manage.py compile_translations``: each .po as .mo in pure Python, sorted, without gettext on the machine."""

import polib
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Compile the translations (needs the test packages)."

    def handle(self, *args, **options):
        for folder in settings.LOCALE_PATHS:
            for file in sorted(folder.glob("*/LC_MESSAGES/*.po")):
                polib.pofile(str(file)).save_as_mofile(str(file.with_suffix(".mo")))
                self.stdout.write(str(file.relative_to(settings.BASE_DIR)))
