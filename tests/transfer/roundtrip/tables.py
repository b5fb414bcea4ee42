"""Which tables an export carries, and the only columns that may differ after an import.

A model or a column that is new is compared unless it stands here, with the reason why not.
"""

from __future__ import annotations

COMPARED = {
    "articles.Article", "articles.Section", "articles.Author", "articles.Tag", "articles.TagAlias",
    "articles.TaggedArticle", "articles.Byline", "articles.Credit", "articles.Correction",
    "articles.ArticlePlace", "articles.PhotoUsage", "articles.DocumentUsage",
    "comments.Comment", "images.Photo", "documents.Document", "search.RelatedArticle",
    "search.SearchDocument", "transfer.Redirect",
}  # fmt: skip

COUNTED_AGAIN = "computed from the articles by the site that has them"
DESK = "work in progress of people whose accounts do not move; `backup` keeps it"
ACCOUNTS = "passwords, rights and sessions never leave in a file; `backup` keeps them"
TRACES = "personal data of readers or staff with a term of its own (T-P1); `backup` keeps it"
HERE = "about this installation, not about its articles"
SITE = "how the site is set up, not its articles; `backup` keeps it"

NOT_EXPORTED = {
    "articles.ArticleListing": COUNTED_AGAIN,
    "articles.MonthlyArticleCount": COUNTED_AGAIN,
    "syndication.ShareCard": COUNTED_AGAIN,
    "articles.EditorialNote": DESK,
    "articles.EditingSession": DESK,
    "articles.PreviewLink": DESK,
    "articles.Revision": DESK,
    "articles.PendingChange": DESK,
    "articles.PersonalDraft": DESK,
    "articles.ReviewClaim": DESK,
    "planning.Idea": DESK,
    "accounts.User": ACCOUNTS,
    "accounts.UserSession": ACCOUNTS,
    "accounts.PasswordLinkRequest": ACCOUNTS,
    "notifications.NotificationPreference": ACCOUNTS,
    "notifications.Notification": ACCOUNTS,
    "audit.AuditLogEntry": TRACES,
    "comments.CommentOrigin": TRACES,
    "comments.Commenter": TRACES,
    "readership.DailySalt": TRACES,
    "readership.VisitToken": TRACES,
    "readership.HourlyArticleReaders": HERE,
    "readership.DailyReaders": HERE,
    "transfer.MissingPath": HERE,
    "transfer.ImportedObject": HERE,
    "backup.NightlyBackup": HERE,
    "mail.OutgoingMail": HERE,
    "web.CacheGeneration": HERE,
    "syndication.ChangedArticle": HERE,
    "syndication.Announcement": HERE,
    "site.DemoItem": HERE,
    "site.SiteSettings": SITE,
    "site.FrontPageArticle": SITE,
    "site.BreakingNews": SITE,
    "syndication.Partner": SITE,
    # `export_wordpress` takes pages.
    "pages.Page": SITE,
    "pages.PageRevision": SITE,
    "pages.Menu": SITE,
    "pages.MenuItem": SITE,
}

# Every `id` but the article's is the database's own, too.
MAY_DIFFER = {
    "articles.Article.updated_at": "when the row was written: here, by the import",
    "articles.Article.created_by": "a user; accounts do not move",
    "articles.Author.user": "a user; accounts do not move",
    "comments.Comment.moderated_by": "a user; accounts do not move",
    "images.Photo.uploaded_by": "a user; accounts do not move",
    "articles.Section.lead": "what editors put on top, as on the front page; `backup` keeps it",
    "documents.Document.uploaded_by": "a user; accounts do not move",
    "images.Photo.storage_key": "a random name, part of the files' addresses",
    "search.RelatedArticle.score": "of computed rows; those that an editor chose have none",
    "images.Photo.has_all_formats": "whether AVIF was made, which a periodic task does",
}
# Only of rows that an editor chose: the others are computed, in the order of saving.
ONLY = {"search.RelatedArticle": {"is_manual": True}}
