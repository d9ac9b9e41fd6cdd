"""Edit one module: what it teaches, to which level, for which requirement; two people at once lose nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.curricula import actions, queries
from gainful.domain.curricula.access import may
from gainful.domain.curricula.actions import ModuleContent, Taught
from gainful.domain.curricula.errors import ChangedMeanwhileError, CurriculumError
from gainful.domain.curricula.models import CurriculumVersion, Module, ModuleKind
from gainful.domain.job_orders.models import Need
from gainful.domain.organizations.models import Course
from gainful.www.access import for_roles
from gainful.www.components.curriculum_page import attempt
from gainful.www.components.person_forms import styled
from gainful.www.program.curricula.lists import STAFF
from gainful.www.program.curricula.version import find_version


class ModuleForm(forms.Form):
    """The plain fields of a module."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("How it is learned"), choices=ModuleKind.choices)
    hours = forms.FloatField(
        label=gettext_lazy("Hours in all"),
        required=False,
        help_text=gettext_lazy("Empty where nobody knows."),
    )
    provider = forms.CharField(label=gettext_lazy("Who teaches it"), max_length=200, required=False)
    about = forms.CharField(
        label=gettext_lazy("What happens in it"), max_length=4000, required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    gain_measure = forms.CharField(
        label=gettext_lazy("How the gain is measured"), max_length=400, required=False,
        help_text=gettext_lazy("Needed for employability and social-emotional skills."),
    )  # fmt: skip
    course = forms.UUIDField(required=False, widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)


@dataclass(frozen=True, slots=True)
class Choices:
    """What a module may teach: first what is to be trained or is ticked, then the rest."""

    first: list[Choice]
    more: list[Choice]

    @property
    def all(self) -> list[Choice]:
        """Every choice."""
        return [*self.first, *self.more]


@dataclass(slots=True)
class Choice:
    """A competency that the jobs ask for: whose requirements of it the module may serve, and the level it teaches."""

    competency_id: str
    name: str
    need: str
    level: str
    required: float | None
    serves: list[tuple[str, str, bool]]
    """Requirement, whose it is, and whether it is ticked."""

    is_trained: bool = False

    @property
    def field(self) -> str:
        """The name of its level's control."""
        return f"level-{self.competency_id}"


def _choices(version: CurriculumVersion, ticked: set[str], levels: dict[str, str]) -> Choices:
    bases = {basis.profile_version_id: basis for basis in queries.bases_of(version)}
    found: dict[str, Choice] = {}
    for line in actions.requirements_of(version):
        basis = bases[line.version_id]
        choice = found.setdefault(
            line.competency_id,
            Choice(line.competency_id, line.name, line.get_need_display(), "", line.level, []),
        )
        choice.is_trained = choice.is_trained or line.need == Need.WE_TRAIN
        if line.level is not None:
            choice.required = max(choice.required or 0.0, line.level)
        choice.serves.append(
            (str(line.pk), f"{basis.employer_name}: {basis.job_title}", str(line.pk) in ticked)
        )
    for choice in found.values():
        usual = "" if choice.required is None else f"{choice.required:g}"
        choice.level = levels.get(choice.competency_id, usual)
    first = [
        each for each in found.values() if each.is_trained or any(on for _key, _whose, on in each.serves)
    ]
    return Choices(first, [each for each in found.values() if each not in first])


def _held(module: Module) -> tuple[set[str], dict[str, str]]:
    rows = list(module.competencies.prefetch_related("serves"))
    ticked = {str(served.requirement_id) for row in rows for served in row.serves.all()}
    return ticked, {row.competency_id: "" if row.level is None else f"{row.level:g}" for row in rows}


def _sent(request: ActorRequest) -> tuple[set[str], dict[str, str]]:
    levels = {
        name.removeprefix("level-"): str(value)[:10]
        for name, value in request.POST.items()
        if name.startswith("level-")
    }
    return set(request.POST.getlist("serves")), levels


def _level(text: str, name: str) -> float | None:
    if not text.strip():
        return None
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        raise CurriculumError(
            _("%(name)s: a level is between 0 and 7.") % {"name": name}, field="serves"
        ) from None


def _content(form: ModuleForm, choices: Choices) -> ModuleContent:
    teaches = tuple(
        Taught(each.competency_id, each.name, _level(each.level, each.name), served)
        for each in choices.all
        if (served := tuple(UUID(key) for key, _whose, on in each.serves if on))
    )
    plain = {
        name: form.cleaned_data[name]
        for name in ("title", "kind", "hours", "provider", "about", "gain_measure")
    }
    key = form.cleaned_data["course"]
    course = Course.objects.filter(pk=key).first() if key else None
    return ModuleContent(teaches=teaches, course=course, **plain)


def _from_course(version: CurriculumVersion, text: str) -> tuple[dict[str, Any], set[str], dict[str, str]]:
    """Return how a form begins that takes a course of the catalogue as a module."""
    try:
        course = Course.objects.select_related("provider").filter(pk=UUID(text)).first()
    except ValueError:
        course = None
    if course is None:
        return {}, set(), {}
    taught = {row.competency_id: row.level_to for row in course.competencies.all()}
    kind = ModuleKind.ONLINE if course.modality == "online" else ModuleKind.CLASSROOM
    initial = {"title": course.title, "provider": course.provider.name, "hours": course.hours, "kind": kind,
               "course": course.pk}  # fmt: skip
    lines = [line for line in actions.requirements_of(version) if line.competency_id in taught]
    levels = {key: f"{level:g}" for key, level in taught.items() if level is not None}
    return initial, {str(line.pk) for line in lines}, levels


def _answer(
    request: ActorRequest, version: CurriculumVersion, module: Module | None, form: ModuleForm, **shown: Any
) -> HttpResponse:
    context = {"version": version, "curriculum": version.curriculum, "module": module, "form": form, **shown}
    status = 422 if request.method == "POST" else 200
    return render(request, "program/module.html", context, status=status)


def _editable(request: ActorRequest, curriculum_id: UUID, number: int) -> CurriculumVersion:
    version = find_version(request, curriculum_id, number)
    if request.method != "POST" and not may(request.actor, "edit", version):
        raise Http404
    return version


@for_roles(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(
    request: ActorRequest, curriculum_id: UUID, number: int, module_id: UUID | None = None
) -> HttpResponse:
    """Add a module, or change one; what somebody else saved meanwhile is shown beside what was typed."""
    version = _editable(request, curriculum_id, number)
    module = None
    if module_id is not None:
        module = Module.objects.filter(version=version, pk=module_id).first()
        if module is None and request.method != "POST":
            raise Http404
    if request.method != "POST":
        return _first(request, version, module)
    form, (ticked, levels) = ModuleForm(request.POST), _sent(request)
    choices = _choices(version, ticked, levels)
    if not form.is_valid():
        return _answer(request, version, module, form, choices=choices)
    try:
        actions.save_module(
            request.actor, version, _content(form, choices), module_id=module_id,
            seen=form.cleaned_data["seen"] or 0, key=form.cleaned_data["key"],
        )  # fmt: skip
    except ChangedMeanwhileError as error:
        return _both(request, version, error, choices)
    except CurriculumError as error:
        words = f"{error.message} {error.hint}".strip()
        form.add_error(error.field if error.field in form.fields else None, words)
        return _answer(request, version, module, form, choices=choices)
    messages.success(request, _("Saved."))
    return redirect("program:curriculum_version", curriculum_id, number)


def _first(request: ActorRequest, version: CurriculumVersion, module: Module | None) -> HttpResponse:
    if module is None:
        initial, ticked, levels = _from_course(version, request.GET.get("course", ""))
        initial["key"] = uuid4()
    else:
        names = ("title", "kind", "hours", "provider", "about", "gain_measure")
        initial = {name: getattr(module, name) for name in names}
        initial["hours"] = None if module.hours is None else f"{module.hours:g}"
        initial |= {"course": module.course_id, "seen": module.revision}
        ticked, levels = _held(module)
    choices = _choices(version, ticked, levels)
    return _answer(request, version, module, ModuleForm(initial=initial), choices=choices)


def _both(
    request: ActorRequest, version: CurriculumVersion, error: ChangedMeanwhileError, choices: Choices
) -> HttpResponse:
    """Show what was typed and what somebody else saved; the form now goes over the latter, or makes a new module."""
    theirs, data = error.theirs, request.POST.copy()
    data["seen"] = str(theirs.revision) if theirs is not None else ""
    if theirs is None:
        data["key"] = str(uuid4())
    form = ModuleForm(data)
    text = queries.module_text(theirs) if theirs is not None else None
    return _answer(
        request, version, theirs, form, choices=choices, error=error, theirs=text, was_removed=theirs is None
    )


@for_roles(*STAFF)
@require_POST
def remove(request: ActorRequest, curriculum_id: UUID, number: int, module_id: UUID) -> HttpResponse:
    """Take a module out."""
    version, seen = find_version(request, curriculum_id, number), request.POST.get("seen", "")
    revision = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 9 else 0
    attempt(
        request,
        lambda: actions.remove_module(request.actor, version, module_id, seen=revision),
        _("The module is taken out."),
    )
    return redirect("program:curriculum_version", curriculum_id, number)


@for_roles(*STAFF)
@require_POST
def move(
    request: ActorRequest, curriculum_id: UUID, number: int, module_id: UUID, where: str
) -> HttpResponse:
    """Move a module one place earlier or later."""
    version = find_version(request, curriculum_id, number)
    if where not in {"earlier", "later"}:
        raise Http404
    attempt(
        request,
        lambda: actions.move_module(request.actor, version, module_id, earlier=where == "earlier"),
        _("Moved."),
    )
    return redirect("program:curriculum_version", curriculum_id, number)
