"""/media/photos/ and /healthz"""

from django.urls import path

from newsroom.web import health, media

app_name = "web"

urlpatterns = [
    path("media/photos/<path:name>", media.photo, name="photo"),
    path("healthz", health.healthz, name="healthz"),
]
