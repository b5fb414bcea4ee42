from django.contrib.admin.apps import AdminConfig


class NewsroomAdmin(AdminConfig):
    """Django's admin, with our own site object."""

    default_site = "newsroom.config.admin.NewsroomAdminSite"
