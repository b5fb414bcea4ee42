"""Move the sessions of Django's table to ours, so that those who are signed in stay so."""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import migrations
from django.utils import timezone


def keep_sessions(apps: Any, schema_editor: Any) -> None:
    old = apps.get_model("sessions", "Session").objects
    users = set(apps.get_model("accounts", "User").objects.values_list("pk", flat=True))
    sessions = apps.get_model("accounts", "UserSession").objects
    for session in old.filter(expire_date__gt=timezone.now()).iterator():
        user = int(SessionStore().decode(session.session_data).get(SESSION_KEY) or 0)
        if user in users:
            sessions.create(
                session_key=session.session_key,
                session_data=session.session_data,
                expire_date=session.expire_date,
                user_id=user,
            )
    old.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_sessions_and_password_requests"),
        ("sessions", "0001_initial"),
    ]

    operations = [migrations.RunPython(keep_sessions, migrations.RunPython.noop)]
