"""Hostile requests to every address by every actor: no 500, and error pages in Thai.

The seed is fixed. A chunk has every fourth address; each request is rolled back, so that all of
them meet the same site.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.test.testcases import TestCase
from selectolax.lexbor import LexborHTMLParser

from tests.attacks import hostile
from tests.attacks.addresses import Address, all_addresses
from tests.attacks.site import ACTORS, Site, build_site, signed_in

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

SEED = "2026-11-26"
CHUNKS = 4
# Of the admin for most actors; those who may do all get deeper, and readers' pages are cheap.
ROUNDS, ROUNDS_OF_SUPERUSER, ROUNDS_OF_READERS = 1, 3, 5
# What a chunk asks at least; all together more than 5,000.
MIN_REQUESTS = 1260


def forms_on(client: Client, path: str) -> dict[str, list[str]]:
    """The fields of all forms on a page, as a browser would send them."""
    response = client.get(path)
    if response.status_code != 200 or "html" not in response["Content-Type"]:
        return {}
    fields: dict[str, list[str]] = {}
    tree = LexborHTMLParser(response.content)
    for node in tree.css("form input[name], form select[name], form textarea[name]"):
        if node.tag == "select":
            options = node.css("option[selected]") or node.css("option")[:1]
            values = [option.attributes.get("value") or "" for option in options]
        else:
            values = [node.attributes.get("value") or node.text()]
        fields.setdefault(str(node.attributes["name"]), []).extend(values)
    return fields


def hostile_path(rng: Random, site: Site, address: Address) -> str:
    """The address; one in three times with parts that lead nowhere."""
    values = site.values(address)
    if rng.random() < 0.35:
        values = {name: rng.choice([*hostile.PATH_PARTS, known]) for name, known in values.items()}
    return address.path(values)


def requests_to(
    rng: Random, site: Site, address: Address, fields: dict[str, list[str]]
) -> Iterator[dict[str, Any]]:
    """Arguments of `Client.generic`: a GET and a POST, sometimes another method."""
    for method in ["GET", "POST", *rng.sample(["HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"], 1)]:
        if method not in ("GET", "POST") and rng.random() < 0.8:
            continue
        request: dict[str, Any] = {"method": method, "path": hostile_path(rng, site, address)}
        few = dict(rng.sample(sorted(fields.items()), min(3, len(fields))))
        content_type, data = hostile.body_of(rng, hostile.mutate(rng, few))
        if method == "GET":
            request["QUERY_STRING"] = data.decode("latin-1")
        else:
            content_type, data = hostile.body_of(rng, hostile.mutate(rng, fields))
            request |= {"data": data, "content_type": content_type}
        if rng.random() < 0.15:
            request |= rng.choice(hostile.HEADERS)
        yield request


def problem_of(response: Any, records: list[logging.LogRecord]) -> str:
    """What is wrong with an answer; empty if nothing is."""
    errors = [
        record
        for record in records
        # Django tells of each 400 in this logger as of an error.
        if record.levelno >= logging.ERROR and not record.name.startswith("django.security")
    ]
    if errors:
        trace = errors[0].exc_info and logging.Formatter().formatException(errors[0].exc_info)
        return f"logged {errors[0].getMessage()[:200]}: {(trace or '')[-1500:]}"
    if response.status_code >= 500:
        return str(response.status_code)
    if response.status_code >= 400 and response.content and not _has_thai(response):
        return f"{response.status_code} without a Thai word: {response.content[:200]!r}"
    return ""


def kind_of(problem: str) -> str:
    """Equal for two problems of one place in the code."""
    lines = problem.splitlines()
    places = [line for line in lines if "File " in line]
    return re.sub(r"'.*|[0-9]+", "", (places or [""])[-1] + lines[-1][:60])


def _has_thai(response: HttpResponse) -> bool:
    text = response.content.decode()
    if response["Content-Type"] == "application/json":
        text = json.dumps(json.loads(text), ensure_ascii=False)
    return any("ก" <= character <= "๛" for character in text)


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_no_request_makes_an_error(chunk: int, caplog: pytest.LogCaptureFixture) -> None:
    site = build_site()
    clients = {actor: signed_in(site, actor) for actor in ACTORS}
    sent, problems = 0, {}
    for address in all_addresses()[chunk::CHUNKS]:
        fields = forms_on(clients["superuser"], address.path(site.values(address)))
        # Readers' pages know no roles.
        is_for_staff = address.route.startswith("admin/")
        for actor in ACTORS if is_for_staff else ("stranger", "reporter", "superuser"):
            client = clients[actor]
            cache.clear()
            rng = Random(f"{SEED} {address.route} {actor}")
            session = client.cookies.copy()
            rounds = ROUNDS_OF_SUPERUSER if actor == "superuser" else ROUNDS
            for _ in range(rounds if is_for_staff else ROUNDS_OF_READERS):
                for request in requests_to(rng, site, address, fields):
                    caplog.clear()
                    with transaction.atomic():
                        with TestCase.captureOnCommitCallbacks(execute=True):
                            response = client.generic(**request)
                            list(response)
                        transaction.set_rollback(True)
                    client.cookies = session.copy()
                    sent += 1
                    if problem := problem_of(response, caplog.records):
                        problems[kind_of(problem)] = f"{actor} {str(request)[:900]}\n{problem}"
    assert problems == {}, "\n\n".join(problems.values())
    assert sent >= MIN_REQUESTS
