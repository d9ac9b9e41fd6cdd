"""A migration applied against small states runs the statements that Django's own path runs."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.core.management.commands import migrate
from django.db import connection, models
from django.db.migrations import Migration, operations
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from gainful.site.management.commands.migrate import Command
from gainful.site.small_state import SmallStateExecutor, small_state, states_for
from tests.site.running import environment

RUN = """
import json, os, sys
from gainful.site.database import start_server, stop_server
server = start_server()
os.environ |= {"GAINFUL_DB_ROLE": "owner", "DJANGO_SETTINGS_MODULE": "gainful.site.settings"}
import django; django.setup()
from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import connection
statements = []
def record(execute, sql, params, many, context):
    statements.append(str(sql))
    return execute(sql, params, many, context)
with connection.execute_wrapper(record):
    call_command({"django": migrate.Command(), "ours": "migrate"}[sys.argv[1]], verbosity=0)
connection.close()
stop_server(server)
print(json.dumps(statements))
"""
MADE_ANEW = re.compile(
    r"\d{4}-\d\d-\d\d[T ][\d:.]+(?:\+[\d:]+)?|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|\bs\d+_x\d+"
)
"""What is different each time: a moment or an id as the default of a new column, the name of a savepoint."""


def statements(whose: str, data: Path) -> list[str]:
    """Migrate an empty database; returns what it was told, in order."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, whose], env=environment(data, PYTHONHASHSEED="0"),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{done.stderr}\nThe server's log ends with:\n{end_of_log(data)}"
    return [MADE_ANEW.sub("…", one) for one in json.loads(done.stdout.splitlines()[-1])]


def end_of_log(data: Path) -> str:
    """Return what the server wrote last: a refused connection is a server that has ended, and this says of what."""
    log = data / "postgres" / "log"
    return (
        "\n".join(log.read_text(errors="replace").splitlines()[-20:]) if log.exists() else "(there is none)"
    )


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_all_migrations_run_the_statements_that_django_runs(tmp_path):
    ours, djangos = (statements(whose, tmp_path / whose) for whose in ("ours", "django"))
    assert len(djangos) > 4000
    assert ours == djangos


@pytest.fixture(scope="module")
def project():
    """The state of the project after all migrations, rendered."""
    state = MigrationLoader(connection=None).project_state()
    assert state.apps
    return state


def made(state: ProjectState, key: tuple[str, str]) -> list[str]:
    """What makes the model's table, with its keys, constraints, indexes, triggers and many-to-many tables."""
    with connection.schema_editor(collect_sql=True) as editor:
        editor.create_model(state.apps.get_model(*key))
    return [re.sub(r"__fake__\.\w+", "", one) for one in editor.collected_sql]


def test_every_table_is_made_the_same_from_a_small_state(db, project):
    small = {key: small_state(project, key) for key in project.models}
    inherits = [key for key, state in small.items() if state is None]
    assert inherits == [("pghistory", "middlewareevents")]
    swapped = {key for key in project.models if project.apps.get_model(*key)._meta.swapped}
    for key in sorted(small.keys() - set(inherits) - swapped):
        assert made(small[key], key) == made(project, key), key
    sizes = sorted(len(state.models) for state in small.values() if state is not None)
    assert sizes[len(sizes) // 2] <= 5


def model(name: str, *fields: tuple[str, models.Field], **more: object) -> operations.CreateModel:
    """A step that makes a model."""
    return operations.CreateModel(name, [("id", models.AutoField(primary_key=True)), *fields], **more)


def state_of(*steps: operations.base.Operation) -> ProjectState:
    """The state of an app named `shop` after these steps."""
    state = ProjectState()
    for step in steps:
        step.state_forwards("shop", state)
    return state


KEY = models.ForeignKey("shop.Owner", models.CASCADE)
SHOP = (
    model("Area"),
    model("Owner", ("code", models.TextField(unique=True)), ("area", models.ForeignKey("shop.Area", models.CASCADE))),
    model("Shop", ("owner", KEY), ("words", models.TextField()), ("number", models.IntegerField(unique=True))),
    model("Till", ("shop", models.ForeignKey("shop.Shop", models.CASCADE, to_field="number"))),
)  # fmt: skip


class AddIndexSomehow(operations.AddIndex):
    """A kind of operation that nobody has thought of yet."""


INDEX = models.Index(fields=["words"], name="by_words")
WHOLE = [
    operations.RunPython(operations.RunPython.noop),
    operations.RunSQL("SELECT 1"),
    operations.SeparateDatabaseAndState(database_operations=[operations.AddIndex("shop", INDEX)]),
    operations.DeleteModel("till"),
    operations.RenameModel("shop", "stall"),
    operations.RenameField("shop", "words", "text"),
    operations.RemoveField("shop", "owner"),
    operations.AlterField("owner", "id", models.BigAutoField(primary_key=True)),
    operations.AlterField("shop", "number", models.BigIntegerField(unique=True)),
    AddIndexSomehow("shop", INDEX),
]
SMALL = [
    operations.AddField("shop", "other", models.ForeignKey("shop.Owner", models.CASCADE, null=True)),
    operations.AlterField("shop", "words", models.CharField(max_length=9)),
    operations.AlterField("shop", "owner", models.ForeignKey("shop.Area", models.CASCADE)),
    operations.AddIndex("shop", INDEX),
]


def names(state: ProjectState) -> set[str]:
    """The models of a state."""
    return {name for _, name in state.models}


@pytest.mark.parametrize("operation", WHOLE, ids=lambda one: one.describe())
def test_an_operation_that_may_read_other_tables_gets_the_whole_state(operation):
    before, after = state_of(*SHOP), state_of(*SHOP, operation)
    got = states_for(operation, "shop", before, after)
    assert got[0] is before
    assert got[1] is after


@pytest.mark.parametrize("operation", SMALL, ids=lambda one: one.describe())
def test_an_operation_on_its_own_table_gets_that_and_what_it_points_at(operation):
    before, after = states_for(operation, "shop", state_of(*SHOP), state_of(*SHOP, operation))
    assert {"shop"} < names(before) <= {"shop", "owner", "area"}
    assert {"shop"} < names(after) <= {"shop", "owner", "area"}
    assert before.apps.get_model("shop", "shop") is not after.apps.get_model("shop", "shop")


def test_before_a_model_is_made_its_small_state_is_empty():
    before, after = states_for(SHOP[2], "shop", state_of(*SHOP[:2]), state_of(*SHOP[:3]))
    assert names(before) == set()
    assert names(after) == {"shop", "owner"}


def test_a_stub_holds_what_a_key_can_point_at():
    owner = small_state(state_of(*SHOP), ("shop", "shop")).models["shop", "owner"]
    assert set(owner.fields) == {"id", "code"}


def test_a_stub_whose_key_is_a_relation_brings_along_what_that_points_at():
    badge = operations.CreateModel(
        "Badge", [("owner", models.OneToOneField("shop.Owner", models.CASCADE, primary_key=True))]
    )
    scan = model("Scan", ("badge", models.ForeignKey("shop.Badge", models.CASCADE)))
    assert names(small_state(state_of(*SHOP, badge, scan), ("shop", "scan"))) == {"scan", "badge", "owner"}


def test_many_to_many_through_a_model_of_its_own_brings_that_model_along():
    ends = [(one, models.ForeignKey(f"shop.{one}", models.CASCADE)) for one in ("shop", "area")]
    link = model("Link", *ends)
    areas = operations.AddField("shop", "areas", models.ManyToManyField("shop.Area", through="shop.Link"))
    state = small_state(state_of(*SHOP, link, areas), ("shop", "shop"))
    assert names(state) == {"shop", "link", "area", "owner"}
    assert state.apps.get_model("shop", "link")._meta.get_field("area")


@pytest.mark.parametrize(
    "odd",
    [
        operations.CreateModel("Odd", [], bases=("shop.shop",), options={"proxy": True}),
        model("Odd", ("owner", models.ForeignObject("shop.Owner", models.CASCADE, ["id"], ["id"]))),
        model("Odd", ("gone", models.ForeignKey("shop.Gone", models.CASCADE))),
    ],
    ids=["inherits", "a relation of another kind", "points at nothing"],
)
def test_there_is_no_small_state_where_it_might_not_say_everything(odd):
    assert small_state(state_of(*SHOP, odd), ("shop", "odd")) is None


def test_code_in_a_migration_sees_every_model_and_the_state_goes_on_unrendered(db):
    executor = SmallStateExecutor(connection)
    seen = []
    step = operations.RunPython(lambda apps, _: seen.extend(apps.get_models()))
    migration = Migration("0999_seen", "organizations")
    migration.operations = [step]
    state = executor.apply_migration(executor.loader.project_state(), migration)
    assert len(seen) >= len(state.models) - 5  # swapped ones are not listed
    assert "apps" not in state.__dict__
    assert migration.operations == [step]


def test_a_step_that_fails_leaves_the_migration_as_it_was(db):
    executor = SmallStateExecutor(connection)
    migration = Migration("0999_fails", "organizations")
    step = operations.RunSQL("SELECT no_such_column")
    migration.operations = [step]
    with pytest.raises(Exception, match="no_such_column"):
        executor.apply_migration(executor.loader.project_state(), migration)
    assert migration.operations == [step]


def test_migrate_is_this_command_and_puts_the_executor_of_django_back(monkeypatch):
    assert get_commands()["migrate"] == "gainful.site"
    used = []

    def handle(*_args: object, **_options: object) -> None:
        used.append(migrate.MigrationExecutor)
        raise RuntimeError

    monkeypatch.setattr(migrate.Command, "handle", handle)
    with pytest.raises(RuntimeError):
        Command().handle()
    assert used == [SmallStateExecutor]
    assert migrate.MigrationExecutor is MigrationExecutor
