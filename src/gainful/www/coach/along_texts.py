"""What the page says that works without a connection; its script asks for each text by its English."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

ALONG_TEXTS = (
    _("This page now opens without a connection, too."),
    _("This browser cannot keep the page: it works only while you are connected."),
    _("Somebody on your day is no longer shared with you, so it was taken off this phone. Take a new one."),
    _("Your last day has locked. Take a new one."),
    _(
        "Somebody on your day is no longer shared with you, so it was taken off this phone. What you wrote is still"
        " here: open it to bring it back."
    ),
    _("The day has locked after 24 hours. What you wrote is still here: open it while you are connected."),
    _("Use at least 10 characters, best four words."),
    _("The two are not the same."),
    _("Taken along. It opens here with your passphrase until it locks."),
    _("That passphrase does not open it."),
    _("Locked after ten minutes. Type the passphrase again."),
    _("You are signed out. Sign in, then come back to this page: nothing is lost."),
    _("No connection. What you wrote stays on this phone until you are connected."),
    _("Up to date."),
    _("Look at what somebody else changed, too"),
    _("Nothing waits to be brought back."),
    _("The day has locked. Bring back what you wrote, and you get a new one."),
    _("Nobody is assigned to you."),
    _("note"),
    _("action"),
    _("State"),
    _("By"),
    _("Came to class."),
    _("Did not come to class."),
    _("Came to class"),
    _("Did not come"),
    _("Written down."),
    _("Write a note"),
    _("What happened?"),
    _("Note"),
    _("Minutes it took"),
    _("Who may read it?"),
    _("Write it down"),
    _("What you wrote is not brought back yet. Tick the box if it shall go, too."),
    _("Everything was taken off this phone."),
    _("%(saved)s saved, %(open)s to decide, %(refused)s not saved."),
    _("Not saved (%(what)s): %(why)s"),
    _("%(n)s written here, not brought back yet."),
    _("Opens until %(when)s."),
    _("Call %(phone)s"),
    _("Do not call: they must not be reached at home."),
)
