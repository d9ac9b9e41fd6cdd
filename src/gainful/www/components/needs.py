"""The needs assessment on screen, the same for the person alone and for a coach beside them: one topic a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages as notices
from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.support import need_queries as queries
from gainful.domain.support.actions.needs import add_topics, finish_assessment, save_answers
from gainful.domain.support.errors import SupportError
from gainful.domain.support.helping import sees_sensitive
from gainful.domain.support.instruments import instrument_of, is_retired
from gainful.domain.support.models import Assessment
from gainful.domain.support.states.needs import AssessmentState
from gainful.engine.support.answers import asked
from gainful.engine.support.instruments import Instrument, Question

PREFIX = "q-"


def find(assessment_id: UUID) -> Assessment:
    """Return the assessment that an address names, or 404 where the database shows none."""
    found = queries.assessment(assessment_id)
    if found is None:
        raise Http404
    return found


def say(request: ActorRequest, step: Callable[[], object], done: str) -> bool:
    """Take a step and say above the next page that it is done, or why not; whether it was."""
    try:
        step()
    except SupportError as error:
        notices.error(request, f"{error.message} {error.hint}".strip())
        return False
    if done:
        notices.success(request, done)
    return True


def given_answers(post: QueryDict, questions: list[Question]) -> dict[str, Any]:
    """Return what a form says about these questions: a question whose field is missing is not answered."""
    return {
        question.id: post.getlist(PREFIX + question.id)
        if question.kind == "many"
        else post.get(PREFIX + question.id, "")
        for question in questions
    }


def _order(assessment: Assessment, instrument: Instrument, *, sensitive: bool) -> list[str]:
    return [
        topic
        for topic in assessment.topics
        if topic in instrument.topic_ids and (sensitive or topic not in instrument.sensitive_topics)
    ]


def first_open(request: ActorRequest, assessment: Assessment, namespace: str) -> HttpResponse:
    """Go to the first topic with an open question, or to the end."""
    instrument = instrument_of(assessment)
    if assessment.state == AssessmentState.FINISHED:
        return redirect(f"{namespace}:needs_said", assessment.pk)
    sensitive = sees_sensitive(request.actor, assessment.participant, assessment.organization)
    answers = queries.answers_of(assessment)
    for topic in _order(assessment, instrument, sensitive=sensitive):
        if any(question.id not in answers for question in asked(instrument, answers, [topic])):
            return redirect(f"{namespace}:needs_topic", assessment.pk, topic)
    return redirect(f"{namespace}:needs_said", assessment.pk)


def topic_page(request: ActorRequest, assessment: Assessment, topic_id: str, namespace: str) -> HttpResponse:
    """Show one topic's questions; saving goes on to the next, and what cannot be read is said beside its question."""
    instrument = instrument_of(assessment)
    sensitive = sees_sensitive(request.actor, assessment.participant, assessment.organization)
    order = _order(assessment, instrument, sensitive=sensitive)
    if topic_id not in order:
        raise Http404
    questions = [question for question in instrument.questions if question.topic == topic_id]
    answers, wrong = queries.answers_of(assessment), {}
    if request.method == "POST":
        given = given_answers(request.POST, questions)
        try:
            wrong = save_answers(request.actor, assessment, given)
        except SupportError as error:
            notices.error(request, f"{error.message} {error.hint}".strip())
            return redirect(f"{namespace}:needs_said", assessment.pk)
        if not wrong:
            return redirect(_next(request.POST, assessment, order, topic_id, namespace))
        answers = {**answers, **given}
    place = order.index(topic_id)
    context = {
        "assessment": assessment,
        "person": assessment.participant,
        "topic": instrument.topic(topic_id),
        "rows": [_row(question, answers, wrong) for question in questions],
        "place": place + 1,
        "of": len(order),
        "earlier": order[place - 1] if place else "",
        "is_alone": namespace == "participant",
        "retired": is_retired(assessment),
        "save_url": reverse(f"{namespace}:needs_save", args=[assessment.pk]),
        "topic_url": f"{namespace}:needs_topic",
        "back": _back(assessment, namespace),
    }
    return render(request, "parts/needs_topic.html", context, status=422 if wrong else 200)


def _back(assessment: Assessment, namespace: str) -> str:
    if namespace == "participant":
        return reverse("participant:needs")
    return reverse(f"{namespace}:support", args=[assessment.participant_id])


def _next(post: QueryDict, assessment: Assessment, order: list[str], topic_id: str, namespace: str) -> str:
    if "later" in post:
        return _back(assessment, namespace)
    place = order.index(topic_id) + 1
    if place < len(order):
        return reverse(f"{namespace}:needs_topic", args=[assessment.pk, order[place]])
    return reverse(f"{namespace}:needs_said", args=[assessment.pk])


def _row(question: Question, answers: Mapping[str, Any], wrong: Mapping[str, str]) -> dict[str, Any]:
    value = answers.get(question.id)
    chosen = {str(item) for item in value} if isinstance(value, list) else {str(value)}
    when = question.asked_if
    return {
        "question": question,
        "name": PREFIX + question.id,
        "value": "" if value is None else value,
        "options": [(key, words, key in chosen) for key, words in question.options],
        "wrong": wrong.get(question.id, ""),
        "if_name": PREFIX + when.question if when else "",
        "if_any": " ".join(when.any_of) if when else "",
    }


def save_in_background(request: ActorRequest, assessment: Assessment) -> HttpResponse:
    """Store one topic's answers as they are given: 204, or 422 with what cannot be stored, by question."""
    instrument = instrument_of(assessment)
    sent = [name.removeprefix(PREFIX) for name in request.POST if name.startswith(PREFIX)]
    questions = [question for name in sent if (question := instrument.question(name)) is not None]
    try:
        wrong = save_answers(request.actor, assessment, given_answers(request.POST, questions))
    except SupportError as error:
        return JsonResponse({"message": error.message, "hint": error.hint}, status=422)
    return HttpResponse(status=204) if not wrong else JsonResponse({"wrong": wrong}, status=422)


def said_page(request: ActorRequest, assessment: Assessment, namespace: str) -> HttpResponse:
    """Show what was said, scores with their source and what changed; finish from here."""
    sensitive = sees_sensitive(request.actor, assessment.participant, assessment.organization)
    if request.method == "POST":
        step = lambda: finish_assessment(request.actor, assessment)  # noqa: E731
        if say(request, step, _("Thank you. This is saved, and you can look at it at any time.")):
            return redirect(_after(assessment, namespace))
        return redirect(f"{namespace}:needs_said", assessment.pk)
    seen = queries.overview(assessment, sees_sensitive=sensitive)
    unasked = [
        topic
        for topic in seen.instrument.topics
        if topic.id not in assessment.topics and (sensitive or not topic.sensitive)
    ]
    context = {
        "seen": seen,
        "assessment": assessment,
        "person": assessment.participant,
        "is_alone": namespace == "participant",
        "is_open": assessment.state == AssessmentState.OPEN,
        "unasked": unasked,
        "add_url": f"{namespace}:needs_add",
        "topic_url": f"{namespace}:needs_topic",
        "said_url": f"{namespace}:needs_said",
        "back": _back(assessment, namespace),
    }
    return render(request, "parts/needs_said.html", context)


def _after(assessment: Assessment, namespace: str) -> str:
    if namespace == "participant":
        return reverse("participant:support")
    return reverse(f"{namespace}:support", args=[assessment.participant_id])


def add_topic(request: ActorRequest, assessment: Assessment, namespace: str) -> HttpResponse:
    """Ask about one topic more."""
    topic = request.POST.get("topic", "")
    if say(request, lambda: add_topics(request.actor, assessment, [topic]), ""):
        return redirect(f"{namespace}:needs_topic", assessment.pk, topic)
    return redirect(f"{namespace}:needs_said", assessment.pk)
