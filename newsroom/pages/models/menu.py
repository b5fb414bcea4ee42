"""The menus at the head and the foot of every page."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from newsroom.articles.models import Section, Tag
from newsroom.fields.text import LineField
from newsroom.pages.links import validate_link
from newsroom.pages.models.page import Page


class Menu(models.Model):
    """One of the two menus; without items the site shows its own in its place."""

    class Place(models.TextChoices):
        """Where on the page it stands."""

        HEAD = "head", "เมนูหัวเว็บไซต์"
        FOOT = "foot", "เมนูท้ายเว็บไซต์"

    place = models.CharField("ตำแหน่ง", max_length=4, choices=Place.choices, unique=True)

    class Meta:
        verbose_name = "เมนู"
        verbose_name_plural = "เมนู"
        default_permissions = ("change",)
        ordering = ["-place"]

    def __str__(self) -> str:
        return self.get_place_display()


class MenuItem(models.Model):
    """A line of a menu: one target, and a label where the target's name will not do.

    `target_name` stays when the target is deleted, so that the desk can be told which it was.
    """

    TARGETS = ("section", "page", "tag", "url")

    menu = models.ForeignKey(Menu, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField("ลำดับ", default=0)
    section = models.ForeignKey(
        Section,
        verbose_name="หมวด",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    page = models.ForeignKey(
        Page, verbose_name="หน้า", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    tag = models.ForeignKey(
        Tag, verbose_name="แท็ก", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    url = models.CharField(
        "ลิงก์",
        max_length=500,
        blank=True,
        validators=[validate_link],
        help_text="ที่อยู่เต็มของเว็บอื่น หรือที่อยู่ในเว็บนี้ เช่น /archive/",
    )
    label = LineField("ข้อความ", max_length=60, blank=True)
    target_name = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = "รายการเมนู"
        verbose_name_plural = "รายการเมนู"
        default_permissions = ()
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text or "–"

    def save(self, *args: object, **kwargs: Any) -> None:
        """Remember the target's name."""
        if (target := self.target) is not None:
            self.target_name = str(target)[:200]
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Ask for exactly one target, and for the words of a link."""
        count = sum(bool(getattr(self, name)) for name in self.TARGETS)
        # One whose target was deleted may stay until somebody takes it out.
        if count == 0 and not self.target_name:
            raise ValidationError("เลือกหมวด หน้า หรือแท็ก หรือใส่ลิงก์")
        if count > 1:
            raise ValidationError("เลือกได้อย่างเดียว: หมวด หน้า แท็ก หรือลิงก์")
        if self.url and not self.label:
            raise ValidationError({"label": "ลิงก์ต้องมีข้อความ"})

    @property
    def target(self) -> Section | Page | Tag | None:
        """The row that it leads to; None for a link, and when the row was deleted."""
        return self.section or self.page or self.tag

    @property
    def text(self) -> str:
        """What readers see."""
        return self.label or str(self.target or self.target_name)
