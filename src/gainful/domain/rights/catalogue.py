"""Reads what a database holds, entry by entry, and what this version expects it to hold.

`expected.json` is generated (`make schema`) from a database that the migrations made; a test compares the two. An entry
is a kind and a name ("policy people_person.read") with what is said of it; what is long is kept as a digest.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gainful.domain.rights.roles import ERASER, SYSTEM, WEB

FILE = Path(__file__).with_name("expected.json")
LONGEST = 100
OURS = (WEB, SYSTEM, ERASER)

Entries = dict[str, str]
"""Kind and name → what is said of it."""


def living(cursor: Any) -> Entries:
    """Return every entry of the database behind a cursor; any role may ask, PostgreSQL shows its catalogue to all."""
    every = " UNION ALL ".join(
        f"SELECT '{kind}', row_to_json(entry)::text FROM ({sql}) AS entry" for kind, sql in KINDS.items()
    )
    cursor.execute(f"{OWNERS} UNION ALL {every}")
    found = [(kind, json.loads(text, object_pairs_hook=list)) for kind, text in cursor.fetchall()]
    (owners,) = (json.loads(values[0][1]) for kind, values in found if kind == OWNED)
    owner = owners[0] if owners else ""
    entries: Entries = {}
    for kind, values in found:
        if kind != OWNED:
            name, *said = (value for _column, value in values)
            words = " ".join(_word(one) for one in said)
            entries[f"{kind} {_plain(name, owner, owners)}"] = _short(_plain(words, owner, owners))
    return entries


def expected(server: int) -> Entries:
    """Return the entries that this version expects on a server of this major version."""
    held = json.loads(FILE.read_text(encoding="utf-8"))
    return held["entries"] | held["other_servers"].get(str(server), {})


def tried_servers() -> list[int]:
    """Return the major versions of PostgreSQL whose entries are known, the one that wrote the file first."""
    held = json.loads(FILE.read_text(encoding="utf-8"))
    return [held["server"], *sorted(map(int, held["other_servers"]))]


def written(entries: Entries, server: int, others: dict[int, Entries]) -> str:
    """Return the text of the file: the entries, and what is said otherwise by other servers; a line an entry."""
    told = {
        str(number): {name: said for name, said in sorted(theirs.items()) if entries.get(name) != said}
        for number, theirs in sorted(others.items())
    }
    held = {"server": server, "entries": dict(sorted(entries.items())), "other_servers": told}
    return json.dumps(held, indent=0, ensure_ascii=True) + "\n"


@dataclass(frozen=True, slots=True)
class Difference:
    """An entry that is missing, not expected, or not as this version states."""

    entry: str
    is_: str | None
    should_be: str | None

    @property
    def kind(self) -> str:
        """Return the first word of the entry: table, policy, trigger …"""
        return self.entry.split(" ", 1)[0]


def differences(there: Entries, wanted: Entries) -> list[Difference]:
    """Compare entry by entry, in the order of their names; a table that should not be there stands for all of it."""
    found = [
        Difference(name, there.get(name), wanted.get(name))
        for name in sorted(there.keys() | wanted.keys())
        if there.get(name) != wanted.get(name)
    ]
    strange = {one.entry.split(" ", 1)[1] for one in found if one.kind == "table" and one.should_be is None}
    return [one for one in found if one.kind == "table" or _table_of(one.entry) not in strange]


def _table_of(entry: str) -> str:
    """Return the table that an entry such as "column table.name" belongs to."""
    return entry.split(" ", 1)[1].rpartition(".")[0]


def _word(value: Any) -> str:
    if isinstance(value, list):
        return ",".join(sorted(map(str, value)))
    return "" if value is None else str(value)


def _plain(said: str, owner: str, owners: list[str]) -> str:
    """Call the owner "owner", and leave out how a server happens to write a list of allowed words."""
    for name in sorted(owners, key=len, reverse=True):
        if name in said:  # a pattern for each of thousands of entries takes most of the time
            said = re.sub(rf"(?<![\w.]){re.escape(name)}(?![\w.])", "owner" if name == owner else name, said)
    if "ANY (" in said:
        said = re.sub(r"[()]|::character varying|::text(\[\])?", "", said)
    return " ".join(said.split())


def _short(said: str) -> str:
    return said if len(said) <= LONGEST else f"sha256 {hashlib.sha256(said.encode()).hexdigest()[:20]}"


IN_SCHEMA = "CASE n.nspname WHEN 'public' THEN '' ELSE n.nspname || '.' END || "
SCHEMAS = "n.nspname IN ('public', 'gainful')"
NOT_FROM_EXTENSION = """NOT EXISTS (SELECT FROM pg_depend d
  WHERE d.objid = {oid} AND d.classid = '{of}'::regclass AND d.deptype = 'e')"""
GRANTS = """(SELECT array_agg(CASE WHEN g.grantee = 0 THEN 'PUBLIC' ELSE g.grantee::regrole::text END || ':'
  || g.privilege_type || CASE WHEN g.is_grantable THEN '*' ELSE '' END)
  FROM aclexplode({acl}) g WHERE g.grantee <> {owner} AND g.grantee::regrole::text <> 'pg_database_owner')"""
OWNED = "owners"
OWNERS = f"""
SELECT '{OWNED}', row_to_json(entry)::text FROM (SELECT coalesce(json_agg(name ORDER BY tables DESC, name), '[]')::text
FROM (SELECT c.relowner::regrole::text AS name, count(*) FILTER (WHERE c.relkind IN ('r', 'p')) AS tables
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname IN ('public', 'gainful') GROUP BY 1
) AS owner
) AS entry"""
"""The owners of what is there, whoever owns most tables first."""
OUR_ROLES = ", ".join(f"'{role}'" for role in OURS)

KINDS = {
    "schema": f"""
        SELECT n.nspname, {GRANTS.format(acl="n.nspacl", owner="n.nspowner")}
        FROM pg_namespace n
        WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        AND {NOT_FROM_EXTENSION.format(oid="n.oid", of="pg_namespace")}""",
    "table": f"""
        SELECT {IN_SCHEMA}c.relname, c.relkind, c.relpersistence, c.relowner::regrole,
          CASE WHEN c.relkind IN ('r', 'p') THEN 'security ' || c.relrowsecurity END,
          CASE WHEN c.relkind IN ('r', 'p') THEN 'forced ' || c.relforcerowsecurity END,
          c.reloptions, {GRANTS.format(acl="c.relacl", owner="c.relowner")}
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE {SCHEMAS} AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
        AND {NOT_FROM_EXTENSION.format(oid="c.oid", of="pg_class")}""",
    "column": f"""
        SELECT {IN_SCHEMA}c.relname || '.' || a.attname, format_type(a.atttypid, a.atttypmod),
          CASE WHEN a.attnotnull THEN 'not null' END, a.attidentity, a.attgenerated, pg_get_expr(e.adbin, e.adrelid),
          {GRANTS.format(acl="a.attacl", owner="c.relowner")}
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_attrdef e ON e.adrelid = c.oid AND e.adnum = a.attnum
        WHERE {SCHEMAS} AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND a.attnum > 0 AND NOT a.attisdropped
        AND {NOT_FROM_EXTENSION.format(oid="c.oid", of="pg_class")}""",
    "constraint": f"""
        SELECT {IN_SCHEMA}c.relname || '.' || k.conname, pg_get_constraintdef(k.oid),
          CASE WHEN NOT k.convalidated THEN 'not valid' END
        FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE {SCHEMAS} AND k.contype IN ('c', 'f', 'p', 'u', 'x')""",
    "index": f"""
        SELECT {IN_SCHEMA}i.relname, pg_get_indexdef(i.oid), CASE WHEN NOT x.indisvalid THEN 'not valid' END
        FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class c ON c.oid = x.indrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {SCHEMAS}""",
    "policy": """
        SELECT p.tablename || '.' || p.policyname, p.permissive, p.cmd, p.roles::text[], p.qual, 'CHECK', p.with_check
        FROM pg_policies p""",
    "trigger": f"""
        SELECT {IN_SCHEMA}c.relname || '.' || t.tgname, pg_get_triggerdef(t.oid),
          CASE t.tgenabled WHEN 'O' THEN NULL ELSE 'state ' || t.tgenabled::text END
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE {SCHEMAS} AND NOT t.tgisinternal""",
    "checks-of-keys": f"""
        SELECT {IN_SCHEMA}c.relname, 'state ' || string_agg(DISTINCT t.tgenabled::text, '')
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE {SCHEMAS} AND t.tgisinternal AND t.tgenabled <> 'O' GROUP BY n.nspname, c.relname""",
    "rule": f"""
        SELECT {IN_SCHEMA}c.relname || '.' || r.rulename, pg_get_ruledef(r.oid),
          CASE r.ev_enabled WHEN 'O' THEN NULL ELSE 'state ' || r.ev_enabled::text END
        FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE {SCHEMAS} AND {NOT_FROM_EXTENSION.format(oid="c.oid", of="pg_class")}""",
    "function": f"""
        SELECT n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')',
          p.proowner::regrole, pg_get_functiondef(p.oid),
          {GRANTS.format(acl="coalesce(p.proacl, acldefault('f', p.proowner))", owner="p.proowner")}
        FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE {SCHEMAS} AND p.prokind IN ('f', 'p') AND {NOT_FROM_EXTENSION.format(oid="p.oid", of="pg_proc")}""",
    "inherited": f"""
        SELECT i.inhrelid::regclass::text || ' of ' || i.inhparent::regclass::text, ''
        FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhparent JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE {SCHEMAS} AND c.relkind IN ('r', 'p')""",
    "extension": "SELECT extname, '' FROM pg_extension",
    "language": "SELECT lanname, CASE WHEN lanpltrusted THEN 'trusted' END FROM pg_language",
    "event-trigger": "SELECT evtname, evtevent, evtfoid::regproc FROM pg_event_trigger",
    "publication": "SELECT pubname, '' FROM pg_publication",
    "foreign-server": "SELECT srvname, '' FROM pg_foreign_server",
    "grants-to-come": """
        SELECT coalesce(n.nspname, 'everywhere') || ' ' || d.defaclobjtype::text,
          array_agg(CASE WHEN g.grantee = 0 THEN 'PUBLIC' ELSE g.grantee::regrole::text END || ':' || g.privilege_type)
        FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace, aclexplode(d.defaclacl) g
        WHERE g.grantee <> d.defaclrole GROUP BY 1""",
    "role": f"""
        SELECT r.rolname, CASE WHEN r.rolsuper THEN 'superuser' END,
          CASE WHEN r.rolbypassrls THEN 'bypasses row security' END,
          CASE WHEN r.rolcreaterole THEN 'makes roles' END, CASE WHEN r.rolcreatedb THEN 'makes databases' END,
          CASE WHEN r.rolreplication THEN 'replicates' END, CASE WHEN r.rolcanlogin THEN 'signs in' END,
          CASE WHEN r.rolinherit THEN 'inherits' END
        FROM pg_roles r WHERE r.rolname IN ({OUR_ROLES})""",
    "member": f"""
        SELECT m.member::regrole::text || ' of ' || m.roleid::regrole::text,
          string_agg(DISTINCT CASE WHEN given.inherits THEN 'inherits' END, ''),
          string_agg(DISTINCT CASE WHEN given.becomes THEN 'may become it' END, '')
        FROM pg_auth_members m CROSS JOIN LATERAL (SELECT
          coalesce((to_jsonb(m) ->> 'inherit_option')::boolean,
            (SELECT r.rolinherit FROM pg_roles r WHERE r.oid = m.member)) AS inherits,
          coalesce((to_jsonb(m) ->> 'set_option')::boolean, true) AS becomes) given
        WHERE (m.member::regrole::text IN ({OUR_ROLES}) OR m.roleid::regrole::text IN ({OUR_ROLES}))
        AND NOT EXISTS (SELECT FROM pg_roles r WHERE r.oid = m.member AND r.rolsuper)
        AND (given.inherits OR given.becomes)
        GROUP BY m.member, m.roleid""",
    "setting-of": f"""
        SELECT s.setrole::regrole::text || ' ' || unnest(s.setconfig), ''
        FROM pg_db_role_setting s WHERE s.setrole::regrole::text IN ({OUR_ROLES})
        AND s.setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))""",
    "database": f"""
        SELECT 'this', {GRANTS.format(acl="coalesce(d.datacl, acldefault('d', d.datdba))", owner="d.datdba")}
        FROM pg_database d WHERE d.datname = current_database()""",
}  # fmt: skip
"""Kind of entry → SQL that lists it: the name first, then what is said of it."""
