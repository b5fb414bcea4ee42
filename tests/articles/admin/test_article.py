"""The form of an article in the admin. Invalid input tried: dates that do not exist, script in every
field, keys of drafts that are none."""

from __future__ import annotations

import html
import re
from datetime import datetime, timedelta
from pathlib import Path

import brotli
import pytest
from django.contrib.auth.models import Permission
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone

from newsroom.accounts import roles
from newsroom.articles.fields import LATER_MODULES
from newsroom.articles.models import Article
from newsroom.images.widgets import CROP_MODULES, DIALOG_MODULES
from newsroom.thai.dates import BANGKOK
from newsroom.web.staticfiles import minified
from tests import builders
from tests.articles.article_form import (
    ADD_URL,
    ARTICLES_URL,
    change_url,
    form_data,
    new_article_data,
    save,
)

pytestmark = pytest.mark.django_db


def test_an_article_is_created_with_tags_credits_and_byline(admin_client: Client) -> None:
    response = admin_client.post(ADD_URL, new_article_data())
    assert response.status_code == 302, response.context["errors"]
    article = Article.objects.get()
    assert [tag.name for tag in article.tags.all()] == ["น้ำท่วม", "อบจ.กระบี่"]
    assert [str(credit) for credit in article.credits.all()] == ["ภาพและข่าว : ไพฑูรย์ ล่องเพ็ง"]
    assert article.cached_bylines[0].author.name == "ไพฑูรย์ ล่องเพ็ง"
    assert article.created_by is not None


@pytest.mark.parametrize(
    "typed", ["6/8/2559 09.05", "๖ ส.ค. ๒๕๕๙ เวลา ๐๙.๐๕ น.", "6/8/2016 9:05", "2016-08-06 09:05"]
)
def test_a_date_keeps_its_year_however_often_it_is_saved(admin_client: Client, typed: str) -> None:
    """T-D3: what the form shows is what it reads back, never 543 years off"""
    admin_client.post(ADD_URL, new_article_data(_action="publish", published_at=typed))
    article = Article.objects.get()
    moment = datetime(2016, 8, 6, 9, 5, tzinfo=BANGKOK)
    assert article.published_at == moment
    url = change_url(article)
    shown = admin_client.get(url).context["adminform"].form["published_at"].value()
    for _ in range(3):
        page = admin_client.get(url).content.decode()
        assert "6/8/2559 09.05" in page
        rows = {
            "bylines-INITIAL_FORMS": "1",
            "bylines-0-id": article.bylines.get().pk,
            "credits-INITIAL_FORMS": "1",
            "credits-0-id": article.credits.get().pk,
        }
        data = new_article_data(published_at="6/8/2559 09.05", **rows)
        assert admin_client.post(url, data).status_code == 302
        article.refresh_from_db()
        assert article.published_at == moment == shown


@pytest.mark.parametrize("typed", ["31/2/2569", "เมื่อวานนี้", "6/8/99", "25.00", "6/8/2559 25.00"])
def test_an_invalid_date_is_refused_and_the_input_stays(admin_client: Client, typed: str) -> None:
    data = new_article_data(_action="publish", published_at=typed)
    response = admin_client.post(ADD_URL, data)
    assert response.status_code == 200
    page = response.content.decode()
    assert "errorlist" in page
    assert f'value="{typed}"' in page
    assert "ชาวบ้านเริ่มทำความสะอาด" in page
    assert Article.objects.count() == 0


def test_script_in_every_field_is_harmless(admin_client: Client, client: Client) -> None:
    script = "<script>alert(1)</script>"
    response = admin_client.post(
        ADD_URL,
        new_article_data(
            headline=script,
            standfirst=script,
            body=f"<p onclick=x>ก{script}<a href=javascript:alert(1)>x</a></p>",
            tags=script,
            dateline="<script>",
            _action="publish",
            **{"credits-0-name": script, "credits-0-role": "<b>"},
        ),
    )
    assert response.status_code == 302, response.context["errors"]
    article = Article.objects.get()
    for url in (article.get_absolute_url(), "/", "/section/local/", "/feed/"):
        page = client.get(url).content.decode()
        assert "<script>alert" not in page
        assert "javascript:alert" not in page
    assert "<script>alert" not in admin_client.get(ARTICLES_URL).content.decode()


def test_a_save_reports_what_readers_will_see(admin_client: Client) -> None:
    later = timezone.now() + timedelta(days=3)
    typed = f"{later.astimezone(BANGKOK):%d/%m}/{later.year + 543} 06.00"
    data = new_article_data(_action="publish", published_at=typed)
    page = admin_client.post(ADD_URL, data, follow=True)
    assert "ข่าวจะเผยแพร่เองเมื่อ" in page.content.decode()
    data = new_article_data(_action="publish", headline="อีกข่าว")
    page = admin_client.post(ADD_URL, data, follow=True)
    assert "ผู้อ่านเห็นข่าวนี้แล้ว" in page.content.decode()
    assert Article.objects.published().count() == 1


def test_only_substantial_changes_set_the_revision_date(admin_client: Client) -> None:
    article = builders.published_article(tags=["น้ำท่วม"])
    save(admin_client, article, tags="แท็กใหม่")
    assert article.revised_at is None
    save(admin_client, article, headline="พาดหัวใหม่")
    assert article.revised_at is not None


def test_a_user_who_may_only_view_changes_nothing(client: Client) -> None:
    reader = builders.staff_user()
    reader.user_permissions.add(Permission.objects.get(codename="view_article"))
    client.force_login(reader)
    draft = builders.draft_article()
    data = {"action": "publish_now", "_selected_action": [draft.pk]}
    client.post(ARTICLES_URL, data, follow=True)
    assert client.post(change_url(draft), new_article_data()).status_code == 403
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_a_new_article_begins_with_the_reporters_own_byline(client: Client) -> None:
    reporter = builders.role_user(roles.REPORTER, "writer", display_name="สุนิสา ชูช่วย")
    author = builders.author("สุนิสา", "sunisa", user=reporter)
    client.force_login(reporter)
    page = client.get(ADD_URL)
    bylines = page.context["inline_admin_formsets"][0].formset
    assert [form["author"].value() for form in bylines.forms] == [author.pk]


def test_a_save_names_the_local_draft_that_is_now_stored(admin_client: Client) -> None:
    article = builders.published_article()
    data = form_data(admin_client, article) | {"_draft": str(article.pk)}
    response = admin_client.post(change_url(article), data)
    assert response.cookies["saved_draft"].value == str(article.pk)
    for invalid in ("", "a b", "x;y", "ก", "x" * 200, "a\r\nSet-Cookie: x"):
        invalid_data = form_data(admin_client, article) | {"_draft": invalid}
        assert "saved_draft" not in admin_client.post(change_url(article), invalid_data).cookies
    refused_data = data | {"headline": "", "version": ""}
    assert "saved_draft" not in admin_client.post(change_url(article), refused_data).cookies


def files_of_form(client: Client) -> set[str]:
    """The scripts and style sheets of the form, below the folder of static files."""
    page = html.unescape(client.get(ADD_URL).content.decode())
    return set(re.findall(r'"/static/([^"?]+\.(?:js|css))', page))


def test_every_script_and_style_sheet_of_the_form_exists(admin_client: Client) -> None:
    paths = files_of_form(admin_client)
    known = {"css/article-form.css", "js/drafts.js", "js/copydesk.js", "js/editor/searching.js"}
    assert known <= paths
    assert {path for path in paths if finders.find(path) is None} == set()


@pytest.mark.slow
def test_the_scripts_that_the_form_opens_with_are_light(admin_client: Client) -> None:
    """As they are sent: each minified and compressed with brotli. 145 kB of them are the editor's own."""
    later = {*DIALOG_MODULES.values(), *CROP_MODULES.values()} | {
        f"js/editor/{name}.js" for name in LATER_MODULES
    }
    paths = files_of_form(admin_client)
    assert later <= paths
    files = [admin_client.get("/admin/jsi18n/").content]
    for path in paths - later:
        if path.endswith(".js"):
            files.append(minified(path, Path(str(finders.find(path))).read_bytes()))
    assert sum(len(brotli.compress(file)) for file in files) < 250_000
