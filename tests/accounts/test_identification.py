"""Which account a typed name means."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom.accounts.identification import find_account
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("login", ["editor", "EDITOR", "Desk@Example.com", "desk@EXAMPLE.com"])
def test_name_and_e_mail_mean_the_account_in_any_case(login: str) -> None:
    user = builders.staff_user("editor", email="Desk@Example.com")
    assert find_account(login) == user


@pytest.mark.parametrize(
    "login", ["", None, "nobody", "edit", "editor\0x", "%", "_ditor", "ก" * 9000]
)
def test_what_is_no_account_means_none(login: str | None) -> None:
    builders.staff_user("editor", email="desk@example.com")
    assert find_account(login) is None


def test_of_names_that_differ_in_case_the_exact_one_is_meant() -> None:
    one, two = builders.staff_user("Nat"), builders.staff_user("nat")
    assert (find_account("Nat"), find_account("nat")) == (one, two)


def test_an_e_mail_address_comes_before_a_username_like_it() -> None:
    builders.staff_user("desk@example.com")
    owner = builders.staff_user("editor", email="desk@example.com")
    assert find_account("desk@example.com") == owner


@pytest.mark.parametrize("login", ["editor", "nobody", "nobody@example.com"])
def test_every_name_takes_one_query(login: str) -> None:
    builders.staff_user("editor")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        find_account(login)
    assert len(queries) == 1
