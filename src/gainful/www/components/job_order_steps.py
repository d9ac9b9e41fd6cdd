"""One way to try a step of a job order or a plan: what was refused is said above the page, in the domain's words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypedDict

from django.contrib import messages

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.job_orders.errors import JobOrderError


class Signer(TypedDict):
    """Who signs, as they typed it."""

    name: str
    title: str


class Seen(Signer):
    """Who signs a profile, and the hash of what they saw."""

    seen_hash: str


class SeenBasis(Signer):
    """Who commits openings, and what the form stood on when they read it."""

    seen: str


def refuse(request: ActorRequest, error: JobOrderError) -> None:
    """Say what was refused and what to do."""
    messages.error(request, f"{error.message} {error.hint}".strip())


def attempt(request: ActorRequest, step: Callable[[], object], done: str) -> bool:
    """Take the step and say that it is done; a refusal is said instead, and False comes back."""
    try:
        step()
    except JobOrderError as error:
        refuse(request, error)
        return False
    messages.success(request, done)
    return True


def signer(request: ActorRequest) -> Signer:
    """Return who signs, from a sent form."""
    return {"name": request.POST.get("name", ""), "title": request.POST.get("title", "")}


def committer(request: ActorRequest) -> SeenBasis:
    """Return who commits openings and what they saw, from a sent form."""
    return {**signer(request), "seen": request.POST.get("seen_basis", "")}


def seen(request: ActorRequest) -> Seen:
    """Return who signs a profile and what they saw, from a sent form."""
    return {**signer(request), "seen_hash": request.POST.get("seen_hash", "")}
