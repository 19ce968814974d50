"""The door for a WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gmplan.settings")

application = get_wsgi_application()

from gmplan.ready import begin  # noqa: E402, the settings come first

begin()
