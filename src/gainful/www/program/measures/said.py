"""What people say: the codebook, answers that two people read alone, what counts, and what was changed for it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.curricula.models import CurriculumVersion
from gainful.domain.curricula.queries import versions_of_agency
from gainful.domain.job_orders.errors import JobOrderError
from gainful.domain.measures import said_queries as said
from gainful.domain.measures.actions import (
    Changed,
    code_answer,
    drop_code,
    set_code,
    settle,
    start_codebook,
    take_improvement_back,
    tell_improvement,
    use_codebook,
)
from gainful.domain.measures.models import Codebook, FollowUpAnswer
from gainful.domain.measures.said_queries import Said
from gainful.domain.participants.actions import record_reads
from gainful.domain.programs.models import Program
from gainful.domain.programs.queries import programs_of
from gainful.domain.support.kinds import Need
from gainful.engine.text.topics import HELD_OUT, RIGHT, SUGGESTED
from gainful.www.access import for_roles
from gainful.www.components.person_forms import styled
from gainful.www.components.tables import csv_response
from gainful.www.program.measures.indicators import BOSSES, ROLES

READ = gettext_lazy("Their words read")


def _say(request: ActorRequest, error: JobOrderError) -> None:
    messages.error(request, f"{error.message} {error.hint}".strip())


class CodesForm(forms.Form):
    """The topics of one answer, and why where two differ."""

    codes = forms.MultipleChoiceField(
        label=gettext_lazy("What is it about? None, one or several"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(
        label=gettext_lazy("What decided it: a rule for the next time"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, book: Codebook, data: Any = None, *, settles: bool = False, chosen: Any = ()) -> None:
        super().__init__(data, initial={"codes": list(chosen)})
        self.fields["codes"].choices = [  # type: ignore[attr-defined]
            (code.key, f"{code.name}: {code.definition}") for code in book.codes.order_by("name", "id")
        ]
        if not settles:
            del self.fields["note"]
        styled(self)


class CodeForm(forms.Form):
    """One topic of the draft."""

    name = forms.CharField(label=gettext_lazy("Topic"), max_length=80)
    definition = forms.CharField(label=gettext_lazy("What belongs to it"), max_length=400)
    example = forms.CharField(label=gettext_lazy("An answer that shows it"), max_length=400)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        styled(self)


class ChangedForm(forms.Form):
    """You said, we changed."""

    code = forms.ChoiceField(label=gettext_lazy("Topic"))
    said = forms.CharField(label=gettext_lazy("What you said"), max_length=400)
    changed = forms.CharField(label=gettext_lazy("What we changed"), max_length=400)
    version = forms.ModelChoiceField(
        label=gettext_lazy("Version of the curriculum that changed"),
        queryset=CurriculumVersion.objects.none(),
        required=False,
    )
    support = forms.ChoiceField(
        label=gettext_lazy("Or the kind of support"),
        choices=[("", gettext_lazy("none")), *Need.choices],
        required=False,
    )
    program = forms.ModelChoiceField(
        label=gettext_lazy("Program of the support"),
        queryset=Program.objects.none(),
        required=False,
        empty_label=gettext_lazy("All programs"),
    )
    quoted = forms.ChoiceField(
        label=gettext_lazy("Words that may be quoted"),
        required=False,
        help_text=gettext_lazy("Without a name, and only as long as their author allows it."),
    )

    def __init__(self, request: ActorRequest, told: Said, data: Any = None) -> None:
        super().__init__(data)
        self.fields["code"].choices = [(one.key, one.name) for one in told.topics]  # type: ignore[attr-defined]
        self.fields["version"].queryset = versions_of_agency(request.actor)  # type: ignore[attr-defined]
        self.fields["version"].label_from_instance = lambda row: f"{row.curriculum.title}, {row}"  # type: ignore[attr-defined]
        self.fields["program"].queryset = programs_of(request.actor)  # type: ignore[attr-defined]
        quotes = [
            (str(quote.answer_id), f"{one.name}: “{quote.words}”")
            for one in told.topics
            for quote in one.quotes
        ]
        self.fields["quoted"].choices = [("", _("none")), *quotes]  # type: ignore[attr-defined]
        styled(self)

    def given(self) -> Changed:
        """Return it as the domain takes it."""
        found = dict(self.cleaned_data)
        found["quoted"] = UUID(found["quoted"]) if found["quoted"] else None
        return Changed(**found)


@for_roles(*ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: ActorRequest) -> HttpResponse:
    """Show the topics of the answers, how far two coders agree, quotes, and what was changed."""
    request.section = "program:measures"
    told = said.what_people_say(request.actor)
    can_manage = request.actor.role in BOSSES
    sent = request.method == "POST" and can_manage
    form = ChangedForm(request, told, request.POST if sent else None) if can_manage and told.book else None
    if sent and form is not None and form.is_valid():
        try:
            tell_improvement(request.actor, form.given())
        except JobOrderError as error:
            form.add_error(
                error.field if error.field in form.fields else None, f"{error.message} {error.hint}".strip()
            )
        else:
            messages.success(request, _("Told. Whoever answered reads it from now on."))
            return redirect("program:said")
    people = [one.answer.follow_up.participant_id for one in told.open]
    record_reads(request.actor, people, what=str(READ))
    context = {
        "told": told,
        "form": form,
        "can_manage": can_manage,
        "smallest": said.SMALLEST,
        "right": RIGHT,
        "suggested": SUGGESTED,
        "held_out": HELD_OUT,
        "improvements": list(said.improvements(request.actor)[:100]),
        "columns": [_("Topic"), _("People"), _("Employers"), _("Two coders agree"), _("Kappa")],
    }
    return render(
        request, "program/said.html", context, status=422 if form is not None and form.errors else 200
    )


@for_roles(*ROLES)
@require_safe
def export(request: ActorRequest) -> HttpResponse:
    """Each answer that two have coded, with both readings and what counts, as CSV."""
    rows = said.coded_rows(request.actor)
    record_reads(request.actor, said.people_of(row[0] for row in rows), what=_("Their words exported"))
    return csv_response("what-people-say", said.CODED, rows)


@for_roles(*ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def codebook(request: ActorRequest) -> HttpResponse:
    """Show the versions of the codebook; a manager writes the next one."""
    request.section = "program:measures"
    can_manage = request.actor.role in BOSSES
    form = CodeForm()
    if request.method == "POST" and can_manage:
        form = CodeForm(request.POST) if "name" in request.POST else form
        try:
            if _step(request, form):
                return redirect("program:codebook")
        except JobOrderError as error:
            if form.is_bound and error.field in form.fields:
                form.add_error(error.field, f"{error.message} {error.hint}".strip())
            else:
                _say(request, error)
                return redirect("program:codebook")
    books = list(said.codebooks(request.actor))
    context = {
        "books": books,
        "draft": next((book for book in books if book.state == "draft"), None),
        "form": form,
        "can_manage": can_manage,
        "columns": [_("Topic"), _("What belongs to it"), _("An answer that shows it")],
    }
    return render(request, "program/codebook.html", context, status=422 if form.errors else 200)


def _step(request: ActorRequest, form: CodeForm) -> bool:
    """Take the step that was sent; whether it was taken."""
    if "use" in request.POST:
        use_codebook(request.actor)
        messages.success(request, _("In use. Answers are coded by this version from now on."))
    elif "drop" in request.POST:
        drop_code(request.actor, request.POST["drop"])
    elif "start" in request.POST:
        start_codebook(request.actor, request.POST.get("reason", ""))
    elif form.is_bound:
        if not form.is_valid():
            return False
        set_code(request.actor, key=request.POST.get("key", ""), **form.cleaned_data)
    return True


@for_roles(*ROLES)
@require_safe
def next_answer(request: ActorRequest) -> HttpResponse:
    """Go to the next answer that the actor may code."""
    book = said.codebook_in_use(request.actor.organization) if request.actor.organization else None
    found = said.to_code(book).first() if book is not None else None
    if found is None:
        messages.success(request, _("No answer waits for you."))
        return redirect("program:said")
    return redirect("program:said_answer", found.pk)


def _open(request: ActorRequest, answer_id: UUID) -> tuple[FollowUpAnswer, Codebook]:
    organization = request.actor.organization
    book = said.codebook_in_use(organization) if organization is not None else None
    found = said.newest_text(organization).filter(pk=answer_id).first() if organization and book else None
    if found is None or book is None:
        raise Http404
    return found, book


@for_roles(*ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: ActorRequest, answer_id: UUID) -> HttpResponse:
    """Code one answer alone; once two have, show both readings and settle them."""
    request.section = "program:measures"
    found, book = _open(request, answer_id)
    both = next((one for one in said.read_answers(book) if one.answer.pk == found.pk), None)
    with_suggestions = request.GET.get("suggest") == "1" or both is not None
    chosen = both.codes or both.first | both.second if both is not None else ()
    data = request.POST if request.method == "POST" else None
    form = CodesForm(book, data, settles=both is not None, chosen=chosen)
    if request.method == "POST" and form.is_valid():
        try:
            if both is not None:
                settle(request.actor, found.pk, form.cleaned_data["codes"], form.cleaned_data["note"])
                messages.success(request, _("Settled, with your name."))
                return redirect("program:said")
            code_answer(request.actor, found.pk, form.cleaned_data["codes"], saw_suggestions=with_suggestions)
        except JobOrderError as error:
            form.add_error(None, f"{error.message} {error.hint}".strip())
        else:
            messages.success(request, _("Noted. Here is the next one."))
            return redirect("program:said_next")
    record_reads(request.actor, [found.follow_up.participant_id], what=str(READ))
    mine = found.codings.filter(codebook=book, coder=request.actor.signed_in_user).first()
    names = {code.key: code.name for code in book.codes.all()}
    context = {
        "answer": found,
        "both": both,
        "mine": mine,
        "named": [
            [names.get(key, key) for key in sorted(codes)]
            for codes in ((both.first, both.second) if both else ())
        ],
        "form": form if both is not None or mine is None else None,
        "with_suggestions": with_suggestions,
        "suggestions": [(names[one.key], one.score) for one in said.suggested(book, [found])[0]]
        if with_suggestions
        else [],
        "right": RIGHT,
        "suggested": SUGGESTED,
    }
    return render(request, "program/said_answer.html", context, status=422 if form.errors else 200)


@for_roles(*BOSSES)
@require_POST
def take_back(request: ActorRequest, improvement_id: UUID) -> HttpResponse:
    """Take back what was told wrongly."""
    row = said.improvement(request.actor, improvement_id)
    if row is None:
        raise Http404
    try:
        take_improvement_back(request.actor, row)
    except JobOrderError as error:
        _say(request, error)
    else:
        messages.success(request, _("Taken back. Nobody reads it any more."))
    return redirect("program:said")
