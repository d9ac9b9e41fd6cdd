"""Row-level security of invitations, tokens and groups; nobody raises themself."""

from django.db import migrations

from gainful.domain.accounts.row_security import protect, protect_history

OPERATOR = "gainful.actor_role() = 'operator'"
OWN = "user_id = gainful.actor_user()"

NO_SELF_RAISE = """
CREATE OR REPLACE FUNCTION gainful.guard_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.is_staff, NEW.is_superuser, NEW.is_active) IS DISTINCT FROM (OLD.is_staff, OLD.is_superuser, OLD.is_active)
     AND NOT (gainful.is_system() OR gainful.actor_role() = 'operator') THEN
    RAISE EXCEPTION 'only an operator opens, closes or raises accounts' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER gainful_guard_account BEFORE UPDATE ON accounts_user
  FOR EACH ROW EXECUTE FUNCTION gainful.guard_account();
CREATE POLICY gainful_operators_make_operators ON organizations_membership AS RESTRICTIVE FOR INSERT
  WITH CHECK (role <> 'operator' OR gainful.is_system() OR gainful.actor_role() = 'operator');
CREATE POLICY gainful_operators_keep_operators ON organizations_membership AS RESTRICTIVE FOR UPDATE
  USING (role <> 'operator' OR gainful.is_system() OR gainful.actor_role() = 'operator')
  WITH CHECK (role <> 'operator' OR gainful.is_system() OR gainful.actor_role() = 'operator');
"""
UNDO = """
DROP POLICY IF EXISTS gainful_operators_keep_operators ON organizations_membership;
DROP POLICY IF EXISTS gainful_operators_make_operators ON organizations_membership;
DROP TRIGGER IF EXISTS gainful_guard_account ON accounts_user;
DROP FUNCTION IF EXISTS gainful.guard_account();
"""


class Migration(migrations.Migration):
    """Who sees which invitation and token."""

    dependencies = [("organizations", "0005_entry")]

    operations = [
        protect("organizations_invitation", read=OPERATOR),
        protect_history("organizations_invitationevent", read=OPERATOR),
        protect("organizations_apitoken", read=f"{OWN} OR {OPERATOR}", write=f"{OWN} OR {OPERATOR}"),
        protect_history("organizations_apitokenevent", read=f"{OWN} OR {OPERATOR}"),
        protect("accounts_user_groups", read=f"{OWN} OR {OPERATOR}", write=OPERATOR),
        protect("accounts_user_user_permissions", read=f"{OWN} OR {OPERATOR}", write=OPERATOR),
        migrations.RunSQL(NO_SELF_RAISE, UNDO),
    ]
