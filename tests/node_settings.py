"""The site's own settings for servers that tests start: no static files are gathered for them."""

from newsroom.config.settings import *  # noqa: F403
from newsroom.config.settings import STORAGES

STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
