from django.contrib.admin.apps import AdminConfig


class NewsroomAdminConfig(AdminConfig):
    """The app `django.contrib.admin` with `NewsroomAdminSite` as `admin.site`."""

    default_site = "newsroom.config.admin.NewsroomAdminSite"
