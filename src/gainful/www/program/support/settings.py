"""How an agency sets up support: presets, benefits by income, caseloads and who looks after whom."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as notices
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.participants.actions import record_reads
from gainful.domain.support import plan_queries as queries
from gainful.domain.support.actions.money import load_benefits
from gainful.domain.support.actions.needs import change_preset
from gainful.domain.support.actions.notes import assign, set_caseload
from gainful.domain.support.coaches import coaches_of, some_coaches
from gainful.domain.support.errors import SupportError
from gainful.domain.support.helping import staff_organization
from gainful.domain.support.instruments import current_instrument, presets_of
from gainful.exchange.benefits import BenefitFileError, read_benefits
from gainful.exchange.upload_sizes import BENEFITS, in_megabytes
from gainful.www.access import for_roles
from gainful.www.components.needs import say
from gainful.www.components.paging import open_page
from gainful.www.components.people import get_person


@for_roles("program_manager")
@require_http_methods(["GET", "HEAD", "POST"])
def presets(request: ActorRequest) -> HttpResponse:
    """Show whom the agency asks what first, and change it."""
    request.section = "program:money"
    agency = staff_organization(request.actor)
    instrument = current_instrument(agency)
    if request.method == "POST":
        code = request.POST.get("code", "")
        name, topics = request.POST.get("name", ""), request.POST.getlist("topics")
        say(
            request, lambda: change_preset(request.actor, code or name, name=name, topics=topics), _("Saved.")
        )
        return redirect("program:needs_presets")
    context = {
        "instrument": instrument,
        "presets": [
            (preset, [(t, t.id in preset.topics) for t in instrument.topics]) for preset in presets_of(agency)
        ],
    }
    return render(request, "program/needs_presets.html", context)


@for_roles("program_manager")
@require_http_methods(["GET", "HEAD", "POST"])
def benefits(request: ActorRequest) -> HttpResponse:
    """Show which benefits are loaded, and load more from a file."""
    request.section = "program:money"
    agency = staff_organization(request.actor)
    if request.method == "POST":
        file = request.FILES.get("file")
        if file is None or (file.size or 0) > BENEFITS:
            notices.error(
                request, _("Choose a CSV file of at most %(most)s MB.") % {"most": in_megabytes(BENEFITS)}
            )
            return redirect("program:benefits")
        try:
            rules = read_benefits(file.read(), file.name or "benefits.csv")
            made = load_benefits(request.actor, rules)
        except (BenefitFileError, SupportError) as error:
            notices.error(request, str(error))
        else:
            said = ngettext("%(n)s rule is loaded.", "%(n)s rules are loaded.", len(made)) % {"n": len(made)}
            notices.success(request, said)
        return redirect("program:benefits")
    return render(request, "program/benefits.html", {"tables": queries.benefits_of(agency.pk)})


COACHES_A_PAGE = 15
MOVES = 12
"""Moves that a page proposes: whoever has done them is shown the next ones."""


@for_roles("program_manager")
@require_safe
def caseload(request: ActorRequest) -> HttpResponse:
    """Show who looks after how many, and the few moves that would even it out."""
    request.section = "program:money"
    coaches = open_page(
        request, lambda start, size: some_coaches(request.actor, start, size), size=COACHES_A_PAGE
    )
    page = queries.caseload(
        request.actor, coaches.rows, with_lost=coaches.number == 1, most=MOVES
    )  # fmt: skip
    record_reads(
        request.actor, [person.pk for _move, person, _a, _b in page.moves], what=_("Caseloads looked at")
    )
    context = {
        "page": page,
        "pages": coaches,
        "columns": [_("Coach"), _("People"), _("Due in two weeks"), _("At most, and languages")],
        "sentence": _moves_words(len(page.moves)),
    }  # fmt: skip
    return render(request, "program/caseload.html", context)


def _moves_words(moves: int) -> str:
    if not moves:
        return _("The caseloads are even.")
    if moves == MOVES:
        return _("These %(n)s moves help most. Do them, and the next ones come.") % {"n": moves}
    return ngettext("%(n)s move would even it out.", "%(n)s moves would even it out.", moves) % {"n": moves}


@for_roles("program_manager")
@require_POST
def set_most(request: ActorRequest, user_id: UUID) -> HttpResponse:
    """Say how many people a coach can look after and which languages they speak."""
    coach = coaches_of(request.actor).filter(pk=user_id).first()
    if coach is None:
        raise Http404
    text = request.POST.get("most", "").strip()
    if text and not (text.isascii() and text.isdigit() and len(text) < 6):
        notices.error(request, _("Write a whole number, or leave it empty."))
        return redirect("program:caseload")
    most = int(text) if text else None
    languages = request.POST.get("languages", "").split(",")
    say(request, lambda: set_caseload(request.actor, coach, most=most, languages=languages), _("Saved."))
    return redirect("program:caseload")


@for_roles("program_manager")
@require_POST
def hand_over(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """Let a coach look after a person."""
    person = get_person(person_id)
    try:
        wanted = UUID(request.POST.get("coach", ""))
    except ValueError:
        raise Http404 from None
    coach = coaches_of(request.actor).filter(pk=wanted).first()
    if coach is None:
        raise Http404
    say(
        request,
        lambda: assign(request.actor, person, coach),
        _("Handed over. The person sees the coach's name."),
    )
    return redirect("program:caseload")
