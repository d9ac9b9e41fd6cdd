"""Who is told of a job that an employer sent in: the agency's managers, and then whoever reads for the employer."""

from __future__ import annotations

from django.utils.translation import gettext as _

from gainful.domain.job_orders.models import SubmittedJob
from gainful.domain.job_orders.states import SubmittedJobStatus
from gainful.domain.messages.models import Notice
from gainful.domain.messages.notices import register_notice
from gainful.domain.messages.readers import Reader
from gainful.domain.plans.telling import SIGNED, members, tell_readers


def _job(row: Notice) -> SubmittedJob:
    return SubmittedJob.objects.select_related("agency", "employer").get(pk=row.about_id)


def _submitted(row: Notice) -> None:
    job = _job(row)
    if job.status != SubmittedJobStatus.WAITING:
        return
    words = {"who": job.employer.name, "job": job.title}
    tell_readers(
        row, job.agency, SIGNED,
        [Reader(user=user, name=user.name) for user in members(job.agency, "program_manager", "operator")],
        lambda: _("%(who)s sent in a job: %(job)s") % words,
        lambda: _("%(who)s needs people: %(job)s. You find it above your job orders: take it up, or say why not.")
        % words,
    )  # fmt: skip


def _settled(row: Notice) -> None:
    job = _job(row)
    words = {"who": job.agency.name, "job": job.title, "why": job.reason}
    readers = [Reader(user=user, name=user.name) for user in members(job.employer, "employer")]
    if job.status == SubmittedJobStatus.TAKEN_UP:
        tell_readers(
            row, job.agency, SIGNED, readers,
            lambda: _("%(who)s took up your job: %(job)s") % words,
            lambda: _(
                "%(who)s reads what the job needs. You are asked to check it and to sign before anybody is trained."
            ) % words,
        )  # fmt: skip
    elif job.status == SubmittedJobStatus.DECLINED:
        tell_readers(
            row, job.agency, SIGNED, readers,
            lambda: _("%(who)s cannot take up your job: %(job)s") % words,
            lambda: _("%(why)s You can send it in again, or call them.") % words,
        )  # fmt: skip


SUBMITTED = register_notice("job_submitted", _submitted)
SETTLED = register_notice("job_submitted_settled", _settled)
