"""App configuration."""

from django.apps import AppConfig


class JobOrdersConfig(AppConfig):
    """Domain app: the job that needs doing and the profile its employer signs."""

    name = "gainful.domain.job_orders"
    label = "job_orders"
