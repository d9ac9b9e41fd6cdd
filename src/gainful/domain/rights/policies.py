"""SQL of one table's rights: row security, policies, grants and triggers, made anew from the data each time."""

from __future__ import annotations

from gainful.domain.rights.kinds import EVERYBODY, SIGNED_IN, Kind
from gainful.domain.rights.table import VERBS, Right, TableRights

WEB = "gainful_web"
ROLES = f"{WEB}, CURRENT_USER"


def kinds_sql(kinds: tuple[Kind, ...]) -> str:
    """Return SQL: the actor is of one of these kinds, asked once a statement."""
    if set(kinds) >= set(EVERYBODY):
        return "true"
    if set(kinds) >= set(SIGNED_IN):
        return "(SELECT gainful.actor_user()) IS NOT NULL"
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
    """Return the SQL that puts a table's rights in force; what was there before is dropped first."""
    name = entry.name
    lines = [_forced(name), _as_system(name)]
    if entry.kinds("S") >= set(EVERYBODY) or not entry.rights:
        lines.append(f"CREATE POLICY gainful_owner ON {name} TO CURRENT_USER USING (true) WITH CHECK (true);")
    for letter, verb in VERBS.items():
        rights = entry.of(letter)
        if not rights:
            continue
        using = f" USING ({rule(rights)})" if letter != "I" else ""
        check = f" WITH CHECK ({rule(rights, after=True)})" if letter in "IU" else ""
        lines.append(f"CREATE POLICY gainful_{verb.lower()} ON {name} FOR {verb} TO {ROLES}{using}{check};")
        lines.append(f"GRANT {verb} ON {name} TO {WEB};")
    writers = [entry.kinds(letter) for letter in "IUD"]
    if any(writers) and not any(kinds >= set(EVERYBODY) for kinds in writers):
        lines.append(
            f"CREATE TRIGGER gainful_require_actor BEFORE INSERT OR UPDATE OR DELETE ON {name}"
            " FOR EACH STATEMENT EXECUTE FUNCTION gainful.require_actor();"
        )
    lines += [_fixed(name, column) for column in entry.fixed if column in columns]
    return "\n".join(lines)


def history_sql(entry: TableRights) -> str:
    """Return the SQL of a table's history: triggers add to it, whoever may read it reads it, nobody changes it."""
    name = f"{entry.name}event"
    rights = entry.history
    if rights is None:
        rows = f"pgh_obj_id IN (SELECT id FROM {entry.name})"
        kinds = tuple(sorted(entry.kinds("S")))
        condition = f"{kinds_sql(kinds)} AND {rows}" if kinds else "false"
    else:
        condition = rule(list(rights))
    lines = [_forced(name), _as_system(name)]
    lines.append(
        f"CREATE POLICY gainful_insert ON {name} FOR INSERT TO {ROLES} WITH CHECK (gainful.actor_user() IS NOT NULL);"
    )
    lines.append(f"GRANT INSERT ON {name} TO {WEB};")
    if condition != "false":
        lines.append(f"CREATE POLICY gainful_select ON {name} FOR SELECT TO {ROLES} USING ({condition});")
        lines.append(f"GRANT SELECT ON {name} TO {WEB};")
    return "\n".join(lines)


def _forced(name: str) -> str:
    return (
        f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY;\nALTER TABLE {name} FORCE ROW LEVEL SECURITY;\n"
        f"REVOKE ALL ON {name} FROM {WEB}, PUBLIC;"
    )


def _as_system(name: str) -> str:
    return (
        f"CREATE POLICY gainful_trusted ON {name} TO {ROLES}"
        " USING (gainful.is_system()) WITH CHECK (gainful.is_system());"
    )


def _fixed(name: str, column: str) -> str:
    return (
        f"CREATE TRIGGER gainful_fixed_{column} BEFORE UPDATE OF {column} ON {name} FOR EACH ROW"
        f" WHEN (OLD.{column} IS DISTINCT FROM NEW.{column}) EXECUTE FUNCTION gainful.refuse_change('{column}');"
    )
