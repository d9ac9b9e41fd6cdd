"""Who is told when an employer signed a curriculum or commented on it; the clock of messages calls this."""

from __future__ import annotations

from django.utils.translation import gettext as _

from gainful.domain.accounts.models import User
from gainful.domain.curricula.models import Comment, CurriculumVersion
from gainful.domain.messages.models import Notice
from gainful.domain.messages.notices import register_notice
from gainful.domain.messages.readers import Reader
from gainful.domain.plans.telling import SIGNED, members, tell_readers


def _agency(version: CurriculumVersion) -> list[Reader]:
    """Return who works on the curriculum: whoever made the version while they are there, else the managers."""
    managers = members(version.curriculum.agency, "program_manager", "operator")
    mine: list[User] = [user for user in managers if user.pk == version.created_by_id]
    return [Reader(user=user, name=user.name) for user in mine or managers]


def _signed(row: Notice) -> None:
    version = CurriculumVersion.objects.select_related("curriculum__agency").get(pk=row.about_id)
    signatures = list(version.signatures.all())
    waiting = version.bases.count() - len(signatures)
    who = ", ".join(dict.fromkeys(each.on_behalf_of for each in signatures))
    about = {"title": version.curriculum.title, "n": version.number, "who": who, "waiting": waiting}
    tell_readers(
        row, version.curriculum.agency, SIGNED, _agency(version),
        lambda: _("A curriculum was signed: %(title)s") % about,
        lambda: (
            _("Version %(n)s is signed by %(who)s. %(waiting)s more to sign.")
            if waiting
            else _("Version %(n)s is signed by %(who)s. You can put it to use.")
        ) % about,
    )  # fmt: skip


def _commented(row: Notice) -> None:
    comment = Comment.objects.select_related("version__curriculum__agency").get(pk=row.about_id)
    about = {"title": comment.version.curriculum.title, "who": comment.on_behalf_of or comment.name}
    tell_readers(
        row, comment.version.curriculum.agency, SIGNED, _agency(comment.version),
        lambda: _("A comment on the curriculum %(title)s") % about,
        lambda: _("%(who)s commented. Read it in the curriculum and say what you do about it.") % about,
    )  # fmt: skip


CURRICULUM_SIGNED = register_notice("curriculum_signed", _signed)
CURRICULUM_COMMENTED = register_notice("curriculum_commented", _commented)
