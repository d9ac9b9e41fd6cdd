"""App configuration."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Domain app: ledger."""

    name = "gainful.domain.ledger"
    label = "ledger"
