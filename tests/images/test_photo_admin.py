"""The photo library's screens: who may, what is refused, what is handed back."""

from __future__ import annotations

import resource
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from newsroom.articles.changes import articles_changed
from newsroom.images.models import Photo
from newsroom.site.models import SiteIdentity
from tests import builders

pytestmark = pytest.mark.django_db
ADD = "/admin/images/photo/add/"
UPLOAD = "/admin/images/photo/upload/"
PICKER = "/admin/images/photo/picker/"


def upload(shade: int = 0, name: str = "ท่าเรือ.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, builders.jpeg_bytes(shade=shade), "image/jpeg")


def staff(*codenames: str) -> Any:
    user = builders.staff_user()
    user.user_permissions.add(*Permission.objects.filter(codename__in=codenames))
    return user


def test_a_photo_is_added_with_its_words(client: Client) -> None:
    client.force_login(builders.admin_user())
    answer = client.post(
        ADD, {"file": upload(), "alt": "ท่าเรือยามเช้า", "caption": "เรือออก", "credit": "วิชัย"}
    )
    assert answer.status_code == 302
    photo = Photo.objects.get()
    assert (photo.alt, photo.credit, photo.uploaded_by.username) == ("ท่าเรือยามเช้า", "วิชัย", "editor")


def test_a_file_that_is_no_picture_is_refused_in_thai(client: Client) -> None:
    client.force_login(builders.admin_user())
    bad = SimpleUploadedFile("a.jpg", b"not a picture", "image/jpeg")
    page = client.post(ADD, {"file": bad, "alt": "ภาพ"}).content.decode()
    assert "ไม่ใช่ภาพที่ใช้ได้" in page
    assert not Photo.objects.exists()


def test_when_the_disk_takes_no_more_a_photo_is_refused_in_thai_and_nothing_is_left(
    client: Client, settings: Any
) -> None:
    client.force_login(builders.admin_user())
    client.raise_request_exception = False
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        # Small sizes can still be written, the large ones no longer.
        resource.setrlimit(resource.RLIMIT_FSIZE, (8_000, before[1]))
        answer = client.post(ADD, {"file": upload(), "alt": "ท่าเรือ"})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert (answer.status_code, "ไม่พร้อมชั่วคราว" in answer.content.decode()) == (503, True)
    assert not Photo.objects.exists()
    assert [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()] == []
    assert client.post(ADD, {"file": upload(), "alt": "ท่าเรือ"}).status_code == 302


def test_several_files_each_get_their_own_answer(client: Client) -> None:
    client.force_login(builders.admin_user())
    files = [
        upload(1, "ก.jpg"),
        upload(2, "ข.jpg"),
        upload(1, "ซ้ำ.jpg"),
        SimpleUploadedFile("ค.txt", b"x"),
    ]
    page = client.post(UPLOAD, {"photos": files, "alt": "งานวัด"}).content.decode()
    assert page.count("บันทึกแล้ว") == 2
    assert "ภาพนี้มีในคลังแล้ว" in page
    assert "ไม่ใช่ภาพที่ใช้ได้" in page
    assert Photo.objects.count() == 2


def test_the_picker_needs_permission(client: Client) -> None:
    assert client.get(PICKER).status_code == 302
    client.force_login(builders.staff_user("nobody"))
    assert client.get(PICKER).status_code == 403
    client.force_login(staff("view_photo"))
    page = client.get(PICKER)
    assert page.status_code == 200
    assert "อัปโหลดภาพใหม่" not in page.content.decode()
    assert client.get(UPLOAD).status_code == 403


def test_the_picker_finds_and_hands_over(client: Client) -> None:
    client.force_login(builders.admin_user())
    photo = builders.photo(caption="งานชักพระ")
    builders.photo(shade=9, caption="ตลาดเก่า")
    page = client.get(PICKER, {"q": "ชักพระ", "field": "id_lead_photo"}).content.decode()
    assert f'data-id="{photo.pk}"' in page
    assert "ตลาดเก่า" not in page
    for odd in ("%", "\0", "'" * 300, "่"):
        assert client.get(PICKER, {"q": odd, "page": "x"}).status_code == 200


def test_a_photo_in_use_is_not_offered_for_deletion(client: Client) -> None:
    client.force_login(builders.admin_user())
    in_body, free = builders.photo(shade=3), builders.photo(shade=4)
    builders.published_article(body=f'<figure><img data-file="{in_body.pk}" alt="ก"></figure>')
    refused = client.post(f"/admin/images/photo/{in_body.pk}/delete/", {"post": "yes"}, follow=True)
    assert "ลบภาพนี้ไม่ได้ เพราะใช้อยู่ใน «" in refused.content.decode()
    assert "(ภาพในเนื้อข่าว)" in refused.content.decode()
    client.post(
        "/admin/images/photo/",
        {"action": "delete_unused", "_selected_action": [in_body.pk, free.pk]},
    )
    assert list(Photo.objects.all()) == [in_body]


def test_the_papers_own_pictures_are_in_use_too(client: Client) -> None:
    client.force_login(builders.admin_user())
    logo, in_about = builders.photo(shade=50), builders.photo(shade=150)
    SiteIdentity(logo=logo, about=f'<img data-file="{in_about.pk}" alt="ตึก">').save()
    response = client.post(
        "/admin/images/photo/",
        {"action": "delete_unused", "_selected_action": [logo.pk, in_about.pk]},
        follow=True,
    )
    assert "ไม่ได้ลบ 2 ภาพ" in response.content.decode()
    assert Photo.objects.count() == 2


def test_new_words_of_a_photo_reach_the_stories_that_show_it(client: Client) -> None:
    client.force_login(builders.admin_user())
    photo = builders.photo(caption="คำบรรยายเดิม", credit="ช่างภาพเดิม")
    story = builders.published_article(body=f'<img data-file="{photo.pk}" alt="ก">')
    builders.published_article(lead_photo=photo)
    told: list[int] = []
    listener = lambda ids, **kwargs: told.extend(ids)  # noqa: E731
    articles_changed.connect(listener)
    try:
        client.post(
            f"/admin/images/photo/{photo.pk}/change/",
            {
                "alt": "ก",
                "caption": "คำบรรยายใหม่",
                "credit": "ช่างภาพใหม่",
                "focal_x": 50,
                "focal_y": 50,
            },
        )
    finally:
        articles_changed.disconnect(listener)
    page = client.get(story.get_absolute_url()).content.decode()
    assert "คำบรรยายใหม่" in page
    assert "ช่างภาพใหม่" in page
    assert "เดิม" not in page
    assert len(set(told)) == 2, "both stories' pages changed"


def test_the_list_asks_the_same_for_many_as_for_few(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    client.force_login(builders.admin_user())
    for shade in range(12):
        builders.photo(shade=shade)
    with django_assert_max_num_queries(15):
        client.get("/admin/images/photo/")
