"""The endpoint that takes documents dropped on a story."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from newsroom.images.models import Photo
from tests import builders
from tests.word_documents import PICTURE, docx, paragraph

pytestmark = pytest.mark.django_db


def drop(client: Client, data: bytes, name: str = "ข่าว.docx") -> Any:
    url = reverse("admin:articles_article_document")
    return client.post(url, {"file": SimpleUploadedFile(name, data)})


def test_a_word_document_becomes_headline_text_and_photos(admin_client: Client) -> None:
    body = (
        paragraph("น้ำท่วมกระบี่", "Title")
        + paragraph("สถานการณ์", "Heading1")
        + paragraph("ประชาชนก าลังช่วยกัน", properties="<w:b/>")
        + PICTURE
        + paragraph("คำพูด", "Quote")
    )
    response = drop(admin_client, docx(body, builders.jpeg_bytes(400, 300)))
    assert response.status_code == 200
    answer = response.json()
    photo = Photo.objects.get()
    assert answer["headline"] == "น้ำท่วมกระบี่"
    assert "<h2>สถานการณ์</h2><p><strong>ประชาชนกำลังช่วยกัน</strong></p>" in answer["html"]
    assert f'data-file="{photo.pk}"' in answer["html"]
    assert answer["html"].endswith("<blockquote><p>คำพูด</p></blockquote>")
    assert photo.alt == "เรือที่ท่า"
    assert answer["notes"] == ["ซ่อมคำไทยที่แตกจากไฟล์ PDF แล้ว ควรอ่านทวน: ประชาชนกำลังช่วยกัน"]


def test_a_picture_that_is_none_is_told_and_the_text_comes(admin_client: Client) -> None:
    answer = drop(admin_client, docx(paragraph("ข่าว") + PICTURE, b"EMF")).json()
    assert answer["html"] == "<p>ข่าว</p>"
    assert [note.split(":")[0] for note in answer["notes"]] == ["ภาพหนึ่งไม่ได้เข้าคลังภาพ"]


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"%PDF-1.7 ...", "a.pdf", "PDF ใช้ไม่ได้"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", "บันทึกเป็น .docx"),
        (b"PK\x03\x04", "a.xlsx", "ไฟล์ตาราง"),
        (b"PK\x03\x04 broken", "a.docx", "ไม่ใช่เอกสาร Word"),
        (b"hello", "a.bin", "เฉพาะภาพและเอกสาร .docx"),
        (docx("<w:p/>", declaration='<!DOCTYPE x [<!ENTITY a "b">]>'), "a.docx", "ไม่ใช่เอกสาร Word"),
    ],
)  # fmt: skip
def test_other_files_are_refused_in_thai(
    admin_client: Client, data: bytes, name: str, says: str
) -> None:
    response = drop(admin_client, data, name)
    assert response.status_code == 415
    assert says in response.json()["message"]


def test_only_people_who_write_may_drop_documents(client: Client, admin_client: Client) -> None:
    url = reverse("admin:articles_article_document")
    assert client.post(url).status_code == 302
    assert admin_client.get(url).status_code == 405
    assert admin_client.post(url).status_code == 400
