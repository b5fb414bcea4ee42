"""The URL configuration; each app names its own URLs."""

from django.contrib import admin
from django.urls import include, path

from newsroom.site import errors

urlpatterns = [
    path("", include("newsroom.site.urls")),  # / manifest.webmanifest
    path("", include("newsroom.syndication.urls")),  # feeds, sitemaps, robots.txt
    path("", include("newsroom.readership.urls")),  # read/
    # news/<id>/comments/ must precede news/<id>/<anything>/.
    path("", include("newsroom.comments.urls")),
    path("", include("newsroom.articles.urls")),  # news/ section/ tag/ author/ archive/
    path("search/", include("newsroom.search.urls")),
    path("admin/", admin.site.urls),
    path("", include("newsroom.web.urls")),  # media/ healthz
    path("", include("newsroom.pages.urls")),  # about/ and other pages: after everything else
]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.page_not_found
handler500 = errors.server_error
