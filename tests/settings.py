"""The site's own settings, on a data folder that is thrown away."""

import atexit
import os
import shutil
import tempfile

_data = tempfile.mkdtemp(prefix="newsroom-tests-")
atexit.register(shutil.rmtree, _data, ignore_errors=True)
os.environ["NEWSROOM_DATA"] = _data
os.environ["NEWSROOM_URL"] = "http://testserver"
os.environ["NEWSROOM_HOSTS"] = "testserver,localhost,127.0.0.1"
os.environ.setdefault("NEWSROOM_SECRET_KEY", "only-for-tests-" + "x" * 50)
# Playwright's driver runs an event loop in this thread; Django must not mind.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
for _name in ("DATABASE_URL", "CACHE_URL", "EMAIL_URL", "NEWSROOM_DEBUG", "NEWSROOM_DEMO"):
    os.environ.pop(_name, None)
if os.environ.get("NEWSROOM_TEST_DATABASE_URL"):
    os.environ["DATABASE_URL"] = os.environ["NEWSROOM_TEST_DATABASE_URL"]

from newsroom.config.settings import *  # noqa: E402, F403
from newsroom.config.settings import DATABASES, STORAGES  # noqa: E402

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file with a write-ahead log, as the site has: each thread of a live server has a connection
    # and transactions of its own, which threads that share a database in memory have not.
    DATABASES["default"]["TEST"] = {"NAME": f"{_data}/test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] += ";PRAGMA synchronous=OFF"
else:
    DATABASES["default"]["OPTIONS"]["options"] += " -c synchronous_commit=off"
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
