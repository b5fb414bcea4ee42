"""/read/"""

from django.urls import path

from newsroom.readership import views

app_name = "readership"

urlpatterns = [path("read/<int:pk>/", views.read, name="read")]
