"""What changed of the people in the pools, for stores of levels outside the database (docs/decisions/0020)."""

from django.db import migrations

TABLES = """
CREATE TABLE gainful.pool_change (
  xid bigint NOT NULL, at timestamptz NOT NULL DEFAULT now(), participant_id uuid NOT NULL, organization_id uuid);
CREATE INDEX pool_change_by_xid ON gainful.pool_change (xid);
CREATE INDEX pool_change_by_time ON gainful.pool_change (at);
CREATE TABLE gainful.pool_epoch (
  is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only), id uuid NOT NULL DEFAULT gen_random_uuid(),
  forgotten bigint NOT NULL DEFAULT 0);
"""
"""Ids of people and of whom they let in; kept for three days and out of the site's reach."""


class Migration(migrations.Migration):

    dependencies = [("participants", "0004_layoffs")]

    operations = [
        migrations.RunSQL(TABLES, "DROP TABLE gainful.pool_change; DROP TABLE gainful.pool_epoch"),
    ]
