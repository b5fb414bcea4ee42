"""`{% load page_cache %}{% cached_fragment "footer" %}…{% endcached_fragment %}`"""

from __future__ import annotations

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context

from newsroom.web.page_cache.memo import memoize

register = template.Library()


@register.tag
def cached_fragment(parser: Parser, token: Token) -> CachedFragmentNode:
    """Render the content once in each generation of the page cache.

    The arguments are the fragment's name and everything else that its content depends on.
    """
    arguments = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    content = parser.parse(("endcached_fragment",))
    parser.delete_first_token()
    return CachedFragmentNode(arguments, content)


class CachedFragmentNode(template.Node):
    """A `cached_fragment`."""

    def __init__(self, arguments: list[FilterExpression], nodelist: NodeList) -> None:
        self.arguments, self.nodelist = arguments, nodelist

    def render(self, context: Context) -> str:
        key = ("fragment", *(argument.resolve(context) or "" for argument in self.arguments))
        return memoize(key, lambda: self.nodelist.render(context))
