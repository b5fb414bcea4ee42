"""/read/"""

from django.urls import path

from newsroom.readership import views

app_name = "readership"

urlpatterns = [path("read/<bigid:pk>/", views.count_visit, name="count_visit")]
