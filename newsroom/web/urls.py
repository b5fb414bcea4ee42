"""/media/photos/, /media/cards/ and /healthz"""

from django.urls import path

from newsroom.web import health, media

app_name = "web"

urlpatterns = [
    path("media/photos/<path:name>", media.photo, name="photo"),
    path("media/cards/<path:name>", media.share_card, name="share_card"),
    path("healthz", health.healthz, name="healthz"),
]
