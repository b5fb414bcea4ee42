"""Authentication by username or by e-mail address."""

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from newsroom.accounts.identification import find_account
from newsroom.accounts.models import User


class UsernameOrEmailBackend(ModelBackend):
    """Accepts the username or the e-mail address, in any case (T-T2)."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: object,
    ) -> User | None:
        """As Django's; it also hashes the password of an unknown account, which takes as long."""
        account = find_account(username)
        username = account.get_username() if account else username
        return super().authenticate(request, username=username, password=password)
