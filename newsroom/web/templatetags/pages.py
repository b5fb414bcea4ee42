"""`{% load pages %}{% kept "footer" %}…{% endkept %}`: what stands on every page, made once."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token

from newsroom.web.pages import kept as keep

register = template.Library()


@register.tag
def kept(parser: Parser, token: Token) -> _Kept:
    """Keep what is inside until something changes; after the name stands all that it depends on."""
    names = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    inside = parser.parse(("endkept",))
    parser.delete_first_token()
    return _Kept(names, inside)


class _Kept(template.Node):
    def __init__(self, names: list[FilterExpression], nodelist: NodeList) -> None:
        self.names, self.nodelist = names, nodelist

    def render(self, context: Any) -> str:
        name = ("part of a page", *(name.resolve(context) or "" for name in self.names))
        return keep(name, lambda: self.nodelist.render(context))
