"""From a change in the admin to the message that a hub and IndexNow get."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from newsroom.articles.models import Article
from newsroom.articles.workflow.taxonomy.merges import merge_sections
from newsroom.articles.workflow.taxonomy.tag_renaming import rename_tag
from newsroom.site.announcements.changes import announce_changes
from newsroom.site.models import SiteSettings
from newsroom.syndication.announcing import outbox, services
from newsroom.syndication.models import Announcement, ChangedArticle
from newsroom.transfer.addresses.redirects import former_paths
from newsroom.web.outgoing import posting
from tests import builders
from tests.http_server import PostServer

pytestmark = pytest.mark.django_db
SITE = "https://news.example"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[PostServer]:
    """Both services, on this machine; the site tells both."""
    settings.PUBLIC_URL = SITE
    with PostServer() as server:
        port = server.server_address[1]
        monkeypatch.setattr(posting, "is_public_address", lambda ip, asked: asked == port)
        monkeypatch.setattr(services, "INDEXNOW_URL", f"{server.url}/indexnow")
        SiteSettings(websub_hub=f"{server.url}/hub", indexnow=True).save()
        yield server


def run() -> int:
    return announce_changes(lambda: True)


def indexed(server: PostServer) -> list[str]:
    """The paths that IndexNow was told of since the last call."""
    bodies = [json.loads(body) for path, _, body in server.posts if path == "/indexnow"]
    server.posts.clear()
    return [url.removeprefix(SITE) for body in bodies for url in body["urlList"]]


def test_a_published_article_is_told_to_both(server: PostServer) -> None:
    article = builders.published_article(
        section=builders.section(), tags=["น้ำท่วม"], authors=[builders.author()]
    )
    assert server.posts == []  # nothing in the request itself
    assert run() == 2
    sent = {path: (kind, body) for path, kind, body in server.posts}
    kind, body = sent["/hub"]
    assert kind == "application/x-www-form-urlencoded"
    fields = parse_qs(body.decode())
    assert fields["hub.mode"] == ["publish"]
    for path in ("/feed/", "/feed/atom/", "/feed/json/", "/section/local/feed/",
                 "/tag/%E0%B8%99%E0%B9%89%E0%B8%B3%E0%B8%97%E0%B9%88%E0%B8%A7%E0%B8%A1/feed/",
                 "/author/phaithun/feed/atom/"):  # fmt: skip
        assert f"{SITE}{path}" in fields["hub.url"]
    kind, body = sent["/indexnow"]
    assert json.loads(body) == {
        "host": "news.example",
        "key": services.indexnow_key(),
        "keyLocation": f"{SITE}/{services.indexnow_key()}.txt",
        "urlList": [f"{SITE}{article.get_absolute_url()}"],
    }
    assert run() == 0
    assert ChangedArticle.objects.get().was_announced


def test_subscribers_of_a_feed_s_former_address_are_told(server: PostServer) -> None:
    section, merged = builders.section(), builders.section("ในเมือง", "town")
    author = builders.author()
    section.slug, author.slug = "district", "phaithun-l"
    section.save()
    author.save()
    merge_sections(section, [merged])
    rename_tag(builders.tag("flood"), "flooding")
    builders.published_article(section=section, authors=[author], tags=["flooding"])
    run()
    hub = b"".join(body for path, _, body in server.posts if path == "/hub").decode()
    told = {url.removeprefix(SITE) for url in parse_qs(hub)["hub.url"]}
    for former, now in (
        ("/section/local/feed/", "/section/district/feed/"),
        ("/section/town/feed/atom/", "/section/district/feed/atom/"),
        ("/section/town/feed/json/", "/section/district/feed/json/"),
        ("/author/phaithun/feed/", "/author/phaithun-l/feed/"),
        ("/tag/flood/feed/", "/tag/flooding/feed/"),
    ):
        assert {former, now} <= told
        # The hub finds the feed there in one hop.
        response = Client().get(former)
        assert (response.status_code, response["Location"]) == (301, now)


def test_edits_withdrawal_and_deletion_are_told_and_drafts_never(server: PostServer) -> None:
    article, draft = builders.published_article(), builders.draft_article()
    run()
    assert indexed(server) == [article.get_absolute_url()]
    draft.save()
    article.save()
    article.save()
    run()
    assert indexed(server) == [article.get_absolute_url()]
    article.status = Article.Status.WITHDRAWN
    article.save()
    run()
    assert indexed(server) == [article.get_absolute_url()]
    shown = builders.published_article()
    run()
    indexed(server)
    path = shown.get_absolute_url()
    shown.delete()
    draft.delete()
    run()
    assert indexed(server) == [path]
    assert not ChangedArticle.objects.exists()


def test_an_article_that_becomes_a_draft_again_is_told_only_if_it_was_before(
    server: PostServer,
) -> None:
    told, untold = builders.published_article(), builders.published_article()
    ChangedArticle.objects.filter(article_id=untold.pk).delete()
    run()
    indexed(server)
    Article.objects.update(status=Article.Status.DRAFT)
    for article in (told, untold):
        article.refresh_from_db()
        article.save()
    run()
    assert indexed(server) == [told.get_absolute_url()]


def test_a_scheduled_article_is_told_when_its_time_has_come(server: PostServer) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        article = builders.scheduled_article(published_at=now + timedelta(hours=2))
        run()
        assert indexed(server) == []
        Article.objects.filter(pk=article.pk).update(published_at=now + timedelta(hours=3))
        clock.move_to(now + timedelta(hours=2, seconds=1))
        run()
        assert indexed(server) == []
        clock.move_to(now + timedelta(hours=3, seconds=1))
        run()
        assert indexed(server) == [article.get_absolute_url()]


def test_a_service_that_fails_is_asked_less_and_less_often_and_gets_everything_at_last(
    server: PostServer,
) -> None:
    SiteSettings.objects.update(websub_hub="")
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        first = builders.published_article()
        server.replies = [(500, {}, b"broken")] * 3
        times = []
        for minute in range(60):
            clock.move_to(now + timedelta(minutes=minute, seconds=1))
            if minute == 2:
                second = builders.published_article()
            before = len(server.posts)
            run()
            times += [minute] * (len(server.posts) - before)
        assert times == [0, 1, 6, 21]
        assert indexed(server)[-2:] == [first.get_absolute_url(), second.get_absolute_url()]
        row = Announcement.objects.get()
        assert (row.state, row.attempts) == ("sent", 4)


def test_a_service_says_how_long_to_wait_and_what_it_will_never_take(server: PostServer) -> None:
    SiteSettings.objects.update(websub_hub="")
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        builders.published_article()
        server.replies = [(429, {"Retry-After": "7200"}, b""), (422, {}, b"bad key")]
        run()
        clock.move_to(now + timedelta(minutes=119))
        assert run() == 0
        assert len(server.posts) == 1
        clock.move_to(now + timedelta(minutes=121))
        run()
        row = Announcement.objects.get()
        assert (row.state, row.error) == ("failed", "422 bad key")


def test_a_service_that_is_down_for_days_is_given_up(server: PostServer) -> None:
    SiteSettings.objects.update(websub_hub="")
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        builders.published_article()
        server.replies = [(503, {}, b"")] * 99
        for hour in range(72):
            clock.move_to(now + timedelta(hours=hour))
            run()
        assert Announcement.objects.get().state == "failed"
        clock.move_to(now + timedelta(days=32))
        outbox.delete_old_announcements()
        assert not Announcement.objects.exists()


def test_what_is_being_sent_by_another_node_is_left_alone_until_its_claim_ends(
    server: PostServer,
) -> None:
    SiteSettings.objects.update(websub_hub="")
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        article = builders.published_article()
        told = SiteSettings.get_current().announcement_services
        outbox.collect_changes(told, former_paths)
        assert outbox._claim(now) is not None  # and the node dies
        other = builders.published_article()
        run()
        assert indexed(server) == [other.get_absolute_url()]
        clock.move_to(now + timedelta(minutes=4))
        run()
        assert indexed(server) == [article.get_absolute_url()]


def test_nothing_is_noted_while_both_are_off_or_the_site_has_no_public_address(
    server: PostServer, settings: Any
) -> None:
    settings.PUBLIC_URL = "http://127.0.0.1:8000"
    builders.published_article()
    settings.PUBLIC_URL = SITE
    SiteSettings(websub_hub="", indexnow=False).save()
    builders.published_article()
    assert not ChangedArticle.objects.exists()


def test_what_waits_when_a_service_is_switched_off_is_not_sent(server: PostServer) -> None:
    builders.published_article()
    outbox.collect_changes(SiteSettings.get_current().announcement_services, former_paths)
    SiteSettings(websub_hub="", indexnow=False).save()
    assert run() == 0
    assert server.posts == []
    assert set(Announcement.objects.values_list("state", "error")) == {("failed", "ปิดการแจ้งแล้ว")}


def test_many_articles_make_few_messages(server: PostServer, monkeypatch: Any) -> None:
    monkeypatch.setattr(outbox, "BATCH_SIZE", 10)
    ids = [builders.published_article(tags=[f"แท็ก {n}"]).pk for n in range(25)]
    assert run() <= 3 * 2
    assert len(indexed(server)) == len(ids)


def test_the_key_file_is_served_while_indexnow_is_on(server: PostServer, client: Client) -> None:
    key = services.indexnow_key()
    response = client.get(f"/{key}.txt")
    assert (response.content.decode(), response["Content-Type"]) == (
        key,
        "text/plain; charset=utf-8",
    )
    assert 8 <= len(key) <= 128
    assert client.get(f"/{key}x.txt").status_code == 404
    SiteSettings(indexnow=False).save()
    assert client.get(f"/{key}.txt").status_code == 404


def test_feeds_name_the_hub_and_themselves(server: PostServer, client: Client) -> None:
    builders.published_article()
    hub = f"{server.url}/hub"
    for path in ("/feed/", "/feed/atom/", "/feed/json/"):
        response = client.get(path)
        assert hub in response.content.decode(), path
        assert response["Link"] == f'<{hub}>; rel="hub", <{SITE}{path}>; rel="self"'
    SiteSettings(indexnow=True).save()
    assert "Link" not in client.get("/feed/")
    assert b"hub" not in client.get("/feed/").content


def test_the_settings_say_what_became_of_the_last_message(
    server: PostServer, admin_client: Client
) -> None:
    url = "/admin/site/sitesettings/1/change/"
    assert "ยังไม่เคยแจ้ง" in admin_client.get(url).content.decode()
    builders.published_article()
    server.replies = [(500, {}, b"<script>"), (200, {}, b"")]
    run()
    page = admin_client.get(url).content.decode()
    assert "&lt;script&gt;" in page
    assert "1 ที่อยู่ แล้ว เมื่อ" in page


def test_the_settings_need_a_public_address(settings: Any) -> None:
    settings.PUBLIC_URL = "http://127.0.0.1:8000"
    with pytest.raises(Exception, match="NEWSROOM_URL"):
        SiteSettings(indexnow=True).clean()
