"""URLs of articles, listings, the archive, corrections and shared previews."""

from django.urls import path

from newsroom.articles.views import archive, article, corrections, files, listings, places, preview

app_name = "articles"

urlpatterns = [
    path("news/<bigid:pk>/", article.article, name="article"),
    path("news/<bigid:pk>/<str:suffix>/", article.redirect_to_canonical, name="article_redirect"),
    path("section/<slug:slug>/", listings.section, name="section"),
    path("tag/", listings.tags, name="tags"),
    path("tag/<thai:slug>/", listings.tag, name="tag"),
    path("author/<slug:slug>/", listings.author, name="author"),
    path("place/", places.index, name="places"),
    path("place/<bigid:code>/", places.place, name="place"),
    path("place/<bigid:code>/latest/", places.latest, name="place_latest"),
    path("archive/", archive.index, name="archive"),
    path("archive/<int:year>/", archive.year, name="archive_year"),
    path("archive/<int:year>/<int:month>/", archive.month, name="archive_month"),
    path("archive/<int:year>/<int:month>/<int:day>/", archive.day, name="archive_day"),
    path("corrections/", corrections.index, name="corrections"),
    path("documents/<bigid:pk>/", files.document, name="document"),
    path("preview/<str:token>/", preview.shared_preview, name="shared_preview"),
]
