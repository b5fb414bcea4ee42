"""Every change is on every worker of every node within a second: on SQLite with three workers of
one node, on PostgreSQL and Redis with two workers on each of two nodes. Real servers, real sockets.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.servers import (
    REDIS,
    Desk,
    Node,
    PostgresDatabase,
    environment,
    free_port,
    migrate,
    missing,
)

pytestmark = pytest.mark.slow
WITHIN = 1.0
# So many fresh connections reach every worker of a node, save once in ten thousand times.
READERS = 14
SETTING_UP = """
builders.section(); builders.author()
story = builders.published_article(headline="ข่าวแรก", tags=["น้ำท่วม"], lead_photo=builders.photo())
waiting = builders.pending_comment(story, body="ขอชื่นชม")
editor = builders.admin_user()
value = story.pk
"""


class Newsroom:
    """Nodes and a desk on one database."""

    def __init__(self, nodes: list[Node], desk: Desk) -> None:
        self.nodes, self.desk = nodes, desk

    def everywhere(self, path: str) -> list[tuple[int, str]]:
        return [node.get(path) for node in self.nodes for _ in range(READERS)]

    def see(self, path: str, is_right: Callable[[int, str], bool], since: float) -> None:
        """Assert that all workers show it a second after `since`."""
        time.sleep(max(0.0, since + WITHIN - time.time()))
        wrong = [answer for answer in self.everywhere(path) if not is_right(*answer)]
        assert not wrong, f"{len(wrong)} of {READERS * len(self.nodes)} old answers for {path}"


@pytest.fixture(scope="module", params=["sqlite", "postgres and redis"])
def newsroom(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator:  # type: ignore[type-arg]
    folder = tmp_path_factory.mktemp("newsroom")
    if request.param == "sqlite":
        yield from _running(folder, {}, workers=3, nodes=1)
        return
    import redis

    try:
        redis.Redis.from_url(REDIS).ping()
    except redis.ConnectionError:
        missing("Redis")
    with PostgresDatabase(f"newsroom_nodes_{os.getpid()}") as url:
        yield from _running(folder, {"DATABASE_URL": url, "CACHE_URL": REDIS}, workers=2, nodes=2)


def _running(folder: Path, more: dict[str, str], workers: int, nodes: int) -> Iterator[Newsroom]:
    told = environment(folder, free_port(), **more)
    migrate(told)
    desk = Desk(told)
    desk.do(SETTING_UP)
    running: list[Node] = []
    try:
        for number in range(nodes):
            running.append(Node(told, workers, None if number == 0 else free_port()))
        yield Newsroom(running, desk)
    finally:
        desk.stop()
        for node in running:
            node.stop()


CHANGES: dict[str, tuple[str, str, str]] = {
    "publish": ("/", "builders.published_article(headline='ข่าวใหม่เอี่ยม')", "ข่าวใหม่เอี่ยม"),
    "edit": ("/news/{pk}/", "story.headline = 'พาดหัวแก้แล้ว'; story.save()", "พาดหัวแก้แล้ว"),
    "comment approved": ("/news/{pk}/", "services.approve([waiting], by=editor)", "ขอชื่นชม"),
    "tag renamed": (
        "/news/{pk}/",
        "tag = Tag.objects.get(name='น้ำท่วม'); tag.name = 'อุทกภัย'; tag.save()",
        "อุทกภัย",
    ),
    "section renamed": ("/", "s = Section.objects.get(); s.name = 'รอบบ้าน'; s.save()", "รอบบ้าน"),
    "author renamed": (
        "/news/{pk}/",
        "a = Author.objects.get(); a.name = 'นามปากกาใหม่'; a.save()",
        "นามปากกาใหม่",
    ),
    "photo described anew": (
        "/news/{pk}/",
        "p = story.lead_photo; p.alt = 'เรือหางยาวสามลำ'; p.save()",
        "เรือหางยาวสามลำ",
    ),
    "credit added": ("/news/{pk}/", "story.credits.create(role='ภาพ', name='วันดี')", "วันดี"),
    "identity": (
        "/about/",
        "i = SiteIdentity.current(); i.name = 'อ่าวไทยนิวส์'; i.save()",
        "อ่าวไทยนิวส์",
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen_everywhere_within_a_second(newsroom: Newsroom, change: str) -> None:
    path, code, words = CHANGES[change]
    path = path.format(pk=newsroom.desk.do("value = story.pk")[1])
    assert not any(words in text for _, text in newsroom.everywhere(path))
    done, _ = newsroom.desk.do(code)
    newsroom.see(path, lambda status, text: words in text, done)


def test_a_hidden_comment_is_gone_everywhere_within_a_second(newsroom: Newsroom) -> None:
    _, pk = newsroom.desk.do(
        "said = builders.visible_comment(story, body='ถ้อยคำหมิ่นประมาท'); value = story.pk"
    )
    newsroom.see(f"/news/{pk}/", lambda status, text: "หมิ่นประมาท" in text, time.time())
    done, _ = newsroom.desk.do("services.hide([said], by=editor)")
    newsroom.see(f"/news/{pk}/", lambda status, text: "หมิ่นประมาท" not in text, done)


def test_a_scheduled_story_appears_in_its_second_and_not_before(newsroom: Newsroom) -> None:
    _, (pk, due) = newsroom.desk.do(
        "moment = timezone.now() + timedelta(seconds=4)\n"
        "soon = builders.scheduled_article(headline='ข่าวตั้งเวลา', published_at=moment)\n"
        "value = soon.pk, moment.timestamp()"
    )
    while time.time() < due - 0.5:
        for node in newsroom.nodes:
            status, text = node.get("/")
            assert "ข่าวตั้งเวลา" not in text or time.time() >= due
            status, _ = node.get(f"/news/{pk}/")
            assert status == 404 or time.time() >= due
    newsroom.see("/", lambda status, text: "ข่าวตั้งเวลา" in text, due)
    newsroom.see(f"/news/{pk}/", lambda status, text: status == 200, due)


def test_a_withdrawn_story_is_410_everywhere_within_a_second(newsroom: Newsroom) -> None:
    _, pk = newsroom.desk.do("gone = builders.published_article(); value = gone.pk")
    newsroom.see(f"/news/{pk}/", lambda status, text: status == 200, time.time())
    done, _ = newsroom.desk.do("desk.withdraw(gone, by=builders.admin_user('boss'))")
    newsroom.see(f"/news/{pk}/", lambda status, text: status == 410, done)
