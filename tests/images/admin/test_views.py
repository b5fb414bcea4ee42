"""Uploading several photos, uploading by script, the library as JSON, and texts of photos."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from newsroom.accounts import roles
from newsroom.images.decoding import slots
from newsroom.images.models import Photo
from tests import builders
from tests.images.pictures import bad_pictures, encoded, photo_file, picture

pytestmark = pytest.mark.django_db
LIST = "/admin/images/photo/"
UPLOAD = f"{LIST}upload/"
SEND = f"{LIST}send/"
LIBRARY, TEXTS = f"{LIST}library/", f"{LIST}texts/"


def staff_user(*codenames: str) -> Any:
    user = builders.staff_user()
    user.user_permissions.add(*Permission.objects.filter(codename__in=codenames))
    return user


def test_each_of_several_files_has_its_own_message(client: Client) -> None:
    client.force_login(builders.admin_user())
    files = [
        photo_file(1, "ก.jpg"),
        photo_file(2, "ข.jpg"),
        photo_file(1, "ซ้ำ.jpg"),
        SimpleUploadedFile("ค.txt", b"x"),
    ]
    page = client.post(UPLOAD, {"photos": files, "alt": "งานวัด"}).content.decode()
    assert page.count("บันทึกแล้ว") == 2
    assert "ภาพนี้มีในคลังแล้ว" in page
    assert "ไม่ใช่ภาพที่ใช้ได้" in page
    assert Photo.objects.count() == 2


def test_thirty_files_are_uploaded_and_a_broken_one_does_not_stop_them(
    admin_client: Client,
) -> None:
    files = [photo_file(shade * 6, f"ภาพ {shade}.jpg") for shade in range(30)]
    files[13] = SimpleUploadedFile("เสีย.jpg", builders.jpeg_bytes()[:400], "image/jpeg")
    page = admin_client.post(f"{LIST}upload/", {"photos": files, "credit": "วิชัย"}).content.decode()
    assert page.count("บันทึกแล้ว") == 29
    assert page.count("upload-refused") == 1
    assert page.count("ใส่ข้อความแทนภาพ</a>") == 29
    assert Photo.objects.filter(credit="วิชัย", alt="").count() == 29


def test_a_photo_uploaded_by_script_is_described_in_json(admin_client: Client) -> None:
    response = admin_client.post(SEND, {"photos": photo_file(), "credit": " วิชัย "})
    photo = Photo.objects.get()
    result = response.json()
    assert result["id"] == photo.pk
    assert result["url"] == photo.url()
    assert (result["message"], result["known"], result["missing_fields"]) == (
        "บันทึกแล้ว",
        False,
        ["ข้อความแทนภาพ"],
    )
    again = admin_client.post(SEND, {"photos": photo_file(name="อีกชื่อ.jpg")}).json()
    assert (again["id"], again["message"], again["known"]) == (photo.pk, "ภาพนี้มีในคลังแล้ว", True)
    assert Photo.objects.get().credit == "วิชัย"


@pytest.mark.parametrize("name", bad_pictures())
def test_a_bad_picture_uploaded_by_script_is_refused_in_thai(
    admin_client: Client, name: str
) -> None:
    """T-I1"""
    bad = SimpleUploadedFile("a.jpg", bad_pictures()[name], "image/jpeg")
    response = admin_client.post(SEND, {"photos": bad})
    assert response.status_code == 400
    assert any("ก" <= letter <= "๛" for letter in response.json()["message"])
    assert not Photo.objects.exists()


def test_invalid_uploads_by_script_are_refused(client: Client, admin_client: Client) -> None:
    assert admin_client.get(SEND).status_code == 405
    assert admin_client.post(SEND).json()["message"] == "กรุณาเลือกไฟล์ภาพ"
    long = admin_client.post(SEND, {"photos": photo_file(), "caption": "ก" * 501})
    assert long.status_code == 400
    assert "500" in long.json()["message"]
    client.force_login(builders.staff_user("nobody"))
    assert client.post(SEND, {"photos": photo_file()}).status_code == 403
    assert not Photo.objects.exists()


def test_the_library_needs_permission(client: Client) -> None:
    assert client.get(LIBRARY).status_code == 302
    client.force_login(builders.staff_user("nobody"))
    assert client.get(LIBRARY).status_code == client.get(TEXTS).status_code == 403
    client.force_login(staff_user("view_photo"))
    assert client.get(LIBRARY).json() == {"photos": [], "next": None}
    assert client.get(UPLOAD).status_code == 403


def test_the_library_finds_photos_by_words(client: Client) -> None:
    client.force_login(builders.admin_user())
    photo = builders.photo(caption="งานชักพระ")
    builders.photo(shade=9, caption="ตลาดเก่า")
    found = client.get(LIBRARY, {"q": "ชักพระ"}).json()["photos"]
    assert [row["id"] for row in found] == [photo.pk]
    for odd in ("%", "\0", "'" * 300, "่"):
        assert client.get(LIBRARY, {"q": odd, "page": "x"}).status_code == 200


def test_what_was_changed_of_a_picture_is_told(admin_client: Client) -> None:
    frames = [picture(), picture().rotate(180)]
    data = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    file = SimpleUploadedFile("a.gif", data, "image/gif")
    page = admin_client.post(UPLOAD, {"photos": file}).content.decode()
    assert "บันทึกแล้ว (ภาพเคลื่อนไหว เก็บเป็นภาพนิ่งหนึ่งภาพ)" in page
    help_text = admin_client.get(UPLOAD).content.decode()
    assert "ไฟล์ละไม่เกิน 64 เมกะไบต์ ทุกไฟล์รวมกันครั้งละไม่เกิน" in help_text


def test_a_heic_is_taken_whatever_its_name_says(admin_client: Client) -> None:
    data = (Path(__file__).parent.parent / "files" / "turned.heic").read_bytes()
    admin_client.post(SEND, {"photos": SimpleUploadedFile("IMG_1.JPG", data, "image/jpeg")})
    photo = Photo.objects.get()
    assert (photo.width, photo.height) == (400, 200)
    assert str(photo.original.name).endswith(".jpg")


@pytest.mark.parametrize("url", [UPLOAD, SEND])
def test_when_too_many_pictures_wait_it_says_when_to_try_again(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setattr(slots, "MAX_WAIT_SECONDS", 0.1)
    held = [slots.decoding_slot(in_background=False) for _ in range(slots.SLOTS)]
    for slot in held:
        slot.__enter__()
    response = admin_client.post(url, {"photos": photo_file(), "alt": "ภาพ"})
    for slot in held:
        slot.__exit__(None, None, None)
    assert response.status_code == 503
    assert response["Retry-After"] == "20"
    told = response.json()["message"] if url == SEND else response.content.decode()
    assert "กรุณารอสักครู่แล้วอัปโหลดภาพนี้อีกครั้ง" in told
    assert not Photo.objects.exists()
    assert admin_client.post(url, {"photos": photo_file(), "alt": "ภาพ"}).status_code == 200


def test_a_file_of_the_library_is_described_further_and_differences_are_said(
    admin_client: Client,
) -> None:
    photo = builders.photo(shade=1, alt="", credit="วิชัย")
    Photo.objects.filter(pk=photo.pk).update(alt="", caption="")
    file = SimpleUploadedFile("ก.jpg", builders.jpeg_bytes(shade=1))
    data = {"photos": file, "alt": "ท่าเรือ", "credit": "มานะ"}
    answer = admin_client.post(SEND, data).json()
    photo.refresh_from_db()
    assert (photo.alt, photo.credit) == ("ท่าเรือ", "วิชัย")
    assert answer["message"] == "ภาพนี้มีในคลังแล้ว เครดิตภาพในคลังต่างจากที่พิมพ์ จึงใช้ของเดิม"


def test_texts_are_written_by_those_who_may(client: Client) -> None:
    photo = builders.photo(credit="วิชัย")
    client.force_login(builders.role_user(roles.REPORTER, "somying"))
    (row,) = client.get(TEXTS, {"ids": f"{photo.pk},x,999"}).json()["photos"]
    assert (row["id"], row["may_write"]) == (photo.pk, False)
    assert client.post(TEXTS, {"id": photo.pk, "credit": "มานะ"}).status_code == 403
    client.force_login(builders.role_user(roles.SUB_EDITOR, "sub"))
    assert client.post(TEXTS, {"id": photo.pk, "credit": "มานะ"}).json()["credit"] == "มานะ"
    assert client.post(TEXTS, {"id": photo.pk, "credit": "ก" * 200}).status_code == 400
    assert client.post(TEXTS, {"id": "x"}).status_code == 404
    photo.refresh_from_db()
    assert photo.credit == "มานะ"
