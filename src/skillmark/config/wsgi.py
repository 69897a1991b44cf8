"""The entry for the web server: synchronous, since sync Django under ASGI costs two to five times as much."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "skillmark.config.settings")
application = get_wsgi_application()
