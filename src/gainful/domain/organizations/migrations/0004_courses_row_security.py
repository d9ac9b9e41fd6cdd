"""Row-level security of the course catalogue: everyone signed in reads it, program managers change it."""

from django.db import migrations

from gainful.domain.accounts.row_security import protect, protect_history

SIGNED_IN = "gainful.actor_user() IS NOT NULL"
MANAGES = "gainful.actor_user() IS NOT NULL AND gainful.actor_role() IN ('operator', 'program_manager')"


class Migration(migrations.Migration):
    """Who reads and who changes courses."""

    dependencies = [("organizations", "0003_courses")]

    operations = [
        step
        for table in ("course", "coursecompetency", "courseprerequisite")
        for step in (
            protect(f"organizations_{table}", read=SIGNED_IN, write=MANAGES),
            protect_history(f"organizations_{table}event", read=MANAGES),
        )
    ]
