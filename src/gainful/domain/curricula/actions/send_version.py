"""Send a draft to the employers, and take it back while nobody has signed."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gainful.domain.accounts.actor import Actor
from gainful.domain.curricula.access import require
from gainful.domain.curricula.actions.hold_version import hold_version
from gainful.domain.curricula.actions.move_version import move
from gainful.domain.curricula.asking import ask_employers, stop_asking
from gainful.domain.curricula.coverage import coverage_of
from gainful.domain.curricula.errors import CurriculumError
from gainful.domain.curricula.models import CurriculumVersion
from gainful.domain.curricula.versions import is_outdated


@transaction.atomic
def send_version(actor: Actor, version: CurriculumVersion, *, left_open: str = "") -> CurriculumVersion:
    """Send a draft to each employer to sign; refused with what is missing, an orphan module first."""
    hold_version(version)
    if version.status == "in_review" and version.curriculum.agency_id == actor.organization_id:
        return version  # the button was pressed twice
    require(actor, "send", version)
    _require_complete(version, left_open)
    version.left_open = left_open.strip()[:600]
    version.save(update_fields=["left_open"])
    move(version, "send")
    ask_employers(actor, version)
    return version


def _require_complete(version: CurriculumVersion, left_open: str) -> None:
    for basis in version.bases.select_related("job_order"):
        if is_outdated(basis):
            raise CurriculumError(
                _("%(employer)s confirmed a newer profile of %(job)s than this draft rests on.")
                % {"employer": basis.employer_name, "job": basis.job_title},
                hint=_("Take over the newer profile, look at what changed, then send."),
            )
    found = coverage_of(version)
    if not found.modules:
        raise CurriculumError(_("The curriculum has no module yet."), hint=_("Add one first."))
    if found.orphans:
        raise CurriculumError(
            _("These modules serve no requirement: %(names)s.") % {"names": ", ".join(found.orphans)},
            hint=_("Tick the requirement that each serves, or take the module out."),
        )
    if (n := len(found.uncovered)) and not left_open.strip():
        words = ngettext(
            "%(n)s requirement that you train for is taught by no module: %(names)s.",
            "%(n)s requirements that you train for are taught by no module: %(names)s.",
            n,
        )
        names = ", ".join(dict.fromkeys(line.name for line in found.uncovered))
        raise CurriculumError(
            words % {"n": n, "names": names},
            hint=_("Add a module, or write for the employers why it is left open."),
            field="left_open",
        )


@transaction.atomic
def take_back(actor: Actor, version: CurriculumVersion) -> CurriculumVersion:
    """Make what is in review a draft again; once somebody signed it, a change is a new version."""
    hold_version(version)
    require(actor, "take_back", version)
    if signed := version.signatures.first():
        raise CurriculumError(
            _("%(name)s has signed version %(n)s already.") % {"name": signed.name, "n": version.number},
            hint=_("Make a new version instead: what was signed stays as it was."),
        )
    stop_asking(version)
    move(version, "take_back")
    return version
