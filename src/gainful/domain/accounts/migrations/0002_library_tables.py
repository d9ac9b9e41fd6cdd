"""Row security of the libraries' tables that name people or hold their keys; no secrets of links in the history.

Sign-in pages act as the system, everybody else as themself; without an actor these tables are empty.
"""

from django.db import migrations

from gainful.domain.accounts.row_security import protect

SIGNED_IN = "gainful.actor_user() IS NOT NULL"
OWN = "user_id = gainful.actor_user()"

STRIKE_SECRETS = r"""
UPDATE pghistory_context SET metadata = jsonb_set(metadata, '{url}', to_jsonb(regexp_replace(
  metadata ->> 'url', '/(guest/link|invitation|first-run|accounts/password/reset/key|accounts/confirm-email)/[^/]+',
  '/\1/…')))
WHERE metadata ->> 'url' ~ '^/(guest|invitation|first-run|accounts)/';
"""

TEMPORARY_TABLES_LAST = """
DO $$ DECLARE made regprocedure; BEGIN
  FOR made IN SELECT p.oid FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = 'gainful' AND p.prosecdef LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = public, pg_temp', made);
  END LOOP;
END $$;
"""
"""Functions that run as the owner take no table that a caller made for the session in place of ours."""


class Migration(migrations.Migration):
    """Who reads email addresses, second steps, sign-in attempts and the context of changes."""

    dependencies = [
        ("accounts", "0001_initial"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
        ("axes", "0010_accessattemptexpiration"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.RunSQL(STRIKE_SECRETS, migrations.RunSQL.noop),
        migrations.RunSQL(TEMPORARY_TABLES_LAST, migrations.RunSQL.noop),
        protect("account_emailaddress", read=OWN),
        protect(
            "account_emailconfirmation", read="email_address_id IN (SELECT id FROM account_emailaddress)"
        ),
        protect("mfa_authenticator", read=OWN),
        protect("socialaccount_socialaccount", read=OWN),
        protect("socialaccount_socialtoken", read="account_id IN (SELECT id FROM socialaccount_socialaccount)"),
        protect("axes_accessattempt", read=SIGNED_IN),
        protect("axes_accessattemptexpiration", read=SIGNED_IN),
        protect("axes_accessfailurelog", read=SIGNED_IN),
        protect("axes_accesslog", read=SIGNED_IN),
        protect("pghistory_context", read=SIGNED_IN),
    ]
