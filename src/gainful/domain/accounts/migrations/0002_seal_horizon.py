from __future__ import annotations

from django.db import migrations

HORIZON = "ALTER TABLE gainful.seal_mark ADD COLUMN horizon xid8"
"""A transaction that began when `through` was seen: each with a lower number had begun before."""


class Migration(migrations.Migration):
    """Let rows of history settle once no transaction is open that could still commit one before them."""

    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.RunSQL(HORIZON, "ALTER TABLE gainful.seal_mark DROP COLUMN horizon")]
