"""What was written to a person and by them, for the person's own file."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from gainful.domain.accounts.actor import Actor
from gainful.domain.messages.links import shown
from gainful.domain.messages.models import ContactRules, Message
from gainful.domain.messages.queries import conversation, requests_to, threads_with


def everything_about_me(actor: Actor) -> dict[str, Any]:
    """Return a person's letters, conversations, open questions and how they want to be reached, as plain values."""
    user = actor.signed_in_user
    mine = Q(user=user) | Q(participant__user=user)
    letters = Message.objects.filter(mine, thread=None).order_by("created_at", "id")
    said = ("kind", "channel", "address", "subject", "text", "state", "created_at", "sent_at", "read_at",
            "organization__name")  # fmt: skip
    rules = (
        "by_email", "by_sms", "safe_email", "safe_phone", "discreet", "digest", "switched_off", "quiet_from",
        "quiet_until", "time_zone", "no_reminders_until",
    )  # fmt: skip
    return {
        "letters": [row | {"text": shown(row["text"])} for row in letters.values(*said)],
        "conversations": [
            {
                "with": str(thread.organization), "subject": thread.subject,
                "turns": [{"at": turn.at, "who": turn.who, "text": turn.text} for turn in conversation(thread)],
            }
            for thread in threads_with(actor)
        ],
        "asked_of_me": list(requests_to(actor).values("kind", "asked_at", "due_on", "state", "organization__name")),
        "how_to_reach_me": list(ContactRules.objects.filter(mine).order_by("id").values(*rules)),
    }  # fmt: skip
