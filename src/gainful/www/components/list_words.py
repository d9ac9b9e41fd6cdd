"""How a list treats a person, in sixth-grade words."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gainful.domain.plans.standing import JobList, Standing

GROUPS: dict[str, str | Promise] = {
    "listed": gettext_lazy("You are on the list of people who could do this job with some training."),
    "ready": gettext_lazy("You did this very work last, so you are named as ready for it now."),
    "apart": gettext_lazy(
        "You could do this job, but it would be a step down for you. You stand on a list of your own kind."
    ),
    "left_out": gettext_lazy("You are left off the list for now."),
    "unknown": gettext_lazy(
        "Your record does not say enough yet to compare you with this job. Add your jobs to your profile."
    ),
}
REASONS: dict[str, str | Promise] = {
    "wage": gettext_lazy("The job pays less than the lowest pay in your profile."),
    "area": gettext_lazy("The job is outside the area in your profile."),
    "schedule": gettext_lazy("The job has shifts that your profile says you cannot work."),
    "credentials": gettext_lazy("The law asks for a paper that your profile does not show."),
    "experience": gettext_lazy("The job asks for more experience than your profile shows."),
    "hours": gettext_lazy("You would need more hours of training than the list allows."),
    "occupation": gettext_lazy("The list was narrowed to people from another kind of work."),
}
USED: tuple[str | Promise, ...] = (
    gettext_lazy("your last job, and the jobs before it"),
    gettext_lazy("skills and papers that you or a coach confirmed"),
    gettext_lazy("your lowest pay, the shifts you can work, and the area you live in"),
)
NOT_USED: tuple[str | Promise, ...] = (
    gettext_lazy("your name, age, sex, race, or whether you have a disability"),
    gettext_lazy("what help you need: it is priced as support, and it never leaves anyone out"),
    gettext_lazy("what you wrote in messages"),
)


def group_words(standing: Standing) -> str:
    """Say where the person stands."""
    return str(GROUPS.get(standing.group, GROUPS["unknown"]))


def reason_words(reasons: Iterable[str]) -> list[str]:
    """Say what leaves the person out, one sentence a reason."""
    return [str(REASONS.get(reason, _("A condition of the job leaves you out."))) for reason in reasons]


def state_words(found: JobList) -> str:
    """Say in a few words whether the person is planned or chosen for the job."""
    if found.is_planned:
        return _("You are in the plan for it.")
    if found.is_chosen:
        return _("You are among the people chosen for it.")
    return _("Nobody has chosen you for it yet.")
