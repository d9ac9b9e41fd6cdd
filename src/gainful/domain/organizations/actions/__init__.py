"""Every write to organizations, members, invitations and tokens: permission, transaction, one result."""

from gainful.domain.organizations.actions.accept_invitation import (
    accept_invitation,
    join_by_single_sign_on,
    open_invitation,
)
from gainful.domain.organizations.actions.add_organization import add_organization
from gainful.domain.organizations.actions.create_first_operator import create_first_operator
from gainful.domain.organizations.actions.end_membership import (
    end_membership,
    reset_second_step,
    set_account_active,
    unlock_account,
)
from gainful.domain.organizations.actions.invite_member import (
    invite_member,
    invite_participant,
    revoke_invitation,
)
from gainful.domain.organizations.actions.tokens import end_tokens_of, issue_token, revoke_token, use_token

__all__ = [
    "accept_invitation",
    "add_organization",
    "create_first_operator",
    "end_membership",
    "end_tokens_of",
    "invite_member",
    "invite_participant",
    "issue_token",
    "join_by_single_sign_on",
    "open_invitation",
    "reset_second_step",
    "revoke_invitation",
    "revoke_token",
    "set_account_active",
    "unlock_account",
    "use_token",
]
