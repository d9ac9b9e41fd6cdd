# Letters that were sent held the secrets of their links; they keep the words without them.

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('outbox', '0002_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='signedlink',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='signedlink',
            name='update_update',
        ),
        migrations.AddField(
            model_name='signedlink',
            name='handed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='signedlink',
            name='sent_to',
            field=models.CharField(blank=True, max_length=254),
        ),
        migrations.AddField(
            model_name='signedlinkevent',
            name='handed_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signedlink',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "outbox_signedlinkevent" ("about_id", "about_kind", "created_at", "created_by_id", "created_role", "expires_at", "forwarded_at", "handed_by_id", "id", "opened_at", "organization_id", "other_browsers", "participant_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recipient", "request_id", "revoked_at", "scope", "told_at", "uses_left") VALUES (NEW."about_id", NEW."about_kind", NEW."created_at", NEW."created_by_id", NEW."created_role", NEW."expires_at", NEW."forwarded_at", NEW."handed_by_id", NEW."id", NEW."opened_at", NEW."organization_id", NEW."other_browsers", NEW."participant_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recipient", NEW."request_id", NEW."revoked_at", NEW."scope", NEW."told_at", NEW."uses_left"); RETURN NULL;', hash='bff324b6159f53d77eafe038e54c00e36ad26ed4', operation='INSERT', pgid='pgtrigger_insert_insert_a79a3', table='outbox_signedlink', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signedlink',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."about_id" IS DISTINCT FROM (NEW."about_id") OR OLD."about_kind" IS DISTINCT FROM (NEW."about_kind") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."created_role" IS DISTINCT FROM (NEW."created_role") OR OLD."expires_at" IS DISTINCT FROM (NEW."expires_at") OR OLD."forwarded_at" IS DISTINCT FROM (NEW."forwarded_at") OR OLD."handed_by_id" IS DISTINCT FROM (NEW."handed_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."opened_at" IS DISTINCT FROM (NEW."opened_at") OR OLD."organization_id" IS DISTINCT FROM (NEW."organization_id") OR OLD."other_browsers" IS DISTINCT FROM (NEW."other_browsers") OR OLD."participant_id" IS DISTINCT FROM (NEW."participant_id") OR OLD."recipient" IS DISTINCT FROM (NEW."recipient") OR OLD."request_id" IS DISTINCT FROM (NEW."request_id") OR OLD."revoked_at" IS DISTINCT FROM (NEW."revoked_at") OR OLD."scope" IS DISTINCT FROM (NEW."scope") OR OLD."told_at" IS DISTINCT FROM (NEW."told_at") OR OLD."uses_left" IS DISTINCT FROM (NEW."uses_left"))', func='INSERT INTO "outbox_signedlinkevent" ("about_id", "about_kind", "created_at", "created_by_id", "created_role", "expires_at", "forwarded_at", "handed_by_id", "id", "opened_at", "organization_id", "other_browsers", "participant_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recipient", "request_id", "revoked_at", "scope", "told_at", "uses_left") VALUES (NEW."about_id", NEW."about_kind", NEW."created_at", NEW."created_by_id", NEW."created_role", NEW."expires_at", NEW."forwarded_at", NEW."handed_by_id", NEW."id", NEW."opened_at", NEW."organization_id", NEW."other_browsers", NEW."participant_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recipient", NEW."request_id", NEW."revoked_at", NEW."scope", NEW."told_at", NEW."uses_left"); RETURN NULL;', hash='185a079e5bc4c90b5671186a09fdcd32979ed265', operation='UPDATE', pgid='pgtrigger_update_update_1e733', table='outbox_signedlink', when='AFTER')),
        ),
        migrations.RunSQL(
            "UPDATE outbox_message SET text = regexp_replace(text, '/guest/link/[A-Za-z0-9_-]{20,}', '/guest/link/…', 'g')"
            " WHERE state NOT IN ('waiting', 'taken', 'handing') AND text LIKE '%%/guest/link/%%'",
            migrations.RunSQL.noop,
        ),
    ]
