"""Seals of history: a chain over salted digests, and the list of erasures; kept apart from what the site can reach."""

from django.db import migrations

MAKE = """
CREATE TABLE gainful.erasure (
  id uuid PRIMARY KEY, at timestamptz NOT NULL DEFAULT now(), person uuid NOT NULL, account uuid,
  asked_by text NOT NULL, reason text NOT NULL, history_rows integer NOT NULL DEFAULT 0);
CREATE TABLE gainful.seal_shape (
  id serial PRIMARY KEY, table_name text NOT NULL, columns text[] NOT NULL, UNIQUE (table_name, columns));
CREATE TABLE gainful.seal (
  number bigint PRIMARY KEY, sealed_at timestamptz NOT NULL, table_name text NOT NULL, row_id text NOT NULL,
  shape integer NOT NULL REFERENCES gainful.seal_shape, salt bytea, digest bytea NOT NULL, link bytea NOT NULL,
  erasure uuid REFERENCES gainful.erasure, UNIQUE (table_name, row_id));
CREATE TABLE gainful.seal_mark (
  table_name text PRIMARY KEY, settled bigint NOT NULL, through bigint NOT NULL, at timestamptz NOT NULL);
"""
DROP = "DROP TABLE gainful.seal_mark, gainful.seal, gainful.seal_shape, gainful.erasure"


class Migration(migrations.Migration):
    """The tables behind `gainful history`."""

    dependencies = [("accounts", "0003_counts")]

    operations = [migrations.RunSQL(MAKE, DROP)]
