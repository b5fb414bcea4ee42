"""Signing in by name or by e-mail address."""

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from newsroom.accounts.models import User


class NameOrEmail(ModelBackend):
    """Accepts an e-mail address, in any case, where the name is asked (T-T2)."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: object,
    ) -> User | None:
        if username and "@" in username:
            owner = User.objects.filter(email__iexact=username).first()
            username = owner.get_username() if owner else username
        return super().authenticate(request, username=username, password=password)
