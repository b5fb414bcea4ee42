"""Who may do what with a photo beyond Django's permissions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsroom.images.models import Photo

if TYPE_CHECKING:
    from newsroom.accounts.models import User


def may_move_focal_point(user: User) -> bool:
    """Whether the user may say how photos are cropped wherever they are shown."""
    return user.has_perm("images.change_photo")


def may_write_texts(user: User, photo: Photo) -> bool:
    """Whether the user may write a photo's texts: any photo's, or an own one's until readers see it."""
    if user.has_perm("images.change_photo"):
        return True
    is_own = photo.uploaded_by_id == user.pk
    return is_own and user.has_perm("images.add_photo") and not photo.is_released
