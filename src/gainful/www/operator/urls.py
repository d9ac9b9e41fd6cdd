"""Addresses of the operator's screens."""

from django.urls import path

from gainful.www.operator import accounts, health, history, messages, reference, retention

urlpatterns = [
    path("", health.home, name="home"),
    path("accounts/", accounts.home, name="accounts"),
    path("accounts/export/", accounts.export, name="accounts_export"),
    path("accounts/invite/", accounts.invite, name="invite"),
    path("accounts/organizations/", accounts.add_organization_view, name="add_organization"),
    path("accounts/invitations/<uuid:invitation_id>/end/", accounts.end_invitation, name="end_invitation"),
    path("accounts/roles/<uuid:membership_id>/end/", accounts.end_role, name="end_role"),
    path("accounts/<uuid:user_id>/active/", accounts.set_active, name="set_active"),
    path("accounts/<uuid:user_id>/second-step/", accounts.reset_second_step, name="reset_second_step"),
    path("accounts/<uuid:user_id>/unlock/", accounts.unlock_account, name="unlock_account"),
    path("retention/", retention.home, name="retention"),
    path("reference/", reference.home, name="reference"),
    path("messages/", messages.home, name="messages"),
    path("messages/export/", messages.export, name="messages_export"),
    path("messages/<uuid:message_id>/cancel/", messages.cancel, name="cancel_message"),
    path("messages/<uuid:message_id>/again/", messages.again, name="send_again"),
    path("messages/addresses/<uuid:address_id>/clear/", messages.clear, name="clear_address"),
    path("history/", history.home, name="history"),
    path("history/export/", history.export, name="history_export"),
]
