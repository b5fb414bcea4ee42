"""/news/<id>/comments/"""

from django.urls import path

from newsroom.comments import views

app_name = "comments"

urlpatterns = [
    path("news/<int:pk>/comments/", views.post, name="post"),
    path("news/<int:pk>/comments/thanks/", views.thanks, name="thanks"),
    path("news/<int:pk>/comments/reply/<int:comment_pk>/", views.reply, name="reply"),
]
