"""The entry for the web server: synchronous, since sync Django under ASGI costs two to five times as much."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "skillmark.config.settings")
application = get_wsgi_application()

# What has been loaded stays; looking through it for garbage again and again took 7 in 100 of a page's time
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
