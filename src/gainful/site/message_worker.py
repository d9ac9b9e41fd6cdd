"""Who sends the outbox: a child process of `gainful serve` while a message is due, or `gainful worker`."""

from __future__ import annotations

import os

from gainful.site.import_worker import NICE, Watcher
from gainful.site.stopping import end_on_sigterm


class MessageWatcher(Watcher):
    """Starts a worker when a message's time has come."""

    module = "gainful.site.message_worker"
    work = "messages"
    keeps_house = False

    def _anything_waits(self) -> bool:
        from django.utils import timezone

        from gainful.domain.messages import clock, delivery

        now = timezone.now()
        return delivery.anything_due(now) or clock.anything_due(now)

    def _when_all_is_done(self) -> None:
        """Do nothing: pages read the outbox themselves."""


def main() -> None:
    """Send what is due as a child of `gainful serve`; without its parent the child ends."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gainful.site.settings")
    os.nice(NICE)
    parent = os.getppid()
    end_on_sigterm()
    import django

    django.setup()
    from django.utils import timezone

    from gainful.domain.messages.clock import tick
    from gainful.site.outbox import for_a_while, send_due, senders

    ways = senders()
    while True:
        tick(timezone.now())
        if not send_due(ways, for_a_while(lambda: os.getppid() == parent)):
            return


if __name__ == "__main__":
    main()
