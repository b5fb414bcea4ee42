"""/about/ /team/ and every other page; included last, because it asks the database."""

from django.urls import path, register_converter

from newsroom.pages import views
from newsroom.pages.converters import PageSlugConverter

register_converter(PageSlugConverter, "page")

app_name = "pages"

urlpatterns = [
    path("<page:slug>/", views.page, name="page"),
]
