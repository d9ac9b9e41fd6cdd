"""One person's support for their coach: needs, plan, notes, money, on one page; a note with what follows in one go."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages as notices
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.messages.reach import reach_of
from gainful.domain.participants.actions import record_read
from gainful.domain.participants.measure_queries import latest_of, measures_of
from gainful.domain.participants.models import Participant, Scope
from gainful.domain.support import after_hire_queries, need_queries
from gainful.domain.support import plan_queries as queries
from gainful.domain.support.actions.goals import ActionTerms
from gainful.domain.support.actions.money import Ask, give_money, prove_money
from gainful.domain.support.actions.needs import Begin, begin_assessment
from gainful.domain.support.actions.notes import (
    NoteText,
    Together,
    add_note,
    assign,
    end_assignment,
    write_together,
)
from gainful.domain.support.errors import SupportError
from gainful.domain.support.helping import consent_in_force, sees_sensitive, staff_organization
from gainful.domain.support.instruments import presets_of
from gainful.domain.support.models import MoneyRequest
from gainful.domain.support.queries import service_named
from gainful.domain.support.states.money import MoneyState
from gainful.domain.support.states.needs import AssessmentState, Moment
from gainful.www.access import for_roles
from gainful.www.components import measures, needs
from gainful.www.components import support_plan as page
from gainful.www.components.needs_forms import CorrectForm, GiveForm, GoalForm, ProveForm, TogetherForm
from gainful.www.components.paging import page_of
from gainful.www.components.people import get_person


def _show(request: ActorRequest, person: Participant, **wrong: Any) -> HttpResponse:
    agency = staff_organization(request.actor)
    record_read(request.actor, person, what=_("Support opened by a coach"))
    shares = consent_in_force(person, agency, Scope.SUPPORT)
    sensitive = sees_sensitive(request.actor, person, agency)
    found = need_queries.assessments_of(person)
    last = next((row for row in found if row.state == AssessmentState.FINISHED), None)
    goals, measured = queries.goals_of(person), measures_of(person)
    context = {
        "person": person,
        "shares": shares,
        "sensitive": sensitive,
        "reach": reach_of(person),
        "assignment": queries.assignment_of(person, agency.pk),
        "open": next((row for row in found if row.state == AssessmentState.OPEN), None),
        "seen": need_queries.overview(last, sees_sensitive=sensitive) if last else None,
        "finished": [row for row in found if row.state == AssessmentState.FINISHED],
        "presets": presets_of(agency),
        "moments": Moment.choices,
        "moment": need_queries.next_moment(person),
        "goals": [goal for goal in goals if goal.organization_id == agency.pk],
        "goals_elsewhere": [goal for goal in goals if goal.organization_id != agency.pk],
        "notes": page_of(request, queries.notes_of(person).filter(organization=agency)),
        "notes_elsewhere": queries.notes_of(person)
        .exclude(organization=agency)
        .select_related("organization")[:50],
        **measures.context(measured, latest_of(measured), measures.MeasuresForm(auto_id="measure_%s")),
        "sees_measures": consent_in_force(person, agency, Scope.MEASURES),
        "money": list(queries.money_of(person)[:50]),
        "jobs": after_hire_queries.jobs_of(person),
        "concerns": after_hire_queries.concerns_of(person),
        "goal_form": GoalForm(sensitive=sensitive, auto_id="goal_%s"),
        "together_form": TogetherForm(),
        "action_url": "coach:support_action_step",
        "change_url": "coach:support_action",
        "add_url": "coach:support_action_new",
        "goal_url": "coach:support_goal_step",
        "withdraw_url": "coach:support_money_withdraw",
        "give_url": "coach:support_money",
        **wrong,
    }
    return render(request, "coach/support.html", context, status=422 if wrong else 200)


@for_roles("coach")
@require_safe
def show(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """Show a person's support."""
    return _show(request, get_person(person_id))


@for_roles("coach")
@require_POST
def enter_measures(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """Enter income, credit or housing, once for every agency that the person lets see it."""
    person, form = get_person(person_id), measures.MeasuresForm(request.POST, auto_id="measure_%s")
    if form.is_valid():
        with transaction.atomic():
            done = form.save(request.actor, person)
            if form.errors:
                transaction.set_rollback(True)
        if not form.errors:
            if done:
                notices.success(request, _("Saved."))
            return redirect("coach:support", person_id)
    return _show(request, person, measures_form=form)


def _together(actor: Actor, form: TogetherForm) -> Together:
    given = form.cleaned_data
    action = (
        ActionTerms(given["action_text"], given["action_owner"] or "person", "", given["action_due"])
        if given["action_text"]
        else None
    )
    money = (
        Ask(
            given["money_kind"],
            given["money_amount"] or Decimal(0),
            given["money_words"] or given["text"][:400],
        )
        if given["money_kind"]
        else None
    )
    note = NoteText(
        given["kind"], given["text"], given["shared_with"], given["need"], minutes=given["minutes"]
    )
    if given["refer_agreed"] and not given["refer_to"]:
        raise SupportError(_("Say to which service."), field="service")
    service = service_named(actor, given["refer_to"]) if given["refer_to"] else None
    return Together(
        note, given["goal_need"], given["goal_own_words"], "", action, money, service, given["refer_agreed"],
        key=given["key"],
    )  # fmt: skip


@for_roles("coach")
@require_POST
def write(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """Write a note, and a goal, an action, a referral or a request for money in the same go: all of it or nothing."""
    person, form = get_person(person_id), TogetherForm(request.POST)
    if page.saved(form, lambda: write_together(request.actor, person, _together(request.actor, form))):
        notices.success(request, _("Saved."))
        return redirect("coach:support", person.pk)
    return _show(request, person, together_form=form)


@for_roles("coach")
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: ActorRequest, note_id: UUID) -> HttpResponse:
    """Write a note in the place of one that was wrong; both stay, time counts once."""
    wrong = queries.note(note_id)
    if wrong is None or wrong.organization_id != staff_organization(request.actor).pk:
        raise Http404
    back = _noted(request, wrong.participant)
    begin = {name: getattr(wrong, name) for name in ("kind", "text", "shared_with", "minutes")}
    form = CorrectForm(request.POST or None, initial=begin)

    def step() -> object:
        given = form.cleaned_data
        said = NoteText(
            given["kind"], given["text"], given["shared_with"], minutes=given["minutes"], corrects=wrong
        )
        return add_note(request.actor, wrong.participant, said)

    if request.method == "POST" and page.saved(form, step):
        notices.success(request, _("Corrected. The first note stays, marked."))
        return redirect(back)
    title = _("Correct a note about %s") % wrong.participant
    context = {"form": form, "title": title, "back": back}
    return render(request, "parts/support_form.html", context, status=422 if form.errors else 200)


@for_roles("coach")
@require_POST
def add_goal(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """Write down a goal in the person's words."""
    person, form = get_person(person_id), GoalForm(request.POST, auto_id="goal_%s")
    if page.new_goal(request, person, form):
        notices.success(request, _("The goal is set."))
        return redirect("coach:support", person.pk)
    return _show(request, person, goal_form=form)


@for_roles("coach")
@require_POST
def begin_needs(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """Begin an assessment together, or go on with the one that is open."""
    person = get_person(person_id)
    begin = Begin(request.POST.get("moment", Moment.ENROLMENT), request.POST.get("preset", "everybody"))
    try:
        row = begin_assessment(request.actor, person, begin)
    except SupportError as error:
        notices.error(request, f"{error.message} {error.hint}".strip())
        return redirect("coach:support", person.pk)
    return redirect("coach:needs_go_on", row.pk)


@for_roles("coach")
@require_safe
def needs_go_on(request: ActorRequest, assessment_id: UUID) -> HttpResponse:
    """Go to the first question that is open."""
    return needs.first_open(request, needs.find(assessment_id), "coach")


@for_roles("coach")
@require_http_methods(["GET", "HEAD", "POST"])
def needs_topic(request: ActorRequest, assessment_id: UUID, topic_id: str) -> HttpResponse:
    """Go through one part together."""
    found = needs.find(assessment_id)
    record_read(request.actor, found.participant, what=_("Needs gone through together"))
    return needs.topic_page(request, found, topic_id, "coach")


@for_roles("coach")
@require_POST
def needs_save(request: ActorRequest, assessment_id: UUID) -> HttpResponse:
    """Store an answer as it is given."""
    return needs.save_in_background(request, needs.find(assessment_id))


@for_roles("coach")
@require_http_methods(["GET", "HEAD", "POST"])
def needs_said(request: ActorRequest, assessment_id: UUID) -> HttpResponse:
    """Look at what was said, and finish."""
    found = needs.find(assessment_id)
    record_read(request.actor, found.participant, what=_("Needs opened by a coach"))
    return needs.said_page(request, found, "coach")


@for_roles("coach")
@require_POST
def needs_add(request: ActorRequest, assessment_id: UUID) -> HttpResponse:
    """Ask about one part more."""
    return needs.add_topic(request, needs.find(assessment_id), "coach")


def _noted(request: ActorRequest, person: Participant) -> str:
    record_read(request.actor, person, what=_("Support opened by a coach"))
    return page.back_to("coach", person)


@for_roles("coach")
@require_http_methods(["GET", "HEAD", "POST"])
def new_action(request: ActorRequest, goal_id: UUID) -> HttpResponse:
    """Add the next thing to do."""
    goal = page.goal_of(goal_id)
    return page.action_page(request, goal, _noted(request, goal.participant))


@for_roles("coach")
@require_http_methods(["GET", "HEAD", "POST"])
def change_action(request: ActorRequest, action_id: UUID) -> HttpResponse:
    """Change what is to be done."""
    action = page.action_of(action_id)
    return page.action_change_page(request, action, _noted(request, action.participant))


@for_roles("coach")
@require_POST
def action_step(request: ActorRequest, action_id: UUID, verb: str) -> HttpResponse:
    """Say that something is done, or take it up again; from the list of the day one goes back there."""
    action = page.action_of(action_id)
    back = page.back_to("coach", action.participant)
    if "today" in request.GET:
        from django.urls import reverse

        back = reverse("coach:today")
    if verb == "postpone":
        return page.postpone(request, action, back)
    return page.move(request, action, verb, back)


@for_roles("coach")
@require_POST
def goal_step(request: ActorRequest, goal_id: UUID, verb: str) -> HttpResponse:
    """Reach a goal, let it go, take it up again."""
    goal = page.goal_of(goal_id)
    return page.move(request, goal, verb, page.back_to("coach", goal.participant))


@for_roles("coach")
@require_safe
def pdf(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """The plan on paper."""
    person = get_person(person_id)
    record_read(request.actor, person, what=_("Support plan printed"))
    return page.plan_pdf(request, person)


def _money(money_id: UUID) -> MoneyRequest:
    found = queries.money(money_id)
    if found is None:
        raise Http404
    return found


@for_roles("coach")
@require_POST
def withdraw_money(request: ActorRequest, money_id: UUID) -> HttpResponse:
    """Ask for it no longer."""
    return page.withdraw(request, money_id, page.back_to("coach", _money(money_id).participant))


@for_roles("coach")
@require_http_methods(["GET", "HEAD", "POST"])
def money(request: ActorRequest, money_id: UUID) -> HttpResponse:
    """Say how approved money was given, or enter its receipt."""
    row = _money(money_id)
    back = _noted(request, row.participant)
    if row.state not in {MoneyState.APPROVED, MoneyState.GIVEN}:
        notices.error(request, _("This step is not open while it is “%s”.") % row.get_state_display())
        return redirect(back)
    gives = row.state == MoneyState.APPROVED
    form: GiveForm | ProveForm = (GiveForm if gives else ProveForm)(request.POST or None)

    def step() -> object:
        given = form.cleaned_data
        if gives:
            fields = {name: given[name] for name in ("way", "payee", "reference", "day")}
            return give_money(request.actor, row, **fields)
        return prove_money(
            request.actor, row, receipt=given["receipt"], day=given["day"], spent=given["spent"]
        )

    if request.method == "POST" and page.saved(form, step):
        notices.success(request, _("Saved."))
        return redirect(back)
    title = _("Give $%(usd)s: %(what)s") if gives else _("Receipt of $%(usd)s: %(what)s")
    context = {
        "form": form, "title": title % {"usd": f"{row.approved:,.2f}", "what": row.words}, "back": back,
    }  # fmt: skip
    return render(request, "parts/support_form.html", context, status=422 if form.errors else 200)


@for_roles("coach")
@require_POST
def look_after(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """Look after somebody from now on, or no longer."""
    person = get_person(person_id)
    if "end" in request.POST:
        row = queries.assignment_of(person, request.actor.organization_id)
        if row is not None:
            end_assignment(request.actor, row)
            notices.success(request, _("You look after them no longer."))
        return redirect("coach:support", person.pk)
    try:
        assign(request.actor, person)
    except SupportError as error:
        notices.error(request, f"{error.message} {error.hint}".strip())
    else:
        notices.success(request, _("You look after them now. They see your name."))
    return redirect("coach:support", person.pk)


@for_roles("coach")
@require_http_methods(["GET", "HEAD", "POST"])
def raise_in_pay(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """See what more hours or pay would leave."""
    person = get_person(person_id)
    return page.raise_page(request, person, _noted(request, person))
