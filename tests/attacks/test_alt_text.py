"""`a<b>c` stays as typed in the text of a photo, from its upload to the page and the editor."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.html import escape
from selectolax.lexbor import LexborHTMLParser

from newsroom.articles.models import Article
from newsroom.articles.workflow import transitions
from newsroom.images.models import Photo
from tests import builders
from tests.articles.article_form import ADD_URL, form_data, new_article_data

pytestmark = pytest.mark.django_db
ALT = 'a<b>c & "ง" <img src=x onerror=alert(1)> &lt;'


def alt_texts(html: str) -> list[str | None]:
    return [img.attributes.get("alt") for img in LexborHTMLParser(html).css("figure img")]


def test_an_alt_text_with_angle_brackets_stays_as_typed(client: Client) -> None:
    editor = builders.admin_user()
    client.force_login(editor)
    file = SimpleUploadedFile("a.jpg", builders.jpeg_bytes(), content_type="image/jpeg")
    sent = client.post("/admin/images/photo/send/", {"photos": file, "alt": ALT, "credit": "ณัฐ"})
    assert sent.json()["alt"] == ALT
    photo = Photo.objects.get()
    figure = f'<figure><img data-file="{photo.pk}" alt="{escape(ALT)}"></figure>'
    client.post(ADD_URL, new_article_data(body=f"<p>ริมท่า</p>{figure}", lead_photo=photo.pk))
    article = Article.objects.get()
    assert ALT in alt_texts(article.body)
    # The editor gets the body as it is stored, and what it sends back changes nothing.
    form = form_data(client, article)
    assert ALT in alt_texts(form["body"])
    client.post(f"/admin/articles/article/{article.pk}/change/", form)
    article.refresh_from_db()
    assert ALT in alt_texts(article.body)
    transitions.publish(article, by=editor)
    page = client.get(article.get_absolute_url()).content.decode()
    assert alt_texts(page).count(ALT) == 2
