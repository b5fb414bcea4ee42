"""What the web server runs: hot pages in front, Django behind."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from newsroom.web.hot import HotPages
from newsroom.web.pages import start_watching

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.config.settings")

application = HotPages(get_wsgi_application(), most_bytes=settings.HOT_PAGES_BYTES)
start_watching()
