"""The photo list and form: adding, describing, replacing, deleting, usages."""

from __future__ import annotations

import resource
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from newsroom.articles.signals import articles_changed
from newsroom.images.models import Photo
from newsroom.site.models import SiteSettings
from newsroom.thai.lines.joiners import without_joiners
from tests import builders
from tests.images.pictures import photo_file

pytestmark = pytest.mark.django_db
LIST = "/admin/images/photo/"
ADD = f"{LIST}add/"


def form_data(photo: Photo, **changed: Any) -> dict[str, Any]:
    return {
        "alt": photo.alt, "caption": photo.caption, "credit": photo.credit,
        "focal_x": photo.focal_x, "focal_y": photo.focal_y, **changed,
    }  # fmt: skip


def test_a_photo_is_added_with_its_texts(client: Client) -> None:
    client.force_login(builders.admin_user())
    response = client.post(
        ADD, {"file": photo_file(), "alt": "ท่าเรือยามเช้า", "caption": "เรือออก", "credit": "วิชัย"}
    )
    assert response.status_code == 302
    photo = Photo.objects.get()
    assert (photo.alt, photo.credit, photo.uploaded_by.username) == ("ท่าเรือยามเช้า", "วิชัย", "editor")


def test_a_file_that_is_no_picture_is_refused_in_thai(client: Client) -> None:
    client.force_login(builders.admin_user())
    bad = SimpleUploadedFile("a.jpg", b"not a picture", "image/jpeg")
    page = client.post(ADD, {"file": bad, "alt": "ภาพ"}).content.decode()
    assert "ไม่ใช่ภาพที่ใช้ได้" in page
    assert not Photo.objects.exists()


def test_a_full_disk_is_reported_in_thai_and_no_file_is_left(client: Client, settings: Any) -> None:
    client.force_login(builders.admin_user())
    client.raise_request_exception = False
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        # Small sizes can still be written, the large ones no longer.
        resource.setrlimit(resource.RLIMIT_FSIZE, (8_000, before[1]))
        response = client.post(ADD, {"file": photo_file(size=(1200, 800)), "alt": "ท่าเรือ"})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert (response.status_code, "ไม่พร้อมชั่วคราว" in response.content.decode()) == (503, True)
    assert not Photo.objects.exists()
    assert [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()] == []
    assert (
        client.post(ADD, {"file": photo_file(size=(1200, 800)), "alt": "ท่าเรือ"}).status_code == 302
    )


def test_adding_a_file_that_the_library_has_names_its_photo(admin_client: Client) -> None:
    photo = builders.photo(shade=5, caption="ตลาดเช้า")
    file = SimpleUploadedFile("ใหม่.jpg", builders.jpeg_bytes(shade=5))
    page = admin_client.post(f"{LIST}add/", {"file": file, "alt": "ก"}).content.decode()
    assert f"ภาพนี้มีในคลังแล้ว คือภาพหมายเลข {photo.pk} «ตลาดเช้า»" in page


@pytest.mark.parametrize("missing", ["alt", "credit"])
def test_a_photo_cannot_be_saved_without_its_texts(admin_client: Client, missing: str) -> None:
    photo = builders.photo()
    page = admin_client.post(f"{LIST}{photo.pk}/change/", form_data(photo, **{missing: " \u200b"}))
    assert page.status_code == 200
    assert "กรุณาใส่" in page.content.decode()
    photo.refresh_from_db()
    assert photo.is_described


def test_new_texts_of_a_photo_reach_the_articles_that_show_it(client: Client) -> None:
    client.force_login(builders.admin_user())
    photo = builders.photo(caption="คำบรรยายเดิม", credit="ช่างภาพเดิม")
    article = builders.published_article(body=f'<img data-file="{photo.pk}" alt="ก">')
    builders.published_article(lead_photo=photo)
    announced: list[int] = []
    listener = lambda ids, **kwargs: announced.extend(ids)  # noqa: E731
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
    page = without_joiners(client.get(article.get_absolute_url()).content.decode())
    assert "คำบรรยายใหม่" in page
    assert "ช่างภาพใหม่" in page
    assert "เดิม" not in page
    assert len(set(announced)) == 2, "both articles' pages changed"


def test_a_replaced_photo_is_replaced_wherever_it_is_shown(
    client: Client, admin_client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    photo = builders.photo(shade=1, alt="ท่าเรือ", credit="วิชัย")
    figure = f'<figure><img data-file="{photo.pk}" alt=""></figure>'
    lead = builders.published_article(lead_photo=photo)
    body = builders.published_article(
        body=f"<p>ก</p><figure data-gallery>{figure}{figure}</figure>"
    )
    saved_at, old_names = body.updated_at, photo.file_names()
    announced: set[int] = set()

    def listen(ids: Any, **kwargs: Any) -> None:
        announced.update(ids)

    articles_changed.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            response = admin_client.post(
                f"{LIST}{photo.pk}/change/",
                form_data(photo, file=photo_file(99, "ใหม่.jpg"), alt="ท่าเรือใหม่", accept_small="on"),
            )
    finally:
        articles_changed.disconnect(listen)
    assert response.status_code == 302
    photo.refresh_from_db()
    assert (photo.width, photo.original_name, photo.alt) == (300, "ใหม่.jpg", "ท่าเรือใหม่")
    assert announced == {lead.pk, body.pk}
    assert not set(old_names) & set(photo.file_names())
    assert not any(default_storage.exists(name) for name in old_names)
    assert all(default_storage.exists(name) for name in photo.file_names())
    for article in (lead, body):
        page = client.get(article.get_absolute_url()).content.decode()
        assert photo.url("full") in page or photo.url("card") in page
        assert not any(name in page for name in old_names)
        assert "ท่าเรือใหม่" in page
    body.refresh_from_db()
    assert body.updated_at == saved_at, "nobody edited the article"


def test_a_small_replacement_of_what_readers_see_is_questioned(admin_client: Client) -> None:
    photo = builders.photo(shade=1)
    builders.published_article(lead_photo=photo)
    small = SimpleUploadedFile("เล็ก.jpg", builders.jpeg_bytes(120, 80, shade=3))
    response = admin_client.post(f"{LIST}{photo.pk}/change/", form_data(photo, file=small))
    assert "ภาพใหม่ขนาด 120 × 80 พิกเซล เล็กกว่าภาพเดิม" in response.content.decode()
    small.seek(0)
    data = form_data(photo, file=small, accept_small="on")
    assert admin_client.post(f"{LIST}{photo.pk}/change/", data).status_code == 302
    photo.refresh_from_db()
    assert photo.width == 120


@pytest.mark.parametrize("replacement", ["itself", "another", "text"])
def test_a_refused_replacement_changes_nothing(
    admin_client: Client, replacement: str, settings: Any
) -> None:
    photo, other = builders.photo(shade=1), builders.photo(shade=2)
    file = {
        "itself": SimpleUploadedFile("ก.jpg", builders.jpeg_bytes(shade=1)),
        "another": SimpleUploadedFile("ข.jpg", builders.jpeg_bytes(shade=2)),
        "text": SimpleUploadedFile("ค.jpg", b"no picture"),
    }[replacement]
    before = sorted(settings.MEDIA_ROOT.rglob("*"))
    page = admin_client.post(f"{LIST}{photo.pk}/change/", form_data(photo, file=file))
    assert page.status_code == 200
    html = page.content.decode()
    if replacement == "text":
        assert "ไม่ใช่ภาพที่ใช้ได้" in html
    else:
        duplicate = photo if replacement == "itself" else other
        assert f"ภาพนี้มีในคลังแล้ว คือภาพหมายเลข {duplicate.pk}" in html
    assert sorted(settings.MEDIA_ROOT.rglob("*")) == before


def test_the_form_links_to_everything_that_uses_the_photo(
    admin_client: Client, django_assert_max_num_queries: Any
) -> None:
    photo = builders.photo()
    figure = f'<figure><img data-file="{photo.pk}" alt="ก"></figure>'
    articles = [
        (builders.published_article(lead_photo=photo), "ภาพนำ"),
        (builders.draft_article(body=figure), "ภาพในเนื้อข่าว"),
        (builders.draft_article(body=f"<figure data-gallery>{figure}{figure}</figure>"), "ชุดภาพ"),
    ]
    author = builders.author("สุนิสา", "sunisa", photo=photo)
    SiteSettings(name="อ่าวทรายโพสต์", logo=photo).save()
    with django_assert_max_num_queries(20):
        page = admin_client.get(f"{LIST}{photo.pk}/change/").content.decode()
    for article, label in articles:
        item = f'<a href="/admin/articles/article/{article.pk}/change/">{article}</a> <span>({label})</span>'
        assert item in page
    assert f'/admin/articles/author/{author.pk}/change/">สุนิสา</a> <span>(ภาพ)</span>' in page
    assert '">อ่าวทรายโพสต์</a> <span>(ตราสัญลักษณ์)</span>' in page
    assert "deletelink" not in page


def test_a_photo_in_use_cannot_be_deleted(client: Client) -> None:
    client.force_login(builders.admin_user())
    used, unused = builders.photo(shade=3), builders.photo(shade=4)
    builders.published_article(body=f'<figure><img data-file="{used.pk}" alt="ก"></figure>')
    refused = client.post(f"/admin/images/photo/{used.pk}/delete/", {"post": "yes"}, follow=True)
    assert "ลบภาพนี้ไม่ได้ เพราะใช้อยู่ใน «" in refused.content.decode()
    assert "(ภาพในเนื้อข่าว)" in refused.content.decode()
    client.post(
        "/admin/images/photo/",
        {"action": "delete_unused", "_selected_action": [used.pk, unused.pk]},
    )
    assert list(Photo.objects.all()) == [used]


def test_photos_of_the_site_settings_and_of_pages_are_in_use_too(client: Client) -> None:
    client.force_login(builders.admin_user())
    logo, in_about = builders.photo(shade=50), builders.photo(shade=150)
    SiteSettings(logo=logo).save()
    builders.write_page("about", f'<img data-file="{in_about.pk}" alt="ตึก">')
    response = client.post(
        "/admin/images/photo/",
        {"action": "delete_unused", "_selected_action": [logo.pk, in_about.pk]},
        follow=True,
    )
    assert "ไม่ได้ลบ 2 ภาพ" in response.content.decode()
    assert Photo.objects.count() == 2


def test_the_list_needs_a_constant_number_of_queries(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    client.force_login(builders.admin_user())
    for shade in range(12):
        builders.photo(shade=shade)
    with django_assert_max_num_queries(15):
        client.get("/admin/images/photo/")
