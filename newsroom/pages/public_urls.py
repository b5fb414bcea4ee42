"""The paths of pages, without a database object."""

from newsroom.web.url_templates import UrlTemplate

page_url = UrlTemplate("pages:page", slug=str)
