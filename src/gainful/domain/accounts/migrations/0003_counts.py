"""What is counted against limits: no person, no secret, only digests; lost in a crash of the server, which is fine."""

from django.db import migrations

MAKE = """
CREATE UNLOGGED TABLE accounts_count (key char(64) PRIMARY KEY, value text NOT NULL, ends_at timestamptz NOT NULL);
CREATE INDEX accounts_count_ends_at ON accounts_count (ends_at);
"""


class Migration(migrations.Migration):
    """The table behind `CountsCache`."""

    dependencies = [("accounts", "0002_library_tables")]

    operations = [migrations.RunSQL(MAKE, "DROP TABLE accounts_count")]
