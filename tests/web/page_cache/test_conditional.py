"""Which content coding a client gets, and whether it has the page already."""

from __future__ import annotations

import zlib

import brotli
import pytest

from newsroom.web.page_cache.conditional import etag_matches, negotiate_encoding
from tests.web.page_cache.fake_app import FakeApp, begin_generation


@pytest.mark.parametrize(
    ("accepted", "best"),
    [
        ("gzip, deflate, br, zstd", "br"), ("gzip", "gzip"), ("", "identity"), ("*", "br"),
        ("br;q=0, gzip", "gzip"), ("br;q=0.1, gzip;q=0.9", "gzip"), ("BR", "br"),
        ("identity", "identity"), ("br;q=x", "identity"), ("*;q=0", "identity"),
        ("br;q=0, *", "gzip"), ("ขยะ;;,,q=", "identity"),
    ],
)  # fmt: skip
def test_the_encoding_is_one_that_the_client_accepts(accepted: str, best: str) -> None:
    assert negotiate_encoding(accepted) == best


@pytest.mark.parametrize(
    ("if_none_match", "matches"),
    [
        ('"a"', True), ('W/"a"', True), ('"b", "a"', True), ("*", True),
        ('"b"', False), ("", False), ("a", False), ('"a-br"', False),
    ],
)  # fmt: skip
def test_an_etag_matches_if_it_is_listed(if_none_match: str, matches: bool) -> None:
    assert etag_matches(if_none_match, '"a"') is matches


def test_a_page_is_rendered_once_and_is_the_same_in_every_encoding(app: FakeApp) -> None:
    plain = app.get()[2]
    for encoding, decompress in (
        ("br", brotli.decompress),
        ("gzip", lambda body: zlib.decompress(body, wbits=31)),
    ):
        status, headers, body = app.get(accept_encoding=encoding)
        assert (status, headers["content-encoding"]) == (200, encoding)
        assert int(headers["content-length"]) == len(body) < len(plain) / 4
        assert decompress(body) == plain
    assert app.get()[2] == plain
    assert "content-encoding" not in app.get()[1]
    assert "Accept-Encoding" in app.get()[1]["vary"]
    assert app.request_count == 1


def test_a_client_that_has_the_page_gets_304_and_each_encoding_has_its_own_etag(
    app: FakeApp,
) -> None:
    etags = {app.get(accept_encoding=name)[1]["etag"] for name in ("br", "gzip", "")}
    assert len(etags) == 3
    etag = app.get(accept_encoding="br")[1]["etag"]
    for if_none_match in (etag, f'"other", W/{etag}', "*"):
        status, headers, body = app.get(accept_encoding="br", if_none_match=if_none_match)
        assert (status, body) == (304, b"")
        assert headers["etag"] == etag
        assert "s-maxage" in headers["cache-control"]
        assert "content-length" not in headers
    assert app.get(accept_encoding="gzip", if_none_match=etag)[0] == 200
    app.body = "อีกข่าว" * 500
    begin_generation()
    assert app.get(accept_encoding="br", if_none_match=etag)[0] == 200


def test_of_an_endless_header_only_the_beginning_is_read() -> None:
    """It is read in the event loop, where all wait."""
    assert negotiate_encoding("br," + "," * 60_000) == "br"
    assert negotiate_encoding("," * 60_000 + "br") == "identity"
    assert etag_matches('"a",' + '"x",' * 15_000, '"a"')
    assert not etag_matches('"x",' * 15_000 + '"a"', '"a"')
