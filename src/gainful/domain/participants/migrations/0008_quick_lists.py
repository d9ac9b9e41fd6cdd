"""Lists of hundreds of thousands of people: a search, the order by person ID, the sign that a pool has changed."""

from django.db import migrations, models

from gainful.domain.participants.row_security import FOUND_PEOPLE, POOL_SIGNATURE

GRANT = """
DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'gainful_web') THEN
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA gainful TO gainful_web;
  END IF;
END $$;
"""
BACK = """
DROP FUNCTION IF EXISTS gainful.found_people(text, text);
DROP FUNCTION IF EXISTS gainful.pool_signature();
"""


class Migration(migrations.Migration):

    dependencies = [("participants", "0007_background_imports")]

    operations = [
        migrations.RunSQL(FOUND_PEOPLE + POOL_SIGNATURE + GRANT, BACK),
        migrations.AddIndex(
            model_name="participant",
            index=models.Index(fields=["code"], name="participants_by_code"),
        ),
    ]
