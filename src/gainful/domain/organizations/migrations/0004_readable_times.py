"""Keep the time of a council's meeting within what can be read; one that was typed wrongly broke its page."""

import datetime

from django.db import migrations, models

READABLE = """
UPDATE organizations_councilmeeting SET starts_at = LEAST(GREATEST(starts_at, '1900-01-01Z'), '9998-01-01Z')
  WHERE starts_at NOT BETWEEN '1900-01-01Z' AND '9998-01-01Z';
UPDATE organizations_councilmeetingevent SET starts_at = LEAST(GREATEST(starts_at, '1900-01-01Z'), '9998-01-01Z')
  WHERE starts_at NOT BETWEEN '1900-01-01Z' AND '9998-01-01Z';
"""
# The history too: its pages read these rows. Whoever finds such a meeting calls it off.


class Migration(migrations.Migration):

    dependencies = [
        ("organizations", "0003_instructor"),
    ]

    operations = [
        migrations.RunSQL(READABLE, migrations.RunSQL.noop, elidable=True),
        migrations.AddConstraint(
            model_name="councilmeeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "starts_at__range",
                        (
                            datetime.datetime(1900, 1, 1, 0, 0, tzinfo=datetime.timezone.utc),
                            datetime.datetime(9998, 1, 1, 0, 0, tzinfo=datetime.timezone.utc),
                        ),
                    )
                ),
                name="organizations_meeting_time_readable",
            ),
        ),
    ]
