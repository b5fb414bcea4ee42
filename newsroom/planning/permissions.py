"""Who may do what with an idea. Whoever sees the plan sees all of it."""

from __future__ import annotations

from newsroom.accounts.models import User
from newsroom.articles import permissions as article_permissions
from newsroom.planning.models import Idea

VIEW = "planning.view_idea"
CHANGE = "planning.change_idea"
ASSIGN = "planning.assign_idea"


def can_assign(user: User) -> bool:
    """Whether the user says who does what, and changes everybody's ideas."""
    return user.has_perm(ASSIGN) and user.has_perm(CHANGE)


def can_edit(user: User, idea: Idea) -> bool:
    """Whether the user may change and move an idea: the own, the one they do, or any."""
    if not user.has_perm(CHANGE):
        return False
    return can_assign(user) or user.pk in (idea.created_by_id, idea.assignee_id)


def can_take(user: User, idea: Idea) -> bool:
    """Whether the user may take on an idea: one that is open and nobody does."""
    return user.has_perm(CHANGE) and idea.is_open and idea.assignee_id is None


def can_give_back(user: User, idea: Idea) -> bool:
    """Whether the user may give back an idea that they took and have not written yet."""
    return user.has_perm(CHANGE) and idea.is_open and idea.assignee_id == user.pk


def can_write(user: User, idea: Idea) -> bool:
    """Whether the user may make a story of an idea; one that nobody does is theirs from then on.

    Whoever proposed what a colleague does leaves it to the colleague.
    """
    if not idea.is_open or not user.has_perm(article_permissions.ADD):
        return False
    is_mine = idea.assignee_id in (None, user.pk)
    return user.has_perm(CHANGE) and (is_mine or can_assign(user))
