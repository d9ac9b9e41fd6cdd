"""App configuration."""

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """Domain app: messages. Its label differs from that of Django's own message app."""

    name = "gainful.domain.messages"
    label = "outbox"
