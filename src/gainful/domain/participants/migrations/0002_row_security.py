"""Row-level security of participants: from the first migration on."""

from django.db import migrations

from gainful.domain.accounts.row_security import protect, protect_history
from gainful.domain.participants.row_security import FUNCTIONS, is_self, policies
from gainful.domain.participants.row_security import visible_as_a_set as visible

CHILDREN = {
    "characteristic": "fairness",
    "barrier": "support",
    "document": "profile",
    "workhistory": "profile",
    "participantcredential": "profile",
    "heldcompetency": "profile",
}
STAFF = "(SELECT gainful.staff_organization())"
PERSON = "participants_participant"
CONSENT = "participants_consent"
READ = "participants_readlog"


def person_policies() -> migrations.RunSQL:
    """The person: registered by staff of the acting organization; changed by whom may see it; never moved."""
    seen = visible(PERSON, "profile", "id")
    return migrations.RunSQL(
        policies(
            PERSON,
            select=seen,
            insert=f"registered_by_id = {STAFF}",
            update=seen,
            delete=is_self(f"{PERSON}.id"),
        ),
        migrations.RunSQL.noop,
    )


def consent_policies() -> migrations.RunSQL:
    """Consents: the person gives and takes back; staff attest for people they registered; revoked stays revoked."""
    own = is_self(f"{CONSENT}.participant_id")
    theirs = f"organization_id = {STAFF}"
    return migrations.RunSQL(
        policies(
            CONSENT,
            select=f"{own} OR {theirs}",
            insert=f"{own} OR ({theirs} AND gainful.may_attest(participant_id, organization_id))",
            update=f"revoked_at IS NULL AND ({own} OR {theirs})",
            update_check=f"{own} OR ({theirs} AND revoked_at IS NOT NULL)",
            delete="false",
        ),
        migrations.RunSQL.noop,
    )


def read_log_policies() -> migrations.RunSQL:
    """The read log: added to by readers, shown to the person and the reading organization, never changed."""
    return migrations.RunSQL(
        policies(
            READ,
            select=f"{is_self(f'{READ}.participant_id')} OR organization_id = {STAFF}",
            insert=f"user_id = gainful.actor_user() AND organization_id = {STAFF}",
        ),
        migrations.RunSQL.noop,
    )


class Migration(migrations.Migration):
    """Who sees which participant, consent, history line, document and import."""

    dependencies = [("participants", "0001_initial"), ("organizations", "0002_row_security")]

    operations = [
        migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop),
        person_policies(),
        protect_history("participants_participantevent", read=visible("participants_participantevent", "profile", "pgh_obj_id")),
        consent_policies(),
        protect_history(
            "participants_consentevent",
            read=f"{is_self('participants_consentevent.participant_id')} OR organization_id = {STAFF}",
        ),
        read_log_policies(),
        *(protect(f"participants_{t}", read=visible(f"participants_{t}", scope)) for t, scope in CHILDREN.items()),
        *(
            protect_history(f"participants_{t}event", read=visible(f"participants_{t}event", scope))
            for t, scope in CHILDREN.items()
        ),
        protect("participants_participantlevels", read=visible("participants_participantlevels", "matching")),
        protect("participants_importbatch", read=f"organization_id = {STAFF}"),
        protect_history("participants_importbatchevent", read=f"organization_id = {STAFF}"),
        protect(
            "participants_importrow",
            read="EXISTS (SELECT 1 FROM participants_importbatch b WHERE b.id = batch_id)",
        ),
    ]
