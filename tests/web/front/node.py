"""The site with short deadlines and a few addresses more, for `tests.servers.Node`."""

from django.conf import settings

from newsroom.config.wsgi import application as django_application
from newsroom.web.front import application as front
from newsroom.web.front import lanes
from newsroom.web.front.application import Front
from tests.web.front.node_times import BODY_DEADLINE, DEADLINE, MAX_BODIES_BYTES, WAIT, WORKERS

settings.ROOT_URLCONF = "tests.web.front.urls"
for lane in (lanes.REFRESH, lanes.PAGES, lanes.STAFF, lanes.WRITES, lanes.SIGN_IN, lanes.UPLOADS):
    for name, seconds in (
        ("deadline", DEADLINE), ("max_wait", WAIT), ("body_deadline", BODY_DEADLINE)
    ):  # fmt: skip
        object.__setattr__(lane, name, seconds)
front.MAX_BODIES_BYTES = MAX_BODIES_BYTES
application = Front(django_application, WORKERS, settings.PAGE_CACHE_MAX_BYTES)
