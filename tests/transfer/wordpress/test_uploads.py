"""Pictures from a copy of the uploads folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from newsroom.articles.models import Article
from newsroom.images.models import Photo
from tests import builders
from tests.transfer.wordpress.exports import export, import_wordpress, item

pytestmark = pytest.mark.django_db


def test_pictures_come_from_the_uploads_folder(tmp_path: Path) -> None:
    uploads = tmp_path / "uploads" / "2016" / "08"
    uploads.mkdir(parents=True)
    (uploads / "งานวัด.jpg").write_bytes(builders.jpeg_bytes(shade=1))
    (uploads / "lead.jpg").write_bytes(builders.jpeg_bytes(shade=2))
    (uploads / "broken.jpg").write_bytes(b"no picture")
    attachment = item(
        50, type="attachment", status="inherit", title="ภาพนำ",
        more="<wp:attachment_url>https://old.example/wp-content/uploads/2016/08/lead.jpg</wp:attachment_url>"
        "<wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key><wp:meta_value>ขบวนแห่</wp:meta_value></wp:postmeta>",
    )  # fmt: skip
    content = (
        '[caption id="attachment_9" width="300"]<a href="x"><img src="https://old.example/wp-content/uploads/2016/08/%E0%B8%87%E0%B8%B2%E0%B8%99%E0%B8%A7%E0%B8%B1%E0%B8%94-300x200.jpg" alt="งานวัด" /></a> คนแน่นวัด[/caption]\n\n'
        'ข้อความ <img src="https://old.example/wp-content/uploads/2016/08/missing.jpg" alt="หาย">\n\n<img src="/wp-content/uploads/2016/08/broken.jpg">\n\n[gallery ids="50"]'
    )
    thumbnail = "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>50</wp:meta_value></wp:postmeta>"
    report = import_wordpress(
        export(tmp_path, item(1, content=content, more=thumbnail), attachment),
        media=tmp_path / "uploads",
    )
    article = Article.objects.get()
    assert article.lead_photo.alt == "ขบวนแห่"
    assert "<figcaption>คนแน่นวัด</figcaption>" in article.body
    assert article.body_html.count("<picture>") == 2
    assert "ภาพนี้ไม่ได้เข้าคลังภาพ" in report
    assert "missing.jpg" in report
    assert "broken.jpg" in report
    assert Photo.objects.count() == 2


def test_no_file_outside_the_uploads_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "uploads").mkdir()
    (tmp_path / "secret.jpg").write_bytes(builders.jpeg_bytes())
    content = '<img src="https://old.example/wp-content/uploads/../secret.jpg"><img src="https://old.example/wp-content/uploads/%2e%2e/secret.jpg">'
    import_wordpress(export(tmp_path, item(1, content=content)), media=tmp_path / "uploads")
    assert not Photo.objects.exists()


def test_a_dry_run_says_which_pictures_would_come(tmp_path: Path) -> None:
    (tmp_path / "uploads").mkdir()
    (tmp_path / "uploads" / "a.jpg").write_bytes(builders.jpeg_bytes())
    content = "".join(
        f'<img src="https://old.example/wp-content/uploads/{name}.jpg">' for name in "ab"
    )
    path = export(tmp_path, item(1, content=content))
    report = import_wordpress(path, media=tmp_path / "uploads", dry_run=True)
    assert "ภาพ: 1" in report
    assert "ภาพที่ไม่พบไฟล์: 1" in report
    assert not Photo.objects.exists()


def test_a_photo_deleted_here_stays_deleted(tmp_path: Path) -> None:
    (tmp_path / "uploads").mkdir()
    (tmp_path / "uploads" / "a.jpg").write_bytes(builders.jpeg_bytes())
    path = export(tmp_path, item(1, content='<img src="/wp-content/uploads/a-300x200.jpg">'))
    import_wordpress(path, media=tmp_path / "uploads")
    Article.objects.all().delete()
    Photo.objects.all().delete()
    import_wordpress(path, media=tmp_path / "uploads", source="another")
    assert Photo.objects.count() == 1
    Article.objects.all().delete()
    Photo.objects.all().delete()
    path = export(tmp_path, item(2, content='<img src="/wp-content/uploads/a.jpg">'))
    import_wordpress(path, media=tmp_path / "uploads", source="another")
    assert not Photo.objects.exists()


def test_an_uploaded_files_address_leads_to_the_photo_in_any_size(
    tmp_path: Path, client: Client
) -> None:
    (tmp_path / "uploads").mkdir()
    (tmp_path / "uploads" / "a.jpg").write_bytes(builders.jpeg_bytes())
    attachment = item(
        50, type="attachment", status="inherit",
        more="<wp:attachment_url>https://old.example/wp-content/uploads/a-scaled.jpg</wp:attachment_url>"
        "<wp:post_parent>1</wp:post_parent>",
    )  # fmt: skip
    content = '<img src="/wp-content/uploads/a-300x200.jpg">'
    import_wordpress(
        export(tmp_path, item(1, content=content), attachment), media=tmp_path / "uploads"
    )
    url = Photo.objects.get().url()
    for name in ("a.jpg", "a-300x200.jpg", "a-scaled.jpg", "a-scaled-150x150.jpg", "a-e1470448800123.jpg"):  # fmt: skip
        assert client.get(f"/wp-content/uploads/{name}")["Location"] == url
    assert client.get("/wp-content/uploads/b.jpg").status_code == 404
    assert client.get("/?attachment_id=50")["Location"] == "/news/1/"
