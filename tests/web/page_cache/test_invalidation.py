"""Every worker of every node shows a change within a second.

Real servers: on SQLite one node with three workers; on PostgreSQL and Redis two nodes with two
workers each.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.servers import (
    REDIS,
    Node,
    PostgresDatabase,
    ShellProcess,
    free_port,
    migrate,
    node_env,
    skip_or_fail,
)

pytestmark = pytest.mark.slow
MAX_STALE_SECONDS = 1.0
# So many new connections miss a worker of a node once in ten thousand times.
READERS = 14
SETUP = """
builders.section(); builders.author()
article = builders.published_article(headline="ข่าวแรก", tags=["น้ำท่วม"], lead_photo=builders.photo())
waiting = builders.pending_comment(article, body="ขอชื่นชม")
editor = builders.admin_user()
value = article.pk
"""


class Newsroom:
    """Nodes and a shell on one database."""

    def __init__(self, nodes: list[Node], shell: ShellProcess) -> None:
        self.nodes, self.shell = nodes, shell

    def everywhere(self, path: str) -> list[tuple[int, str]]:
        """Responses of all workers of all nodes."""
        return [node.get(path) for node in self.nodes for _ in range(READERS)]

    def assert_everywhere(
        self, path: str, is_right: Callable[[int, str], bool], since: float
    ) -> None:
        """Assert that all workers send the right page a second after `since`."""
        time.sleep(max(0.0, since + MAX_STALE_SECONDS - time.time()))
        stale = [response for response in self.everywhere(path) if not is_right(*response)]
        assert not stale, f"{len(stale)} of {READERS * len(self.nodes)} stale responses for {path}"


@pytest.fixture(scope="module", params=["sqlite", "postgres and redis"])
def newsroom(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator:  # type: ignore[type-arg]
    folder = tmp_path_factory.mktemp("newsroom")
    if request.param == "sqlite":
        yield from _run_nodes(folder, {}, workers=3, nodes=1)
        return
    import redis

    try:
        redis.Redis.from_url(REDIS).ping()
    except redis.ConnectionError:
        skip_or_fail("Redis")
    with PostgresDatabase("newsroom_nodes") as url:
        yield from _run_nodes(folder, {"DATABASE_URL": url, "CACHE_URL": REDIS}, workers=2, nodes=2)


def _run_nodes(
    folder: Path, variables: dict[str, str], workers: int, nodes: int
) -> Iterator[Newsroom]:
    env = node_env(folder, free_port(), **variables)
    migrate(env)
    shell = ShellProcess(env)
    shell.run(SETUP)
    running: list[Node] = []
    try:
        for number in range(nodes):
            running.append(Node(env, workers, None if number == 0 else free_port()))
        yield Newsroom(running, shell)
    finally:
        shell.stop()
        for node in running:
            node.stop()


CHANGES: dict[str, tuple[str, str, str]] = {
    "publish": ("/", "builders.published_article(headline='ข่าวใหม่เอี่ยม')", "ข่าวใหม่เอี่ยม"),
    "edit": ("/news/{pk}/", "article.headline = 'พาดหัวแก้แล้ว'; article.save()", "พาดหัวแก้แล้ว"),
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
    "photo description changed": (
        "/news/{pk}/",
        "p = article.lead_photo; p.alt = 'เรือหางยาวสามลำ'; p.save()",
        "เรือหางยาวสามลำ",
    ),
    "credit added": ("/news/{pk}/", "article.credits.create(role='ภาพ', name='วันดี')", "วันดี"),
    "site settings": (
        "/about/",
        "i = SiteSettings.get_current(); i.name = 'อ่าวไทยนิวส์'; i.save()",
        "อ่าวไทยนิวส์",
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_worker_shows_a_change_within_a_second(newsroom: Newsroom, change: str) -> None:
    path, code, text_after = CHANGES[change]
    path = path.format(pk=newsroom.shell.run("value = article.pk")[1])
    assert not any(text_after in text for _, text in newsroom.everywhere(path))
    done, _ = newsroom.shell.run(code)
    newsroom.assert_everywhere(path, lambda status, text: text_after in text, done)


def test_no_worker_shows_a_hidden_comment_after_a_second(newsroom: Newsroom) -> None:
    _, pk = newsroom.shell.run(
        "comment = builders.visible_comment(article, body='ถ้อยคำหมิ่นประมาท'); value = article.pk"
    )
    newsroom.assert_everywhere(
        f"/news/{pk}/", lambda status, text: "หมิ่นประมาท" in text, time.time()
    )
    done, _ = newsroom.shell.run("services.hide([comment], by=editor)")
    newsroom.assert_everywhere(f"/news/{pk}/", lambda status, text: "หมิ่นประมาท" not in text, done)


def test_a_scheduled_article_appears_in_its_second_and_not_before(newsroom: Newsroom) -> None:
    _, (pk, due) = newsroom.shell.run(
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
    newsroom.assert_everywhere("/", lambda status, text: "ข่าวตั้งเวลา" in text, due)
    newsroom.assert_everywhere(f"/news/{pk}/", lambda status, text: status == 200, due)


def test_a_withdrawn_article_is_410_on_every_worker_within_a_second(newsroom: Newsroom) -> None:
    _, pk = newsroom.shell.run("withdrawn = builders.published_article(); value = withdrawn.pk")
    newsroom.assert_everywhere(f"/news/{pk}/", lambda status, text: status == 200, time.time())
    done, _ = newsroom.shell.run("transitions.withdraw(withdrawn, by=builders.admin_user('boss'))")
    newsroom.assert_everywhere(f"/news/{pk}/", lambda status, text: status == 410, done)
