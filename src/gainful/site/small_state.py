"""Apply a schema migration against a few models instead of all of them.

A schema editor works on model classes, so Django renders the project's state into classes and, after each operation,
renders the changed model and everything related to it anew (`ProjectState.reload_model`). Here nearly every model is
related to organizations and accounts: an upgrade rendered a hundred models fifteen hundred times, which was 95 % of
its time. Django wants to let schema editors work on unrendered states instead (tickets 29898 and 22608), which has not
happened.

An operation of `OWN_TABLE` reads its own model and the columns that its foreign keys point at. It gets a state of just
these. Every other kind, also one that is new or a subclass, gets the whole state, as from Django. The state itself goes
from operation to operation unrendered.
"""

from __future__ import annotations

from typing import Any, cast

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import operations
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState
from django.db.migrations.utils import field_is_referenced, resolve_relation
from django.db.models import CompositePrimaryKey, Field, ForeignKey, ManyToManyField
from pgtrigger.migrations import AddTrigger, RemoveTrigger

Key = tuple[str, str]
"""App and name of a model, in lower case."""

OWN_TABLE = frozenset(
    {
        operations.CreateModel,
        operations.AddField,
        operations.AddConstraint,
        operations.RemoveConstraint,
        operations.AddIndex,
        operations.RemoveIndex,
        operations.AlterField,
        operations.AlterUniqueTogether,
        AddTrigger,
        RemoveTrigger,
    }
)
"""Kinds of operation whose SQL follows from their own model and the columns that it points at."""

TABLE_OPTIONS = frozenset({"db_table", "db_tablespace", "managed", "swappable"})
"""What a foreign key can need to know of the table that it points at."""


def small_state(state: ProjectState, key: Key) -> ProjectState | None:
    """Return a state of one model and stubs of what it points at; None where these do not say everything.

    Without the model it is empty: there is none before `CreateModel`.
    """
    whole: dict[Key, ModelState] = {}
    waiting = [key] if key in state.models else []
    while waiting:
        one = waiting.pop()
        if one in whole:
            continue
        if one not in state.models or not _stands_alone(state.models[one]):
            return None
        whole[one] = state.models[one]
        waiting += [through for field in whole[one].fields.values() if (through := _through(field, one))]
    stubs = _stubs(state, whole)
    if stubs is None:
        return None
    return ProjectState({**stubs, **{one: model.clone() for one, model in whole.items()}}, state.real_apps)


def _stubs(state: ProjectState, whole: dict[Key, ModelState]) -> dict[Key, ModelState] | None:
    """Return stubs of the models that these point at, and of those that the stubs' own keys point at."""
    stubs: dict[Key, ModelState] = {}
    waiting = [target for one, model in whole.items() for target in _targets(model.fields, one)]
    while waiting:
        one = waiting.pop()
        if one in whole or one in stubs or (one not in state.models and one[0] in state.real_apps):
            continue  # models of apps without migrations are in every state
        if one not in state.models or not _stands_alone(state.models[one]):
            return None
        model = state.models[one]
        fields = {name: field for name, field in model.fields.items() if field.primary_key or field.unique}
        if any(isinstance(field, CompositePrimaryKey) for field in fields.values()):
            return None
        options = {name: value for name, value in model.options.items() if name in TABLE_OPTIONS}
        stubs[one] = ModelState(model.app_label, model.name, fields, options)
        waiting += _targets(fields, one)
    return stubs


def _stands_alone(model: ModelState) -> bool:
    """Say whether a model inherits no other model's table and relates by ordinary foreign keys only."""
    related = [field for field in model.fields.values() if field.is_relation]
    return not any(isinstance(base, str) or _has_table(base) for base in model.bases) and all(
        isinstance(field, ForeignKey | ManyToManyField) for field in related
    )


def _has_table(base: type) -> bool:
    """Say whether a base is a model with a table; `Model` itself and abstract ones have none."""
    meta = getattr(base, "_meta", None)
    return meta is not None and not meta.abstract


def _targets(fields: dict[str, Field], key: Key) -> list[Key]:
    """Return the models that fields point at."""
    return [
        resolve_relation(field.remote_field.model, *key) for field in fields.values() if field.remote_field
    ]


def _through(field: Field, key: Key) -> Key | None:
    """Return the model that a many-to-many field goes through, where it is not one that Django makes."""
    through = getattr(field.remote_field, "through", None)
    return resolve_relation(through, *key) if through else None


def _needs_whole_state(operation: Operation, key: Key, *states: ProjectState) -> bool:
    """Say whether an operation reads more than a small state holds: any but `OWN_TABLE`, or a key others point at."""
    if type(operation) not in OWN_TABLE:
        return True
    if not isinstance(operation, operations.AlterField):
        return False
    fields = [state.models[key].fields[operation.name] for state in states]
    return any(field.many_to_many for field in fields) or any(
        field_is_referenced(state, key, (operation.name, field))
        for state, field in zip(states, fields, strict=True)
    )


class SmallStateOperation:
    """An operation in whose place this one hands a small state to the schema editor; all else is the operation's."""

    def __init__(self, operation: Operation) -> None:
        self._operation = operation

    def __getattr__(self, name: str) -> Any:
        """Return what the operation says of itself."""
        return getattr(self._operation, name)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Change the database, from and to the smallest states that will do; leaves the new state unrendered."""
        before, after = states_for(self._operation, app_label, from_state, to_state)
        self._operation.database_forwards(app_label, schema_editor, before, after)
        unrendered(to_state)


def states_for(
    operation: Operation, app_label: str, from_state: ProjectState, to_state: ProjectState
) -> tuple[ProjectState, ProjectState]:
    """Return the states before and after an operation that it is given: both small or both whole."""
    named: str = getattr(operation, "model_name_lower", "") or getattr(operation, "name_lower", "")
    key = (app_label, named)
    if _needs_whole_state(operation, key, from_state, to_state):
        return from_state, to_state
    before, after = small_state(from_state, key), small_state(to_state, key)
    return (from_state, to_state) if before is None or after is None else (before, after)


def unrendered(state: ProjectState) -> ProjectState:
    """Forget a state's classes, so that Django does not renew them with each change; they are made again on demand."""
    state.__dict__.pop("apps", None)
    return state


class SmallStateExecutor(MigrationExecutor):
    """Django's executor; forwards, it renders a state only where an operation asks for it.

    Backwards it is Django's own, and so is `--fake-initial`, which looks at the kinds of the operations.
    """

    def _migrate_all_forwards(
        self,
        state: ProjectState,
        plan: list[tuple[Migration, bool]],
        full_plan: list[tuple[Migration, bool]],
        fake: bool,
        fake_initial: bool,
    ) -> ProjectState:
        """Apply the migrations of a plan in the order of the full one, as Django does, without rendering all."""
        planned = {migration for migration, _ in plan}
        for migration, _ in full_plan:
            if migration in planned:
                state = self.apply_migration(
                    unrendered(state), migration, fake=fake, fake_initial=fake_initial
                )
        return state

    def apply_migration(
        self, state: ProjectState, migration: Migration, fake: bool = False, fake_initial: bool = False
    ) -> ProjectState:
        """Apply one migration with small states."""
        if fake or fake_initial:
            return super().apply_migration(state, migration, fake=fake, fake_initial=fake_initial)
        steps = cast("list[Any]", migration.operations)
        own = list(steps)
        steps[:] = [SmallStateOperation(operation) for operation in own]
        try:
            return super().apply_migration(state, migration)
        finally:
            steps[:] = own
