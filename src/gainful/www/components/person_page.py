"""Which page a person's record has for who looks: a coach's own, or that of whoever runs the agency."""

from __future__ import annotations

from uuid import UUID

from django import template
from django.template import Context
from django.urls import reverse

from gainful.domain.accounts.actor import Actor

register = template.Library()


def person_page(actor: Actor, person: UUID) -> str:
    """Return the address of a person's record for this actor."""
    return reverse("coach:person" if actor.role == "coach" else "program:person", args=[person])


@register.simple_tag(takes_context=True, name="person_page")
def _tag(context: Context, person: UUID) -> str:
    return person_page(context["actor"], person)
