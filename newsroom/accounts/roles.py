"""The roles of a newsroom, as groups, and what each may do: the only table that says so.

A migration gives them (`give`); from then on an administrator may change the groups in the admin.
A room that gets new things to decide about adds them here, and calls `give` in a migration.
"""

from __future__ import annotations

from typing import Any

REPORTER = "ผู้สื่อข่าว"
SUB_EDITOR = "ผู้ช่วยบรรณาธิการ"
EDITOR = "บรรณาธิการ"
MODERATOR = "ผู้ดูแลความคิดเห็น"
ADMINISTRATOR = "ผู้ดูแลระบบ"

# A caption stands on public pages: who may not publish brings photos, but does not change them.
# Without `view_article` somebody sees the stories that are theirs, and no others.
_REPORTER = """
    articles.add_article articles.change_article
    articles.view_section articles.view_author articles.view_tag
    images.view_photo images.add_photo
""".split()
_SUB_EDITOR = """
    articles.view_article articles.edit_any_article
    articles.add_tag articles.change_tag articles.add_author articles.change_author
    articles.add_correction articles.change_correction
    images.change_photo
""".split()
_EDITOR = """
    articles.publish_article articles.delete_article
    articles.delete_tag articles.add_section articles.change_section
    articles.delete_correction site.change_frontpick
    images.delete_photo comments.view_comment comments.change_comment
""".split()
_MODERATOR = "comments.view_comment comments.change_comment comments.delete_comment".split()
_ADMINISTRATOR = """
    articles.delete_author articles.delete_section comments.delete_comment
    comments.view_commentorigin site.view_siteidentity site.change_siteidentity
    transfer.view_redirect transfer.add_redirect transfer.change_redirect transfer.delete_redirect
    accounts.view_user accounts.add_user accounts.change_user accounts.delete_user
    auth.view_group auth.add_group auth.change_group auth.delete_group audit.view_entry
""".split()

ROLES = {
    REPORTER: _REPORTER,
    SUB_EDITOR: _REPORTER + _SUB_EDITOR,
    EDITOR: _REPORTER + _SUB_EDITOR + _EDITOR,
    MODERATOR: _MODERATOR,
    ADMINISTRATOR: _REPORTER + _SUB_EDITOR + _EDITOR + _ADMINISTRATOR,
}


def give(apps: Any, roles: dict[str, list[str]] = ROLES) -> None:
    """Make the groups and give them their permissions; takes nothing away.

    Permissions are made where they do not exist yet: Django makes them only after all migrations
    have run, and finds these then.
    """
    kinds = apps.get_model("contenttypes", "ContentType").objects
    permissions = apps.get_model("auth", "Permission").objects
    for name, rights in roles.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        for right in rights:
            room, codename = right.split(".")
            kind, _ = kinds.get_or_create(app_label=room, model=codename.rpartition("_")[2])
            permission, _ = permissions.get_or_create(
                content_type=kind, codename=codename, defaults={"name": codename}
            )
            group.permissions.add(permission)
