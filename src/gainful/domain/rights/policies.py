"""SQL of one table's rights: row security, policies, grants and triggers, made anew from the data each time."""

from __future__ import annotations

from gainful.domain.rights.kinds import EVERYBODY, SIGNED_IN, Kind
from gainful.domain.rights.roles import ERASER, SYSTEM, WEB
from gainful.domain.rights.table import VERBS, Condition, Right, TableRights, right


def kinds_sql(kinds: tuple[Kind, ...]) -> str:
    """Return SQL: the actor is of one of these kinds, asked once a statement."""
    if set(kinds) >= set(EVERYBODY):
        return "true"
    if set(kinds) >= set(SIGNED_IN):
        signed_in, others = "(SELECT gainful.actor_user()) IS NOT NULL", set(kinds) - set(SIGNED_IN)
        return f"({signed_in} OR {kinds_sql(tuple(sorted(others)))})" if others else signed_in
    names = ", ".join(f"'{kind.value}'" for kind in kinds)
    found = f"(SELECT gainful.actor_role()) IN ({names})"
    return f"(SELECT gainful.actor_user()) IS NOT NULL AND {found}" if Kind.ENTERING in kinds else found


def rule(rights: list[Right], *, after: bool = False) -> str:
    """Return the SQL condition under which one of the rights holds."""
    parts: dict[str, list[Kind]] = {}
    for each in rights:
        condition = each.after if after and each.after else each.when
        parts.setdefault(condition.sql, []).extend(each.kinds)
    lines = [
        kinds_sql(tuple(dict.fromkeys(kinds))) + ("" if sql == "true" else f" AND ({sql})")
        for sql, kinds in parts.items()
    ]
    return " OR ".join(f"({line})" for line in lines) or "false"


def table_sql(entry: TableRights, columns: set[str]) -> str:
    """Return the SQL that puts a table's rights in force on a table that has neither policy nor guard."""
    name = entry.name
    lines = [_forced(name), f"GRANT SELECT, INSERT, UPDATE, DELETE ON {name} TO {SYSTEM}, {ERASER};"]
    for letter, verb in VERBS.items():
        rights = entry.of(letter)
        if not rights:
            continue
        using = f" USING ({rule(rights)})" if letter != "I" else ""
        check = ""
        if letter in "IU":
            named = _authors(entry, columns) if letter == "I" else ""
            check = f" WITH CHECK (({rule(rights, after=True)}){named})"
        lines.append(f"CREATE POLICY gainful_{verb.lower()} ON {name} FOR {verb} TO {WEB}{using}{check};")
        shown = (
            f" ({', '.join(sorted(columns - set(entry.hidden)))})" if letter == "S" and entry.hidden else ""
        )
        lines.append(f"GRANT {verb}{shown} ON {name} TO {WEB};")
    writers = [entry.kinds(letter) for letter in "IUD"]
    if any(writers) and not any(kinds >= set(EVERYBODY) for kinds in writers):
        lines.append(
            f"CREATE TRIGGER gainful_require_actor BEFORE INSERT OR UPDATE OR DELETE ON {name}"
            " FOR EACH STATEMENT EXECUTE FUNCTION gainful.require_actor();"
        )
    lines += [_guard(name, column, "") for column in entry.fixed if column in columns]
    lines += [_guard(name, column, "", once=True) for column in entry.once if column in columns]
    lines += [_guard(name, column, action) for column, action in entry.by_action.items() if column in columns]
    lines += [
        _begin(name, column, value, entry.by_action.get(column, ""))
        for column, value in entry.begins.items()
        if column in columns
    ]
    lines += [_seen(name, column, table) for column, table in entry.seen.items() if column in columns]
    guarded = {*entry.fixed, *entry.once, *entry.by_action}
    changing = [column for column in entry.authors if column not in guarded and entry.of("U")]
    lines += [_author(name, column) for column in changing if column in columns]
    lines += [_limit(name, kind, open_to) for kind, open_to in entry.limits.items()]
    lines += [_one_way(name, column, ">") for column in entry.falls if column in columns]
    lines += [_one_way(name, column, "<") for column in entry.rises if column in columns]
    return "\n".join(lines)


def history_sql(entry: TableRights) -> str:
    """Return the SQL of a table's history: triggers add to it as the owner, nobody changes it."""
    name = f"{entry.name}event"
    rights = entry.history
    if rights is None:
        kinds = tuple(kind for kind in Kind if kind in entry.kinds("S"))
        rights = (
            (right(kinds, "S", Condition("", f"pgh_obj_id IN (SELECT id FROM {entry.name})")),)
            if kinds
            else ()
        )
    lines = [
        _forced(name),
        f"GRANT SELECT ON {name} TO {SYSTEM};",
        f"GRANT SELECT, DELETE ON {name} TO {ERASER};",
    ]
    if rights:
        lines.append(
            f"CREATE POLICY gainful_select ON {name} FOR SELECT TO {WEB} USING ({rule(list(rights))});"
        )
        lines.append(f"GRANT SELECT ON {name} TO {WEB};")
    return "\n".join(lines)


def _forced(name: str) -> str:
    roles = f"{SYSTEM}, {ERASER}, CURRENT_USER"
    return (
        f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY;\nALTER TABLE {name} FORCE ROW LEVEL SECURITY;\n"
        f"REVOKE ALL ON {name} FROM {WEB}, {SYSTEM}, {ERASER}, PUBLIC;\n"
        f"CREATE POLICY gainful_trusted ON {name} TO {roles} USING (true) WITH CHECK (true);"
    )


def _guard(name: str, column: str, action: str, *, once: bool = False) -> str:
    was_set = f"OLD.{column} IS NOT NULL AND OLD.{column}::text <> '' AND " if once else ""
    return (
        f"CREATE TRIGGER gainful_guard_{column} BEFORE UPDATE OF {column} ON {name} FOR EACH ROW"
        f" WHEN ({was_set}OLD.{column} IS DISTINCT FROM NEW.{column})"
        f" EXECUTE FUNCTION gainful.refuse_change('{column}', '{action}');"
    )


def _begin(name: str, column: str, value: str, action: str) -> str:
    return (
        f"CREATE TRIGGER gainful_begin_{column} BEFORE INSERT ON {name} FOR EACH ROW"
        f" WHEN (NEW.{column} IS DISTINCT FROM {value})"
        f" EXECUTE FUNCTION gainful.refuse_change('{column}', '{action}');"
    )


def _seen(name: str, column: str, table: str) -> str:
    """Return two triggers: a foreign key is checked as the owner, who sees rows that the actor does not."""
    does = f"EXECUTE FUNCTION gainful.require_seen('{column}', '{table}');"
    given = f"NEW.{column} IS NOT NULL AND gainful.is_web()"
    return (
        f"CREATE TRIGGER gainful_seen_{column} BEFORE INSERT ON {name} FOR EACH ROW WHEN ({given}) {does}\n"
        f"CREATE TRIGGER gainful_still_seen_{column} BEFORE UPDATE OF {column} ON {name} FOR EACH ROW"
        f" WHEN (OLD.{column} IS DISTINCT FROM NEW.{column} AND {given}) {does}"
    )


def _author(name: str, column: str) -> str:
    """Return a trigger: a column that says who did it last takes the name of whoever acts, or nobody's."""
    return (
        f"CREATE TRIGGER gainful_author_{column} BEFORE UPDATE OF {column} ON {name} FOR EACH ROW"
        f" WHEN (OLD.{column} IS DISTINCT FROM NEW.{column} AND NEW.{column} IS NOT NULL AND gainful.is_web()"
        f" AND NEW.{column} IS DISTINCT FROM gainful.actor_user())"
        f" EXECUTE FUNCTION gainful.refuse_change('{column}', '');"
    )


def _limit(name: str, kind: Kind, open_to: tuple[str, ...]) -> str:
    return (
        f"CREATE TRIGGER gainful_limit_{kind.value} BEFORE UPDATE ON {name} FOR EACH ROW"
        f" WHEN (gainful.is_web() AND gainful.actor_role() = '{kind.value}')"
        f" EXECUTE FUNCTION gainful.keep_to_columns({', '.join(repr(column) for column in open_to)});"
    )


def _one_way(name: str, column: str, wrong: str) -> str:
    return (
        f"CREATE TRIGGER gainful_guard_{column} BEFORE UPDATE OF {column} ON {name} FOR EACH ROW"
        f" WHEN (OLD.{column} IS NOT NULL AND (NEW.{column} IS NULL OR NEW.{column} {wrong} OLD.{column}))"
        f" EXECUTE FUNCTION gainful.refuse_change('{column}', '');"
    )


def _authors(entry: TableRights, columns: set[str]) -> str:
    """Return SQL that lets a new row name whoever acts, asked once a statement, or nobody."""
    return "".join(
        f" AND ({column} IS NULL OR {column} = (SELECT gainful.actor_user()))"
        for column in entry.authors
        if column in columns
    )
