"""App configuration."""

from django.apps import AppConfig


class WwwConfig(AppConfig):
    """Screens, components and static files."""

    name = "gainful.www"
    label = "www"
