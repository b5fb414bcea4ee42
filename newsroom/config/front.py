"""The application that the web server runs: cached pages and bounds in front of Django."""

from django.conf import settings

from newsroom.config.wsgi import application as django_application

# After Django is set up, since it imports models.
from newsroom.web.front.application import Front

application = Front(django_application, settings.FRONT_WORKERS, settings.PAGE_CACHE_MAX_BYTES)
