"""The front page desk. Bad input tried: ids that are none, too large, twice or deleted; too many
stories; orders nobody gives; times gone by, too far, none or nonsense; text too long or invisible;
script; a desk somebody else has changed meanwhile; people without the permission."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from newsroom.articles.models import Article
from newsroom.site.frontdesk import Arrangement, arrange, arrangement, breaking
from newsroom.site.models import BreakingNews, FrontPick, SiteIdentity
from tests import builders
from tests.test_public_surfaces import STATES

pytestmark = pytest.mark.django_db
DESK, PREVIEW, FIND = (f"/admin/site/frontpick/{tail}" for tail in ("", "preview/", "stories/"))


def stories(number: int, **fields: Any) -> list[Article]:
    """Public stories, the newest first."""
    now = timezone.now()
    return [
        builders.published_article(published_at=now - timedelta(hours=1 + place), **fields)
        for place in range(number)
    ]


def order(client: Client) -> list[int]:
    """The stories of the front page as they stand there."""
    page = client.get("/").content.decode()
    return [int(pk) for pk in re.findall(r'data-article-id="(\d+)"', page)]


def form(client: Client, do: str = "save", **changes: Any) -> dict[str, Any]:
    """What the desk's form sends."""
    stamp = client.get(DESK).context["desk"].stamp
    return {"do": do, "stamp": stamp, "text": "", "until": "", "q": "", **changes}


def in_hours(hours: float) -> str:
    moment = timezone.localtime() + timedelta(hours=hours)
    return f"{moment.day}/{moment.month}/{moment.year + 543} {moment:%H.%M}"


def picker() -> Any:
    """Somebody who may arrange the front page and nothing else."""
    user = builders.staff_user("frontdesk")
    user.user_permissions.add(Permission.objects.get(codename="change_frontpick"))
    return user


def test_picked_stories_lead_in_their_order_and_the_newest_fill_the_rest(
    admin_client: Client, client: Client
) -> None:
    made = stories(6)
    answer = admin_client.post(
        DESK, form(admin_client, lead=[made[5].pk, made[3].pk], pinned=[made[4].pk])
    )
    assert answer.status_code == 302
    newest = [made[0].pk, made[1].pk, made[2].pk]
    assert order(client) == [made[5].pk, made[3].pk, *newest, made[4].pk]
    assert "ปักหมุด" in client.get("/").content.decode()
    admin_client.post(DESK, form(admin_client))
    assert order(client) == [story.pk for story in made]


@pytest.mark.parametrize("kind", ["lead", "pinned"])
@pytest.mark.parametrize("state", STATES)
def test_a_pick_shows_only_while_readers_may_see_the_story(
    client: Client, state: str, kind: str
) -> None:
    other, picked = stories(1)[0], STATES[state]()
    arrange(Arrangement(**{kind: [picked.pk]}), by=None)
    assert set(order(client)) == ({picked.pk, other.pk} if state == "published" else {other.pk})


def test_a_pick_that_was_taken_back_comes_back_by_itself(client: Client) -> None:
    made = stories(3)
    arrange(Arrangement(lead=[made[2].pk, made[1].pk]), by=None)
    builders.take_back(made[2])
    assert order(client) == [made[1].pk, made[0].pk]
    builders.put_back(made[2])
    assert order(client)[0] == made[2].pk


def test_a_scheduled_pick_appears_in_its_second(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, picked = stories(1)[0], builders.scheduled_article()
    arrange(Arrangement(lead=[picked.pk]), by=None)
    assert order(client) == [other.pk]
    assert picked.published_at is not None
    monkeypatch.setattr("django.utils.timezone.now", lambda: picked.published_at)
    assert order(client) == [picked.pk, other.pk]


def test_the_buttons_move_what_lies_on_the_desk_and_save_nothing(admin_client: Client) -> None:
    one, two, three = (story.pk for story in stories(3))

    def after(do: str, lead: list[int], pinned: list[int]) -> tuple[list[int], list[int]]:
        data = form(admin_client, do=do, lead=lead, pinned=pinned)
        desk = admin_client.post(DESK, data).context["desk"]
        return desk.picks.lead, desk.picks.pinned

    assert after(f"up:{two}", [one, two], [three]) == ([two, one], [three])
    assert after(f"down:{one}", [one, two], [three]) == ([two, one], [three])
    assert after(f"up:{one}", [one, two], []) == ([one, two], [])
    assert after(f"remove:{one}", [one, two], []) == ([two], [])
    assert after(f"lead:{three}", [one], [three, two]) == ([one, three], [two])
    assert after(f"pinned:{one}", [one], []) == ([], [one])
    assert after(f"lead:{one}", [one], []) == ([one], [])
    assert arrangement().ids == []


@pytest.mark.parametrize(
    "do", ["", "fly:1", "up:", "up:x", "up:0", "lead:-1", f"lead:{'9' * 40}", "save:1", ":"]
)
def test_orders_nobody_gives_change_nothing(admin_client: Client, do: str) -> None:
    one = stories(1)[0].pk
    answer = admin_client.post(DESK, form(admin_client, do=do, lead=[one]))
    assert answer.status_code == 200
    assert answer.context["desk"].picks.ids == [one]
    assert arrangement().ids == []


def test_too_many_stories_are_refused_in_thai(admin_client: Client) -> None:
    ids = [story.pk for story in stories(6)]
    page = admin_client.post(DESK, form(admin_client, lead=ids)).content.decode()
    assert "เลือกข่าวนำได้ไม่เกิน 5 ข่าว" in page
    data = form(admin_client, do=f"pinned:{ids[5]}", pinned=ids[:3])
    assert "เลือกข่าวปักหมุดได้ไม่เกิน 3 ข่าว" in admin_client.post(DESK, data).content.decode()
    assert arrangement().ids == []


def test_ids_that_are_none_or_twice_are_left_out_and_deleted_stories_told(
    admin_client: Client,
) -> None:
    one, two = (story.pk for story in stories(2))
    data = form(admin_client, lead=["x", "", "-3", str(2**70), one, one, "๙"], pinned=[one, two])
    assert admin_client.post(DESK, data).status_code == 302
    assert (arrangement().lead, arrangement().pinned) == ([one], [two])
    answer = admin_client.post(DESK, form(admin_client, lead=[one, 99999]))
    assert "บางข่าวถูกลบไปแล้ว" in answer.content.decode()
    assert answer.context["desk"].picks.lead == [one]
    assert arrangement().pinned == [two]


def test_a_desk_that_somebody_else_changed_is_told_and_nothing_is_lost(
    admin_client: Client,
) -> None:
    one, two = stories(2)
    mine = form(admin_client, lead=[one.pk])
    arrange(Arrangement(lead=[two.pk]), by=builders.staff_user("other"))
    answer = admin_client.post(DESK, mine)
    page = answer.content.decode()
    assert "มีผู้จัดหน้าแรกระหว่างที่คุณทำงานอยู่ (ณัฐ น้ำฝน)" in page
    assert two.headline in page
    assert answer.context["desk"].picks.lead == [one.pk]
    assert arrangement().lead == [two.pk]
    again = {**mine, "stamp": answer.context["desk"].stamp}
    assert admin_client.post(DESK, again).status_code == 302
    assert arrangement().lead == [one.pk]


def test_a_preview_shows_what_is_not_saved_to_the_editor_only(
    admin_client: Client, client: Client
) -> None:
    made = stories(3)
    data = form(admin_client, lead=[made[2].pk], text="น้ำป่าไหลหลาก", until=in_hours(2))
    answer = admin_client.post(PREVIEW, data)
    page = answer.content.decode()
    assert re.findall(r'data-article-id="(\d+)"', page)[0] == str(made[2].pk)
    assert "ยังไม่ได้บันทึก" in page
    assert "น้ำป่าไหลหลาก" in page
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
    assert order(client)[0] == made[0].pk
    assert "น้ำป่าไหลหลาก" not in client.get("/").content.decode()
    assert admin_client.get(PREVIEW).status_code == 302
    assert (
        admin_client.post(
            PREVIEW, {"lead": ["x", "999"], "until": "เมื่อวาน", "text": "ก"}
        ).status_code
        == 200
    )


def test_only_who_has_the_permission_gets_to_the_desk(client: Client) -> None:
    client.force_login(builders.staff_user())
    for address in (DESK, PREVIEW, FIND):
        assert client.get(address).status_code == 403
        assert client.post(address, {"do": "save"}).status_code == 403
    assert "จัดหน้าแรก" not in client.get("/admin/").content.decode()
    client.force_login(picker())
    assert client.get(DESK).status_code == 200
    assert DESK in client.get("/admin/").content.decode()
    assert client.post(DESK, form(client, lead=[stories(1)[0].pk])).status_code == 302
    assert FrontPick.objects.get().picked_by == picker_user()


def picker_user() -> Any:
    from newsroom.accounts.models import User

    return User.objects.get(username="frontdesk")


def test_stories_are_found_by_word_number_and_address(admin_client: Client) -> None:
    story = builders.published_article(headline="พะยูนเกยตื้นที่อ่าวทราย")
    later = builders.scheduled_article(headline="พะยูนกลับทะเลพรุ่งนี้")
    draft = builders.draft_article(headline="พะยูนฉบับร่าง")
    builders.published_article(headline="ราคายางพารา")

    def found(typed: str) -> set[int]:
        page = admin_client.get(FIND, {"q": typed}).content.decode()
        return {int(pk) for pk in re.findall(r'value="lead:(\d+)"', page)}

    assert found("พะยูน") == {story.pk, later.pk}
    assert found("พะยูนเกยตื้น") == {story.pk}
    for typed in (str(story.pk), f"http://testserver/news/{story.pk}/", f"/news/{story.pk}"):
        assert found(typed) == {story.pk}
    assert found("ไม่มีคำนี้") == set()
    assert draft.pk not in found("")
    for nonsense in ("%", "_", "\x00", "9" * 300, "<script>", "'"):
        assert admin_client.get(FIND, {"q": nonsense}).status_code == 200


def test_rules_are_named_and_speak_thai() -> None:
    one, two = stories(2)
    FrontPick.objects.create(kind="lead", position=0, article=one)
    for pick, words in (
        (FrontPick(kind="lead", position=0, article=two), "ตำแหน่งนี้มีข่าวอยู่แล้ว"),
        (FrontPick(kind="lead", position=5, article=two), "ไม่เกิน 5 ข่าว"),
        (FrontPick(kind="pinned", position=3, article=two), "ไม่เกิน 3 ข่าว"),
        (FrontPick(kind="x", position=0, article=two), "ไม่มีตำแหน่งนี้"),
    ):
        with pytest.raises(ValidationError, match=words):
            pick.validate_constraints()
        with pytest.raises(IntegrityError), transaction.atomic():
            pick.save()
    site = SiteIdentity()
    site.save()
    now = timezone.now()
    for bar, words in (
        (BreakingNews(identity=site, text="", expires_at=now + timedelta(hours=1)), "กรุณาเขียน"),
        (BreakingNews(identity=site, text="ก", expires_at=now - timedelta(1)), "ต้องอยู่หลังเวลาที่ตั้ง"),
    ):
        with pytest.raises(ValidationError, match=words):
            bar.validate_constraints()
        with pytest.raises(IntegrityError), transaction.atomic():
            bar.save()


@pytest.mark.parametrize("rows", [1, 12])
def test_the_front_page_and_the_desk_ask_a_constant_number_of_questions(
    admin_client: Client, rows: int, django_assert_max_num_queries: Any
) -> None:
    made = stories(rows, lead_photo=builders.photo())
    ids = [story.pk for story in made]
    arrange(Arrangement(lead=ids[:5], pinned=ids[5:8]), by=None)
    for story in made:
        builders.read_by(story, readers=story.pk)
    admin_client.post(
        DESK,
        form(
            admin_client, lead=ids[:5], pinned=ids[5:8], text="ด่วน", until=in_hours(1), story=ids[0]
        ),
    )
    assert breaking() is not None
    with django_assert_max_num_queries(10):
        assert Client().get("/").status_code == 200
    with django_assert_max_num_queries(15):
        assert admin_client.get(DESK).status_code == 200


def test_one_photo_of_the_front_page_does_not_wait_whoever_leads(client: Client) -> None:
    """The lead's; where it has none, that of the next story with one."""
    photo = builders.photo()
    plain, shown = builders.published_article(), builders.published_article(lead_photo=photo)
    for lead in (plain, shown):
        arrange(Arrangement(lead=[lead.pk]), by=None)
        page = client.get("/").content.decode()
        assert page.count('fetchpriority="high"') == 1
        card = page[page.index(f'data-article-id="{shown.pk}"') :]
        assert 'fetchpriority="high"' in card[: card.index("</article>")]
