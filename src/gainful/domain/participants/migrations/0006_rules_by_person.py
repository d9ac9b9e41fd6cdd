"""Row security looks a person up in the index of open consents, instead of working out a set of all a statement."""

from django.db import migrations

from gainful.domain.participants.row_security import MAY_ATTEST, TAKEN_CODES, is_self, visible, visible_as_a_set

HISTORY = {
    "participantevent": ("profile", "pgh_obj_id"),
    "characteristicevent": ("fairness", "participant_id"),
    "barrierevent": ("support", "participant_id"),
    "documentevent": ("profile", "participant_id"),
    "workhistoryevent": ("profile", "participant_id"),
    "participantcredentialevent": ("profile", "participant_id"),
    "heldcompetencyevent": ("profile", "participant_id"),
}
CHILDREN = {
    "characteristic": "fairness",
    "barrier": "support",
    "document": "profile",
    "workhistory": "profile",
    "participantcredential": "profile",
    "heldcompetency": "profile",
    "participantlevels": "matching",
}
STAFF = "(SELECT gainful.staff_organization())"
CONSENT = "participants_consent"


def change(table, rule, inserting=None):
    """Give a table's policies this rule; `inserting` where writing new rows has another, None on history tables."""
    allow = f"(gainful.is_system() OR ({rule}))"
    lines = [f"ALTER POLICY gainful_read ON participants_{table} USING {allow};"]
    if inserting:
        lines += [
            f"ALTER POLICY gainful_insert ON participants_{table} WITH CHECK {allow};",
            f"ALTER POLICY gainful_update ON participants_{table} USING {allow} WITH CHECK {allow};",
            f"ALTER POLICY gainful_delete ON participants_{table} USING {allow};",
        ]
    return "\n".join(lines)


def person(rule):
    """The person's own table has policies named by verb; inserting and deleting keep theirs."""
    allow = f"(gainful.is_system() OR ({rule}))"
    return (
        f"ALTER POLICY gainful_select ON participants_participant USING {allow};\n"
        f"ALTER POLICY gainful_update ON participants_participant USING {allow};"
    )


def rules(rule):
    """Return the policies of every table of people under one form of the rule."""
    parts = [person(rule("participants_participant", "profile", "id"))]
    parts += [change(t, rule(f"participants_{t}", scope), inserting=True) for t, scope in CHILDREN.items()]
    parts += [change(t, rule(f"participants_{t}", scope, column)) for t, (scope, column) in HISTORY.items()]
    return "\n".join(parts)


CONSENTS = f"""
ALTER POLICY gainful_select ON {CONSENT}
  USING (gainful.is_system() OR organization_id = {STAFF} OR {is_self(f"{CONSENT}.participant_id")});
"""
"""The same rule; the cheap half first, as every look-up above passes through it."""


class Migration(migrations.Migration):

    dependencies = [("participants", "0005_quick_imports")]

    operations = [
        migrations.RunSQL(MAY_ATTEST + TAKEN_CODES + CONSENTS, migrations.RunSQL.noop),
        migrations.RunSQL(rules(visible), rules(visible_as_a_set)),
    ]
