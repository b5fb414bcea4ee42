"""The newsroom's roles: groups, and the permissions each has at first.

A migration creates them (`grant_roles`); from then on an administrator may change the groups in
the admin. A new permission is added to the lists below and granted by a new migration that calls
`grant_roles`.
"""

from __future__ import annotations

from django.apps.registry import Apps
from django.db.migrations.state import StateApps

REPORTER = "ผู้สื่อข่าว"
SUB_EDITOR = "รีไรเตอร์"
EDITOR = "บรรณาธิการ"
MODERATOR = "ผู้ดูแลความคิดเห็น"
ADMINISTRATOR = "ผู้ดูแลระบบ"

# Permissions as `<app label>.<codename>`.
# Captions are shown on public pages: who may not publish may add photos, and write the texts of
# their own only until a published article shows them (`PhotoAdmin.has_change_permission`).
# Without `view_article` a user sees only articles of their own.
_REPORTER = """
    articles.add_article articles.change_article
    articles.view_section articles.view_author articles.view_tag
    images.view_photo images.add_photo
    planning.view_idea planning.add_idea planning.change_idea
    documents.view_document documents.add_document
""".split()
_SUB_EDITOR = """
    articles.view_article articles.edit_any_article
    articles.add_tag articles.change_tag articles.add_author articles.change_author
    articles.add_correction articles.change_correction
    images.change_photo documents.change_document
""".split()
_EDITOR = """
    articles.publish_article articles.delete_article
    articles.delete_tag articles.add_section articles.change_section
    articles.delete_correction site.change_frontpagearticle
    pages.view_page pages.add_page pages.change_page pages.delete_page pages.change_menu
    planning.assign_idea planning.delete_idea
    images.delete_photo documents.delete_document comments.view_comment comments.change_comment
    comments.view_commenter comments.delete_commenter
""".split()
_MODERATOR = """
    comments.view_comment comments.change_comment comments.delete_comment
    comments.view_commenter comments.delete_commenter
""".split()
_ADMINISTRATOR = """
    articles.delete_author articles.delete_section comments.delete_comment
    comments.view_commentorigin site.view_sitesettings site.change_sitesettings
    transfer.view_redirect transfer.add_redirect transfer.change_redirect transfer.delete_redirect
    accounts.view_user accounts.add_user accounts.change_user accounts.delete_user
    auth.view_group auth.add_group auth.change_group auth.delete_group audit.view_auditlogentry
    mail.view_outgoingmail mail.change_outgoingmail
    syndication.view_partner syndication.add_partner syndication.change_partner
    syndication.delete_partner
""".split()

ROLES = {
    REPORTER: _REPORTER,
    SUB_EDITOR: _REPORTER + _SUB_EDITOR,
    EDITOR: _REPORTER + _SUB_EDITOR + _EDITOR,
    MODERATOR: _MODERATOR,
    ADMINISTRATOR: _REPORTER + _SUB_EDITOR + _EDITOR + _ADMINISTRATOR,
}


# What a role is for, as a sentence for whoever gives it.
DESCRIPTIONS = {
    REPORTER: "เขียนข่าวของตน อัปโหลดภาพ แล้วส่งให้ตรวจ เผยแพร่เองไม่ได้",
    SUB_EDITOR: "อ่านและแก้ข่าวของทุกคน ดูแลแท็กและผู้เขียน เผยแพร่เองไม่ได้",
    EDITOR: "ตรวจ เผยแพร่ ตั้งเวลา และถอนข่าว จัดหน้าแรก ดูแลความคิดเห็น",
    MODERATOR: "อนุมัติหรือซ่อนความคิดเห็นเท่านั้น ไม่เห็นข่าวที่ยังไม่เผยแพร่",
    ADMINISTRATOR: "ทำได้ทุกอย่างของบรรณาธิการ เชิญคน ให้สิทธิ์ และตั้งค่าเว็บไซต์",
}


def grant_roles(apps: Apps | StateApps, roles: dict[str, list[str]] = ROLES) -> None:
    """Create the groups of `roles` and add their permissions; none is removed.

    `apps` is the registry, or a migration's. Missing permissions are created here: Django itself
    creates them only after all migrations have run, and then finds these.
    """
    content_types = apps.get_model("contenttypes", "ContentType").objects
    permissions = apps.get_model("auth", "Permission").objects
    groups = apps.get_model("auth", "Group").objects
    existing = {
        f"{one.content_type.app_label}.{one.codename}": one
        for one in permissions.select_related("content_type")
    }
    for role, names in roles.items():
        for name in names:
            if name in existing:
                continue
            app_label, codename = name.split(".")
            content_type, _ = content_types.get_or_create(
                app_label=app_label, model=codename.rpartition("_")[2]
            )
            existing[name] = permissions.create(
                content_type=content_type, codename=codename, name=codename
            )
        group, _ = groups.get_or_create(name=role)
        group.permissions.add(*(existing[name] for name in names))
