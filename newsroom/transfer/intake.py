"""The one way stories of other systems come in, whatever file they were read from.

A reader (`wordpress`, `jsonlines`) turns its format into `Story` objects; `Intake` writes them in
batches, each in one transaction, so that an import stopped half way can simply be started again:
what is there and unchanged is passed over, and what the newsroom has edited since is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice

from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import connection, transaction
from django.utils import timezone

from newsroom.articles.body import body_text, clean_body
from newsroom.articles.changes import announce
from newsroom.articles.models import (
    Article,
    Author,
    Byline,
    Credit,
    PhotoUse,
    Section,
    Tag,
    TaggedArticle,
)
from newsroom.comments.models import Comment
from newsroom.comments.services import recount
from newsroom.thai.clean import clean, clean_line, is_blank
from newsroom.thai.cut import excerpt
from newsroom.transfer.models import ImportedStory
from newsroom.transfer.redirects import remember
from newsroom.transfer.story import IncomingComment, Report, Story

BATCH = 200
# Far more stories than a newsroom writes, far less than the database can count.
HIGHEST_ID = 10**12
GENERAL = ("general", "ข่าวทั่วไป")


class Intake:
    """Writes stories; one instance an import."""

    def __init__(self, source: str, report: Report, *, dry_run: bool = False) -> None:
        """`source` names the system the stories come from; a dry run writes nothing."""
        self.source = source[:200]
        self.report = report
        self.dry_run = dry_run
        self.sections = {section.slug: section for section in Section.objects.all()}
        self.authors = {author.slug: author for author in Author.objects.all()}
        self.tags: dict[str, Tag] = {}

    def take(self, stories: Iterable[Story]) -> Iterator[int]:
        """Write all stories; yields how many were dealt with so far, after each batch."""
        stream, done = iter(stories), 0
        while batch := list(islice(stream, BATCH)):
            with transaction.atomic():
                self._write([story for story in batch if self._is_usable(story)])
                if self.dry_run:
                    transaction.set_rollback(True)
            if self.dry_run:
                self.tags.clear()
                self.sections = {section.slug: section for section in Section.objects.all()}
                self.authors = {author.slug: author for author in Author.objects.all()}
            done += len(batch)
            yield done

    def section(self, slug: str, name: str) -> Section:
        """The section of that slug or that name, made if there is none."""
        if slug not in self.sections:
            section = Section(slug=slug, name=clean_line(name)[:100] or slug)
            key = Section._meta.get_field("key").pre_save(section, True)
            known = Section.objects.filter(key=key).first()
            if known is None:
                section.save()
                self.report.count("หมวดใหม่")
            self.sections[slug] = known or section
        return self.sections[slug]

    def author(self, slug: str, name: str) -> Author:
        """The author of that slug, made if there is none."""
        if slug not in self.authors:
            name = clean_line(name)[:100]
            self.authors[slug] = Author.objects.create(
                slug=slug, name=slug if is_blank(name) else name
            )
            self.report.count("ผู้เขียนใหม่")
        return self.authors[slug]

    def _is_usable(self, story: Story) -> bool:
        """Whether a story can be kept at all; gives one without a headline its first words."""
        story.headline = clean_line(story.headline)
        if is_blank(story.headline):
            text = clean_line(body_text(clean_body(story.body)))
            if is_blank(text):
                self.report.count("ข้าม: ไม่มีทั้งพาดหัวและเนื้อหา")
                self.report.note(f"ข้าม {story.key}: ไม่มีทั้งพาดหัวและเนื้อหา")
                return False
            story.headline = excerpt(text, 80)
            self.report.note(f"{story.key}: ไม่มีพาดหัว ใช้ถ้อยคำแรกของเนื้อหาแทน")
        if len(story.headline) > 255:
            story.headline = excerpt(story.headline, 230)[:255]
            self.report.note(f"{story.key}: พาดหัวยาวเกิน 255 ตัวอักษร จึงตัดให้สั้นลง")
        if story.status == Article.Status.PUBLISHED and story.published_at is None:
            story.status = Article.Status.DRAFT
            self.report.note(f"{story.key}: ไม่มีวันเวลาเผยแพร่ จึงเก็บเป็นฉบับร่าง")
        return True

    def _write(self, stories: list[Story]) -> None:
        known = {
            row.key: row
            for row in ImportedStory.objects.filter(
                source=self.source, key__in=[story.key[:200] for story in stories]
            ).select_related("article")
        }
        new: dict[str, Story] = {}
        for story in stories:
            row = known.get(story.key[:200])
            if row is not None:
                self._update(row, story)
            elif story.key in new:
                self.report.count("ข้าม: ซ้ำในไฟล์")
            else:
                new[story.key] = story
        if new:
            self._create(list(new.values()))

    def _create(self, stories: list[Story]) -> None:
        self._settle_ids(stories)
        articles = [self._fill(Article(pk=story.wanted_id), story) for story in stories]
        # Rows with an id of their own go first: the database then counts on from behind them.
        with_id = [article for article in articles if article.pk]
        Article.objects.bulk_create(with_id)
        if with_id:
            _count_on_from(Article)
        Article.objects.bulk_create([article for article in articles if not article.pk])
        now = timezone.now()
        ImportedStory.objects.bulk_create(
            ImportedStory(
                source=self.source,
                key=story.key[:200],
                article=article,
                fingerprint=story.fingerprint(),
                imported_at=now,
            )
            for article, story in zip(articles, stories, strict=True)
        )
        self._write_belongings(list(zip(articles, stories, strict=True)))
        self.report.count("ข่าวใหม่", len(articles))

    def _update(self, row: ImportedStory, story: Story) -> None:
        """Bring a story we have up to date, unless the newsroom has edited it since."""
        fingerprint = story.fingerprint()
        if row.fingerprint == fingerprint:
            self.report.count("ไม่เปลี่ยนแปลง")
            return
        if row.article.updated_at > row.imported_at + timedelta(seconds=5):
            self.report.count("ข้าม: แก้ไขในระบบแล้ว")
            self.report.note(f"{story.key}: ข่าวนี้แก้ไขในระบบหลังนำเข้า จึงไม่เขียนทับ")
            return
        self._fill(row.article, story).save()
        row.article.bylines.all().delete()
        row.article.credits.all().delete()
        row.article.tagged_items.all().delete()
        row.fingerprint, row.imported_at = fingerprint, timezone.now()
        row.save()
        self._write_belongings([(row.article, story)])
        self.report.count("ข่าวที่ปรับปรุง")

    def _settle_ids(self, stories: list[Story]) -> None:
        """Keep the ids that are free, so that addresses survive; give up the others."""
        wanted = [
            story.wanted_id
            for story in stories
            if story.wanted_id and 0 < story.wanted_id <= HIGHEST_ID
        ]
        taken = set(Article.objects.filter(pk__in=wanted).values_list("pk", flat=True))
        for story in stories:
            if story.wanted_id is None:
                continue
            if not 0 < story.wanted_id <= HIGHEST_ID or story.wanted_id in taken:
                self.report.note(
                    f"{story.key}: เลขข่าว {story.wanted_id} ใช้ไม่ได้หรือมีข่าวอื่นใช้แล้ว จึงให้เลขใหม่"
                )
                self.report.count("ข่าวที่ได้เลขใหม่")
                story.wanted_id = None
            else:
                taken.add(story.wanted_id)

    def _fill(self, article: Article, story: Story) -> Article:
        section = self.sections.get(story.section) or self.section(*GENERAL)
        article.headline = story.headline
        article.standfirst = story.standfirst
        article.dateline = clean_line(story.dateline)[:60]
        article.body = story.body
        article.status = story.status
        article.published_at = story.published_at
        article.revised_at = story.revised_at
        article.comments_open = story.comments_open
        article.section = section
        article.lead_photo_id = story.lead_photo
        article.updated_at = timezone.now()
        article.derive()
        return article

    def _write_belongings(self, pairs: list[tuple[Article, Story]]) -> None:
        """Bylines, credits, tags, comments and old addresses of stories just written."""
        self._learn_tags([name for _, story in pairs for name in story.tags])
        bylines, credits, tagged = [], [], []
        for article, story in pairs:
            for position, (slug, role) in enumerate(dict.fromkeys(story.authors)):
                author = self.author(slug, slug)
                bylines.append(Byline(article=article, author=author, role=role, position=position))
            for position, (role, name) in enumerate(story.credits):
                credits.append(
                    Credit(article=article, role=role[:60], name=name[:120], position=position)
                )
            tags = dict.fromkeys(self.tags[name] for name in story.tags if name in self.tags)
            tagged += [TaggedArticle(content_object=article, tag=tag) for tag in tags]
        Byline.objects.bulk_create(bylines)
        Credit.objects.bulk_create(credits)
        TaggedArticle.objects.bulk_create(tagged)
        PhotoUse.objects.note([article for article, _ in pairs])
        self._write_comments(pairs)
        announce(article.pk for article, _ in pairs)
        remember(
            (old, article.get_absolute_url()) for article, story in pairs
            for old in story.old_addresses
        )  # fmt: skip

    def _learn_tags(self, names: list[str]) -> None:
        unknown = [name for name in dict.fromkeys(names) if name not in self.tags]
        for name in unknown:
            try:
                self.tags[name] = Tag.objects.named([name])[0]
            except (ValidationError, ValueError):
                self.report.note(f"ข้ามป้าย «{name[:60]}»: ไม่มีตัวอักษรหรือยาวเกินไป")

    def _write_comments(self, pairs: list[tuple[Article, Story]]) -> None:
        """Add the comments we do not have; those a moderator has decided on since are left."""
        have = {
            (comment.article_id, comment.created_at, comment.name): comment
            for comment in Comment.objects.filter(
                article__in=[article.pk for article, story in pairs if story.comments]
            )
        }
        level: list[tuple[Comment, Story, int]] = []
        made: dict[tuple[int, int], Comment] = {}
        for article, story in pairs:
            for index, incoming in enumerate(story.comments):
                comment = self._comment(article, incoming)
                if comment is None:
                    continue
                known = have.get((article.pk, comment.created_at, comment.name))
                made[article.pk, index] = known or comment
                if known is None:
                    level.append((comment, story, index))
        # Parents before their children, since a child must know its parent's number.
        while level:
            ready: list[tuple[Comment, Story, int]] = []
            waiting: list[tuple[Comment, Story, int]] = []
            for comment, story, index in level:
                above = story.comments[index].parent
                parent = made.get((comment.article_id, above)) if above is not None else None
                comment.parent = parent if parent is not comment else None
                (waiting if comment.parent and not comment.parent.pk else ready).append(
                    (comment, story, index)
                )
            if not ready:  # a ring of parents: break it
                for comment, _, _ in waiting:
                    comment.parent = None
                ready, waiting = waiting, []
            Comment.objects.bulk_create([comment for comment, _, _ in ready])
            self.report.count("ความคิดเห็นใหม่", len(ready))
            level = waiting
        recount([article.pk for article, story in pairs if story.comments])

    def _comment(self, article: Article, incoming: IncomingComment) -> Comment | None:
        body, name = clean(incoming.body).strip(), clean_line(incoming.name)[:60]
        if is_blank(body):
            self.report.count("ข้าม: ความคิดเห็นว่าง")
            return None
        return Comment(
            article=article,
            name="ไม่ระบุชื่อ" if is_blank(name) else name,
            email=incoming.email[:254] if "@" in incoming.email else "",
            body=body,
            status=incoming.status,
            created_at=incoming.created_at,
        )


def _count_on_from(model: type[Article]) -> None:
    """Make the database give new rows ids behind those that were set by hand (PostgreSQL)."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(statement)
