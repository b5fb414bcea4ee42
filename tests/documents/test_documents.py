"""Documents from upload to download: admin, story, feeds, export, backup."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db.models import ProtectedError
from django.test import Client

from newsroom.accounts import roles
from newsroom.articles.fields import for_editor
from newsroom.articles.models import Article, DocumentUsage
from newsroom.backup.databases.snapshot import live_media_files
from newsroom.documents.models import Document
from newsroom.pages.models import Page
from newsroom.thai.lines.joiners import without_joiners
from newsroom.transfer.wordpress.export.bodies import wordpress_html
from tests import builders

pytestmark = pytest.mark.django_db
ADD_URL = "/admin/documents/document/add/"
LIBRARY_URL = "/admin/documents/document/library/"
SEND_URL = "/admin/documents/document/send/"


def body(document: Document) -> str:
    return f'<p>ก่อน</p><figure data-document="{document.pk}"></figure>'


def pdf(text: str = "", name: str = "ประกาศ_จังหวัด.pdf", **values: str) -> ContentFile:
    return ContentFile(builders.pdf_bytes(text, **values), name=name)


def test_a_reader_of_a_public_story_saves_it(client: Client) -> None:
    document = builders.document(title="ประกาศ ๑/๒๕๖๙")
    url = document.get_absolute_url()
    article = builders.draft_article(body=body(document))
    assert client.get(url).status_code == 404
    article.status, article.published_at = "published", article.created_at
    article.section = builders.section()
    article.save()
    page = without_joiners(client.get(article.get_absolute_url()).content.decode())
    assert f'<a href="{url}">ประกาศ ๑/๒๕๖๙</a>' in page
    assert "PDF, 1 กิโลไบต์" in page.replace("\xa0", " ")
    response = client.get(url)
    assert b"".join(response) == builders.pdf_bytes()  # type: ignore[arg-type]
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert "%2F" not in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "no-cache" in response["Cache-Control"]
    assert client.get(url, HTTP_IF_NONE_MATCH=response["ETag"]).status_code == 304
    builders.withdraw(article)
    assert client.get(url).status_code == 404
    assert client.get(url, HTTP_IF_NONE_MATCH=response["ETag"]).status_code == 404


def test_a_page_beside_the_news_opens_it_too(client: Client) -> None:
    document = builders.document()
    Page.objects.filter(slug="about").update(body=body(document))
    assert document.get_absolute_url() in client.get("/about/").content.decode()
    assert client.get(document.get_absolute_url()).status_code == 200
    assert document.usages() == [Page.objects.get(slug="about")]
    Page.objects.filter(slug="about").update(status="draft")
    assert client.get(document.get_absolute_url()).status_code == 404


def test_a_missing_file_is_not_found(client: Client) -> None:
    document = builders.document()
    builders.published_article(body=body(document))
    default_storage.delete(document.file.name)
    assert client.get(document.get_absolute_url()).status_code == 404


def test_a_new_name_is_on_every_page_at_once(client: Client) -> None:
    document = builders.document()
    article = builders.published_article(body=body(document))
    document.title = "ชื่อใหม่ <b>"
    document.save()
    page = without_joiners(client.get(article.get_absolute_url()).content.decode())
    assert "ชื่อใหม่ &lt;b&gt;" in page
    feed = without_joiners(client.get("/feed/json/").json()["items"][0]["content_html"])
    assert f'<a href="http://testserver{document.get_absolute_url()}">ชื่อใหม่' in feed


def test_the_form_takes_a_file_and_refuses_another(admin_client: Client) -> None:
    response = admin_client.post(ADD_URL, {"upload": pdf(), "title": ""})
    assert response.status_code == 302, response.content.decode()
    document = Document.objects.get()
    assert (document.title, document.kind) == ("ประกาศ จังหวัด", "pdf")
    assert document.uploaded_by is not None
    again = admin_client.post(ADD_URL, {"upload": pdf(), "title": "อื่น"}, follow=True)
    assert "เอกสารนี้มีอยู่แล้ว" in again.content.decode()
    refused = admin_client.post(ADD_URL, {"upload": pdf("x", inside="/JS 1"), "title": ""})
    assert "มีสคริปต์" in refused.content.decode()
    assert "กรุณาเลือกไฟล์" in admin_client.post(ADD_URL, {"title": "ก"}).content.decode()
    assert Document.objects.count() == 1


def test_the_writing_screen_sends_one(client: Client) -> None:
    client.force_login(builders.role_user(roles.REPORTER, "somsri"))
    answer = client.post(SEND_URL, {"file": pdf()})
    document = Document.objects.get()
    assert answer.json() == {"id": document.pk, "title": document.title, "note": document.note}
    refused = client.post(SEND_URL, {"file": ContentFile(b"MZ", name="a.pdf")})
    assert (refused.status_code, refused.json()["message"]) == (400, "ไฟล์นี้เป็นโปรแกรม แนบไม่ได้")
    assert client.post(SEND_URL).status_code == 400
    assert client.get(SEND_URL).status_code == 405
    # Who uploaded it names it, until something shows it.
    url = f"/admin/documents/document/{document.pk}/change/"
    assert client.post(url, {"title": "ใหม่"}).status_code == 302
    builders.draft_article(body=body(document))
    assert client.post(url, {"title": "อีกครั้ง"}).status_code == 403
    document.refresh_from_db()
    assert document.title == "ใหม่"
    client.force_login(builders.role_user(roles.MODERATOR, "malee"))
    assert client.post(SEND_URL, {"file": pdf("b")}).status_code == 403


def test_one_in_use_is_not_deleted(
    admin_client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    used, unused = builders.document(), builders.document("b", title="ไม่ใช้")
    article = builders.published_article(headline="ข่าวที่ใช้", body=body(used))
    url = f"/admin/documents/document/{used.pk}/delete/"
    assert "ข่าวที่ใช้" in admin_client.post(url, {"post": "yes"}, follow=True).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        admin_client.post(
            "/admin/documents/document/",
            {"action": "delete_unused", "_selected_action": [used.pk, unused.pk]},
        )
    assert list(Document.objects.all()) == [used]
    assert not default_storage.exists(unused.file.name)
    with pytest.raises(ProtectedError):
        used.delete()
    article.body = "<p>ไม่มีแล้ว</p>"
    article.save()
    assert not DocumentUsage.objects.exists()


def test_the_list_asks_no_more_for_more_documents(
    admin_client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        builders.document(str(number))
    with django_assert_max_num_queries(12):
        admin_client.get("/admin/documents/document/")


def test_the_editor_says_name_and_size() -> None:
    document = builders.document()
    told = for_editor(body(document) + '<figure data-document="999999"></figure>')
    assert f'data-name="{document.title}" data-note="PDF, 1 กิโลไบต์"' in told
    assert 'data-name="เอกสารนี้ถูกลบแล้ว"' in told


def test_a_backup_has_the_file() -> None:
    document = builders.document()
    assert document.file.name in live_media_files()


def test_wordpress_gets_a_file_block() -> None:
    document = builders.document()
    exported = wordpress_html(body(document), {}, int)
    url = f"http://testserver{document.get_absolute_url()}"
    assert f'<div class="wp-block-file"><a href="{url}">{document.title}</a>' in exported


def test_an_export_brings_it_to_another_site(tmp_path: Path) -> None:
    document = builders.document(title="ประกาศ")
    builders.published_article(headline="มีเอกสาร", body=body(document))
    file, media = tmp_path / "a.jsonl", tmp_path / "media"
    call_command("export_articles", file, media=media, verbosity=0)
    assert json.loads(file.read_text())["documents"][0]["title"] == "ประกาศ"
    Article.objects.all().delete()
    document.delete()
    builders.document("อื่น", title="ของเว็บใหม่")
    for _ in range(2):
        call_command("import_articles", file, media=media, verbosity=0)
    article = Article.objects.get(headline="มีเอกสาร")
    new = Document.objects.get(title="ประกาศ")
    assert article.body == body(new)
    assert DocumentUsage.objects.get().document == new


def test_a_body_of_another_site_names_no_document_of_ours(tmp_path: Path) -> None:
    document = builders.document()
    file, report = tmp_path / "a.jsonl", tmp_path / "report.json"
    rows = [{"id": 3, "file": "../../secret.pdf", "title": "x"}]
    record = {"id": 900, "title": "ก", "body_html": body(document), "documents": rows}
    file.write_text(json.dumps(record))
    call_command("import_articles", file, media=tmp_path, report=report, verbosity=0)
    assert Article.objects.get().body == "<p>ก่อน</p>"
    assert "ไม่พบไฟล์เอกสาร" in report.read_text()


def test_the_documents_are_listed_newest_first_and_searched_for_the_editor(client: Client) -> None:
    for number in range(23):
        builders.document(str(number), title=f"ประกาศ ฉบับที่ {number}")
    Document.objects.filter(title="ประกาศ ฉบับที่ 3").update(original_name="งบซ่อมถนน.pdf")
    client.force_login(builders.role_user(roles.REPORTER, "reporter"))
    first = client.get(LIBRARY_URL).json()
    assert [row["title"] for row in first["documents"]][:2] == ["ประกาศ ฉบับที่ 22", "ประกาศ ฉบับที่ 21"]
    assert (len(first["documents"]), first["next"]) == (20, 2)
    rest = client.get(LIBRARY_URL, {"page": "2"}).json()
    assert (len(rest["documents"]), rest["next"]) == (3, None)
    for query in ("ถนน", "ประกาศ ถนน", "ถนน\0"):
        found = client.get(LIBRARY_URL, {"q": query}).json()["documents"]
        assert [row["title"] for row in found] == ["ประกาศ ฉบับที่ 3"], query
    assert found[0].keys() == {"id", "title", "note", "uploaded"}
    assert client.get(LIBRARY_URL, {"q": "ก" * 5000, "page": "²"}).json()["documents"] == []
