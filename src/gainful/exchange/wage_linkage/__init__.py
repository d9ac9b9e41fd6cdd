"""Participants linked to the people of wage records by what is known of both, where a key cannot do it."""

from gainful.exchange.wage_linkage.decisions import Pair, State
from gainful.exchange.wage_linkage.link import Asked, Linked, link_people
from gainful.exchange.wage_linkage.review import UnreadableReview, apply_review
from gainful.exchange.wage_linkage.runs import with_decisions
from gainful.exchange.wage_linkage.store import LinkStore, links_of

__all__ = [
    "Asked",
    "LinkStore",
    "Linked",
    "Pair",
    "State",
    "UnreadableReview",
    "apply_review",
    "link_people",
    "links_of",
    "with_decisions",
]
