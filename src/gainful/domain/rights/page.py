"""The page of the docs that shows the table of rights: written from the data, never by hand."""

from __future__ import annotations

from collections.abc import Iterable

from gainful.domain.rights.kinds import EVERYBODY, SIGNED_IN, Kind, label
from gainful.domain.rights.table import VERBS, Right, TableRights

HEAD = """# Who may do what with which table

Written by `python scripts/rights_page.py` from the data in `src/gainful/domain/*/rights.py`, which also makes the
policies in PostgreSQL and the tests. What is not listed is refused. The system (imports, background work, sign-in)
has a database role of its own and appears in no row. How to add a table: `docs/adding-a-table.md`.
"""


def page(tables: Iterable[TableRights]) -> str:
    """Return the page as Markdown."""
    found = sorted(tables, key=lambda entry: entry.name)
    return HEAD + "\n" + _by_kind(found) + "\n" + "\n".join(_section(entry) for entry in found)


def _by_kind(tables: list[TableRights]) -> str:
    """Return one row a kind of actor, those of roles to come among them: which tables it reaches beyond its account."""
    lines = ["## By kind of actor", "", "Beside what everybody signed in has.", ""]
    lines += ["| who | reads | adds | changes | deletes |", "|---|---|---|---|---|"]
    for kind in Kind:
        cells = [
            ", ".join(f"`{entry.name}`" for entry in tables if _is_special(kind, entry, verb)) or "–"
            for verb in VERBS
        ]
        lines.append(f"| {label(kind)} | {' | '.join(cells)} |")
    return "\n".join([*lines, ""])


def _is_special(kind: Kind, entry: TableRights, verb: str) -> bool:
    """Whether the kind has a right of its own there, not only that of everybody signed in."""
    return any(kind in each.kinds and not set(each.kinds) >= set(SIGNED_IN) for each in entry.of(verb))


def _section(entry: TableRights) -> str:
    lines = [f"## {entry.name}", "", entry.about, ""]
    if entry.rights:
        lines += ["| who | may | which rows |", "|---|---|---|"]
        lines += [_row(each) for each in entry.rights]
    else:
        lines.append("Nobody but the system.")
    if entry.history is not None:
        lines += ["", "History is read by:", "", "| who | may | which rows |", "|---|---|---|"]
        lines += [_row(each) for each in entry.history]
    guards = (
        ("Fixed columns", entry.fixed),
        ("Set once", entry.once),
        ("Changed by one action only", entry.by_action),
        ("A row begins with", entry.begins),
        ("A new row names whoever acts, or nobody, in", entry.authors),
        ("Set only to a row that the actor can read in the table named", entry.seen),
        ("Only falls", entry.falls),
        ("Only rises", entry.rises),
        ("Columns that may change", entry.open_columns),
        ("Columns that nobody reads", entry.hidden),
    )
    for title, columns in guards:
        if columns:
            lines += [
                "",
                f"{title}: " + "; ".join(f"`{name}` ({why})" for name, why in columns.items()) + ".",
            ]
    for kind, open_to in entry.limits.items():
        named = ", ".join(f"`{column}`" for column in open_to)
        lines += ["", f"Of a row, {label(kind)} changes only {named}."]
    return "\n".join([*lines, ""])


def _row(each: Right) -> str:
    after = f"; afterwards: {each.after.words}" if each.after else ""
    verbs = ", ".join(VERBS[letter].lower() for letter in VERBS if letter in each.verbs)
    return f"| {_who(each.kinds)} | {verbs} | {each.when.words}{after} |"


def _who(kinds: tuple[Kind, ...]) -> str:
    if set(kinds) >= set(EVERYBODY):
        return "everybody, before anybody is known"
    if set(kinds) >= set(SIGNED_IN):
        others = [label(kind) for kind in kinds if kind not in SIGNED_IN]
        return ", ".join(["everybody signed in", *others])
    return ", ".join(label(kind) for kind in kinds)
