"""Django's WSGI application. The server runs `newsroom.config.front`, which puts a front before it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.config.settings")
application = get_wsgi_application()
