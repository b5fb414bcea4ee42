"""The photo library's screens in the admin."""

from newsroom.images.admin.photo import PhotoAdmin as PhotoAdmin
