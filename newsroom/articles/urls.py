"""/news/ /section/ /tag/ /author/ /archive/ /corrections/ /preview/"""

from django.urls import path

from newsroom.articles import archive, corrections, sharing, views

app_name = "articles"

urlpatterns = [
    path("news/<int:pk>/", views.article, name="article"),
    path("news/<int:pk>/<str:anything>/", views.decorated, name="decorated"),
    path("section/<slug:slug>/", views.section, name="section"),
    path("tag/<thai:slug>/", views.tag, name="tag"),
    path("author/<slug:slug>/", views.author, name="author"),
    path("archive/", archive.index, name="archive"),
    path("archive/<int:year>/", archive.year, name="archive_year"),
    path("archive/<int:year>/<int:month>/", archive.month, name="archive_month"),
    path("corrections/", corrections.index, name="corrections"),
    path("preview/<str:token>/", sharing.shared_preview, name="shared_preview"),
]
