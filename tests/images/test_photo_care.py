"""The day's work in the library: sending, describing, finding, replacing, seeing where it is used.

Tried: thirty files with a broken one among them; empty, text, cut-off, bomb and BMP by script; no
file; texts too long; a file the library has; a replacement that is the photo itself, another photo or no
picture; days that are none; a photo used as lead, in a body, in a gallery and as a portrait.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from newsroom.articles.changes import articles_changed
from newsroom.images.library import PhotoError, replace_photo
from newsroom.images.models import Photo
from newsroom.site.models import SiteIdentity
from newsroom.thai.dates import thai_date
from tests import builders
from tests.images.test_library import bad_pictures

pytestmark = pytest.mark.django_db
LIST = "/admin/images/photo/"
SEND = f"{LIST}send/"


def upload(shade: int = 0, name: str = "ท่าเรือ.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, builders.jpeg_bytes(300, 200, shade), "image/jpeg")


def words_of(photo: Photo, **changed: Any) -> dict[str, Any]:
    return {
        "alt": photo.alt, "caption": photo.caption, "credit": photo.credit,
        "focal_x": photo.focal_x, "focal_y": photo.focal_y, **changed,
    }  # fmt: skip


def test_thirty_files_come_at_once_and_a_broken_one_stops_nobody(admin_client: Client) -> None:
    files = [upload(shade * 6, f"ภาพ {shade}.jpg") for shade in range(30)]
    files[13] = SimpleUploadedFile("เสีย.jpg", builders.jpeg_bytes()[:400], "image/jpeg")
    page = admin_client.post(f"{LIST}upload/", {"photos": files, "credit": "วิชัย"}).content.decode()
    assert page.count("บันทึกแล้ว") == 29
    assert page.count("upload-refused") == 1
    assert page.count("ใส่ข้อความแทนภาพ</a>") == 29
    assert Photo.objects.filter(credit="วิชัย", alt="").count() == 29


def test_one_photo_is_sent_by_script_and_described_to_it(admin_client: Client) -> None:
    answer = admin_client.post(SEND, {"photos": upload(), "credit": " วิชัย "})
    photo = Photo.objects.get()
    told = answer.json()
    assert told["id"] == photo.pk
    assert told["url"] == photo.url()
    assert (told["message"], told["known"], told["lacks"]) == ("บันทึกแล้ว", False, ["ข้อความแทนภาพ"])
    again = admin_client.post(SEND, {"photos": upload(name="อีกชื่อ.jpg")}).json()
    assert (again["id"], again["message"], again["known"]) == (photo.pk, "ภาพนี้มีในคลังแล้ว", True)
    assert Photo.objects.get().credit == "วิชัย"


@pytest.mark.parametrize("name", bad_pictures())
def test_a_bad_picture_sent_by_script_is_told_in_thai(admin_client: Client, name: str) -> None:
    """T-I1"""
    bad = SimpleUploadedFile("a.jpg", bad_pictures()[name], "image/jpeg")
    answer = admin_client.post(SEND, {"photos": bad})
    assert answer.status_code == 400
    assert any("ก" <= letter <= "๛" for letter in answer.json()["message"])
    assert not Photo.objects.exists()


def test_what_is_no_upload_is_told(client: Client, admin_client: Client) -> None:
    assert admin_client.get(SEND).status_code == 405
    assert admin_client.post(SEND).json()["message"] == "กรุณาเลือกไฟล์ภาพ"
    long = admin_client.post(SEND, {"photos": upload(), "caption": "ก" * 501})
    assert long.status_code == 400
    assert "500" in long.json()["message"]
    client.force_login(builders.staff_user("nobody"))
    assert client.post(SEND, {"photos": upload()}).status_code == 403
    assert not Photo.objects.exists()


@pytest.mark.parametrize("missing", ["alt", "credit"])
def test_a_photo_is_edited_only_with_all_its_words(admin_client: Client, missing: str) -> None:
    photo = builders.photo()
    page = admin_client.post(f"{LIST}{photo.pk}/change/", words_of(photo, **{missing: " \u200b"}))
    assert page.status_code == 200
    assert "กรุณาใส่" in page.content.decode()
    photo.refresh_from_db()
    assert photo.is_described


def test_the_library_marks_and_filters_what_lacks_words(admin_client: Client) -> None:
    builders.photo(shade=1, caption="ครบทุกคำ")
    builders.photo(shade=2, caption="ไร้เครดิต", credit="")
    builders.photo(shade=3, caption="ไร้คำแทน", alt="")
    page = admin_client.get(LIST).content.decode()
    assert page.count("state-pending") == 2
    for asked, found in {
        "any": {"ไร้เครดิต", "ไร้คำแทน"}, "alt": {"ไร้คำแทน"}, "credit": {"ไร้เครดิต"}, "x": set(),
    }.items():  # fmt: skip
        page = admin_client.get(LIST, {"lacks": asked}).content.decode()
        assert {name for name in ("ครบทุกคำ", "ไร้เครดิต", "ไร้คำแทน") if name in page} == (
            found or {"ครบทุกคำ", "ไร้เครดิต", "ไร้คำแทน"}
        )


def test_photos_are_found_by_their_words_however_spelt(admin_client: Client) -> None:
    builders.photo(shade=1, caption="น้ำท่วมตลาด", credit="วิชัย ลมบก", alt="ถนน")
    builders.photo(shade=2, caption="งานวัด", credit="สุนิสา", alt="ชิงช้า")
    for asked in ("น\u0e49\u0e4d\u0e32", "วิชัย น้ำ", "ถนน"):
        page = admin_client.get(LIST, {"q": asked}).content.decode()
        assert "น้ำท่วมตลาด" in page, asked
        assert "งานวัด" not in page, asked
    for odd in ("%", "\0", "'" * 3000, "่"):
        assert admin_client.get(LIST, {"q": odd}).status_code == 200


def test_photos_are_found_by_days_of_the_buddhist_era(admin_client: Client) -> None:
    old, new = (
        builders.photo(shade=1, caption="แดดเมื่อวาน"),
        builders.photo(shade=2, caption="ฝนวันนี้"),
    )
    then = timezone.now() - timedelta(days=40)
    Photo.objects.filter(pk=old.pk).update(created_at=then)
    for asked, found in [
        ({"since": thai_date(then), "until": thai_date(then, "medium")}, ["แดดเมื่อวาน"]),
        ({"since": thai_date(new.created_at)}, ["ฝนวันนี้"]),
        ({"until": thai_date(then)}, ["แดดเมื่อวาน"]),
        ({"since": thai_date(then), "lacks": "any"}, []),
    ]:
        page = admin_client.get(LIST, asked).content.decode()
        assert [name for name in ("แดดเมื่อวาน", "ฝนวันนี้") if name in page] == found, asked
        if "lacks" not in asked:
            picker = admin_client.get(f"{LIST}picker/", asked).content.decode()
            assert [name for name in ("แดดเมื่อวาน", "ฝนวันนี้") if name in picker] == found, asked
    for odd in ("31/2/2569", "เมื่อวาน", "\0", "๙" * 500):
        page = admin_client.get(LIST, {"since": odd})
        assert page.status_code == 200
        assert "photo-days-error" in page.content.decode()
        assert "แดดเมื่อวาน" in page.content.decode()


def test_where_a_photo_is_used_is_told_with_links(
    admin_client: Client, django_assert_max_num_queries: Any
) -> None:
    photo = builders.photo()
    one = f'<figure><img data-file="{photo.pk}" alt="ก"></figure>'
    stories = [
        (builders.published_article(lead_photo=photo), "ภาพนำ"),
        (builders.draft_article(body=one), "ภาพในเนื้อข่าว"),
        (builders.draft_article(body=f"<figure data-gallery>{one}{one}</figure>"), "ชุดภาพ"),
    ]
    face = builders.author("สุนิสา", "sunisa", photo=photo)
    SiteIdentity(name="อ่าวทรายโพสต์", logo=photo).save()
    with django_assert_max_num_queries(15):
        page = admin_client.get(f"{LIST}{photo.pk}/change/").content.decode()
    for story, kind in stories:
        place = f'<a href="/admin/articles/article/{story.pk}/change/">{story}</a> <span>({kind})</span>'
        assert place in page
    assert f'/admin/articles/author/{face.pk}/change/">สุนิสา</a> <span>(ภาพ)</span>' in page
    assert '">อ่าวทรายโพสต์</a> <span>(ตราสัญลักษณ์)</span>' in page
    assert "deletelink" not in page


def test_a_replaced_photo_is_new_wherever_it_is_shown(
    client: Client, admin_client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    photo = builders.photo(shade=1, alt="ท่าเรือ", credit="วิชัย")
    one = f'<figure><img data-file="{photo.pk}" alt=""></figure>'
    lead = builders.published_article(lead_photo=photo)
    body = builders.published_article(body=f"<p>ก</p><figure data-gallery>{one}{one}</figure>")
    saved, old = body.updated_at, photo.files()
    told: set[int] = set()

    def listen(ids: Any, **kwargs: Any) -> None:
        told.update(ids)

    articles_changed.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            answer = admin_client.post(
                f"{LIST}{photo.pk}/change/",
                words_of(photo, file=upload(99, "ใหม่.jpg"), alt="ท่าเรือใหม่"),
            )
    finally:
        articles_changed.disconnect(listen)
    assert answer.status_code == 302
    photo.refresh_from_db()
    assert (photo.width, photo.original_name, photo.alt) == (300, "ใหม่.jpg", "ท่าเรือใหม่")
    assert told == {lead.pk, body.pk}
    assert not set(old) & set(photo.files())
    assert not any(default_storage.exists(name) for name in old)
    assert all(default_storage.exists(name) for name in photo.files())
    for story in (lead, body):
        page = client.get(story.get_absolute_url()).content.decode()
        assert photo.url("full") in page or photo.url("card") in page
        assert not any(name in page for name in old)
        assert "ท่าเรือใหม่" in page
    body.refresh_from_db()
    assert body.updated_at == saved, "nobody edited the story"


@pytest.mark.parametrize("what", ["itself", "another", "text"])
def test_a_replacement_that_cannot_be_is_told_and_changes_nothing(
    admin_client: Client, what: str, settings: Any
) -> None:
    photo, other = builders.photo(shade=1), builders.photo(shade=2)
    file = {
        "itself": SimpleUploadedFile("ก.jpg", builders.jpeg_bytes(shade=1)),
        "another": SimpleUploadedFile("ข.jpg", builders.jpeg_bytes(shade=2)),
        "text": SimpleUploadedFile("ค.jpg", b"no picture"),
    }[what]
    before = sorted(settings.MEDIA_ROOT.rglob("*"))
    page = admin_client.post(f"{LIST}{photo.pk}/change/", words_of(photo, file=file))
    assert page.status_code == 200
    told = page.content.decode()
    if what == "text":
        assert "ไม่ใช่ภาพที่ใช้ได้" in told
    else:
        same = photo if what == "itself" else other
        assert f"ภาพนี้มีในคลังแล้ว คือภาพหมายเลข {same.pk}" in told
    assert sorted(settings.MEDIA_ROOT.rglob("*")) == before


def test_a_replacement_that_fails_leaves_the_old_photo_whole(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    photo = builders.photo(shade=1)
    before = sorted(settings.MEDIA_ROOT.rglob("*.*"))

    def broken(self: Photo, *args: Any, **kwargs: Any) -> None:
        raise RuntimeError("disk full")

    monkeypatch.setattr(Photo, "save", broken)
    with pytest.raises(RuntimeError):
        replace_photo(photo, ContentFile(builders.jpeg_bytes(shade=2), name="ข.jpg"))
    assert sorted(settings.MEDIA_ROOT.rglob("*.*")) == before
    assert Photo.objects.get().sha256 == Photo.objects.get(pk=photo.pk).sha256
    with pytest.raises(PhotoError):
        replace_photo(photo, ContentFile(b""))


def test_adding_a_file_the_library_has_names_it(admin_client: Client) -> None:
    photo = builders.photo(shade=5, caption="ตลาดเช้า")
    file = SimpleUploadedFile("ใหม่.jpg", builders.jpeg_bytes(shade=5))
    page = admin_client.post(f"{LIST}add/", {"file": file, "alt": "ก"}).content.decode()
    assert f"ภาพนี้มีในคลังแล้ว คือภาพหมายเลข {photo.pk} «ตลาดเช้า»" in page


def test_better_words_in_the_library_reach_the_stories(client: Client) -> None:
    photo = builders.photo(alt="", caption="", credit="")
    one = f'<figure><img data-file="{photo.pk}" alt=""></figure>'
    article = builders.published_article(body=one)
    photo.alt, photo.credit = "เรือหาปลา", "วิชัย"
    photo.save()
    page = client.get(article.get_absolute_url()).content.decode()
    assert 'alt="เรือหาปลา"' in page
    assert "ภาพ: วิชัย" in page
