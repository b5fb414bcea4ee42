"""/ /.well-known/security.txt /manifest.webmanifest"""

from django.urls import path

from newsroom.site import views

app_name = "site"

urlpatterns = [
    path("", views.home, name="home"),
    path("favicon.ico", views.favicon),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
]
