"""App configuration."""

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """Domain app: messages. Its label differs from that of Django's own message app."""

    name = "gainful.domain.messages"
    label = "outbox"

    def ready(self) -> None:
        """Name to erasures what is kept of a person by address, and what is about rows that go."""
        from gainful.domain.messages.traces import about, addresses_of
        from gainful.domain.participants.actions.erase_person import register_sequel, register_trace

        register_trace(addresses_of)
        register_sequel(about)
