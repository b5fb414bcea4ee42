"""/news/<id>/comments/ /comments/confirm/"""

from django.urls import path

from newsroom.comments import views

app_name = "comments"

urlpatterns = [
    path("news/<bigid:pk>/comments/", views.index, name="index"),
    path("news/<bigid:pk>/comments/thanks/", views.thanks, name="thanks"),
    path("news/<bigid:pk>/comments/<bigid:comment_pk>/", views.comment, name="comment"),
    path("news/<bigid:pk>/comments/reply/<bigid:comment_pk>/", views.reply, name="reply"),
    path("comments/confirm/<str:token>/", views.confirm, name="confirm"),
]
