"""Read the files with DuckDB, column by column, saying which row cannot be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gainful.engine.indicators import Inputs
from gainful.engine.indicators.program import Extras
from gainful.engine.indicators.vocabulary import PROOFS, UNSTATED
from gainful.engine.tables.cell_sql import text
from gainful.exchange.outcome_files.columns import (
    EVIDENCE_SYNONYMS,
    PROOF_SYNONYMS,
)
from gainful.exchange.outcome_files.file_checks import (
    odd_services,
    several_amounts,
    strays,
)
from gainful.exchange.tables.errors import UnreadableColumns
from gainful.exchange.tables.headings import plain
from gainful.exchange.tables.large import LargeTables
from gainful.exchange.wage_records.columns import wage_columns

ROWS_AT_ONCE = 2_000_000
"""Wage rows among which doubles are looked for at a time."""


@dataclass(slots=True)
class Loaded:
    """Tables ready for `outcomes`, and what was noticed on the way."""

    inputs: Inputs
    notes: list[str] = field(default_factory=list)
    extras: Extras = field(default_factory=Extras)
    """What program metrics need beside it, where the files carry it."""
    segments: tuple[str, ...] = ()
    wages_in: tuple[int, int] | None = None
    """First and last quarter that a store of wage records says is in."""


class OutcomeTables(LargeTables):
    """Raw tables p, s, w, e in DuckDB become the typed tables that the engine reads."""

    def wages(self, path: Path) -> None:
        """Make the wage table w; a period such as 2025Q2 is taken apart."""
        wanted = self.table("w", path, wage_columns)
        if "period" in {column.name for column in wanted}:
            self.rows(
                "CREATE OR REPLACE TABLE w AS SELECT person, employer, period // 4 AS year, "
                "period % 4 + 1 AS quarter, wages FROM w"
            )

    def one_row_a_person(self, file: str) -> None:
        """Refuse two rows of one person: segments and reasons would be counted twice."""
        twice = self.rows(
            "SELECT person, count(*) FROM p GROUP BY person HAVING count(*) > 1 ORDER BY person LIMIT 3"
        )
        if twice:
            raise UnreadableColumns(
                f"{file} has several rows for {', '.join(str(row[0]) for row in twice)}. Keep one row a person: "
                "periods of participation are found from the services."
            )

    def words(
        self, name: str, file: str, column: str, synonyms: Mapping[str, str], allowed: Sequence[str]
    ) -> None:
        """Put words into ours; refuse those that nobody knows, since a guess could move an exit."""
        changed = dict[str, str]()
        for (word,) in self.rows(
            f"SELECT DISTINCT {column} FROM {name} WHERE {column} IS NOT NULL ORDER BY 1"
        ):
            key = plain(word)
            meant = synonyms.get(key) or next((a for a in allowed if plain(a) == key), None)
            if meant is None:
                raise UnreadableColumns(
                    f"{file}, column “{self._heading(name, column)}”: {self._rows_with(name, column, word)}“{word}” is "
                    f"not known. Use one of: {', '.join(allowed)}."
                )
            if meant != word:
                changed[word] = meant
        if changed:
            cases = " ".join(f"WHEN {text(word)} THEN {text(meant)}" for word, meant in changed.items())
            self.rows(f"UPDATE {name} SET {column} = CASE {column} {cases} ELSE {column} END")

    def _heading(self, name: str, column: str) -> str:
        plan = self.plans.get(name)
        return column if plan is None else plan.found.get(column, column)

    def _rows_with(self, name: str, column: str, word: str) -> str:
        """Return the first row of the file in which a word stands, empty for a table that is no file's."""
        if name not in self.plans:
            return ""
        lines = self.lines_where(name, f"{column} = {text(word)}", 1)
        return f"row {lines[0]}: " if lines else ""

    def proofs(self, file: str) -> None:
        """Put the types of evidence of work into our words; other evidence has none, and none given is said so."""
        self.rows(
            f"UPDATE e SET proof = CASE WHEN kind = 'employment' THEN coalesce(proof, {text(UNSTATED)}) END"
        )
        self.rows("CREATE OR REPLACE TABLE e_work AS SELECT * FROM e WHERE proof IS NOT NULL")
        self.words("e_work", file, "proof", PROOF_SYNONYMS, PROOFS)
        self.rows("DELETE FROM e WHERE proof IS NOT NULL; INSERT INTO e SELECT * FROM e_work")
        bare = self.rows(f"SELECT count(*) FROM e WHERE proof = {text(UNSTATED)}")[0][0]
        if bare:
            self.notes.append(
                f"{bare:,} pieces of evidence of work do not say what they are. "
                f"Give a column “proof”: {', '.join(PROOFS[:-1])}."
            )

    def final(self, *, with_evidence: bool, segment: bool) -> None:
        """Make the four tables of the engine; rows that stand twice count once."""
        extra = ", segment" if segment else ""
        self.rows(
            f"CREATE VIEW participants AS SELECT person, coalesce(program, '') AS program, "
            f"coalesce(exit_reason, '') AS exit_reason{extra} FROM p"
        )
        self.rows(
            'CREATE VIEW services AS SELECT person, type, start, "end", '
            "coalesce(status, 'done') AS status FROM s WHERE coalesce(status, 'done') <> 'cancelled'"
        )
        self._each_wage_once()
        parts = ['SELECT person, kind, start, "end", amount, proof FROM e'] if with_evidence else []
        parts += [
            f"SELECT person, CASE WHEN {_secondary()} THEN 'secondary-diploma' ELSE 'postsecondary-credential' END, "
            "credential_date, NULL::DATE, NULL::DOUBLE, NULL::VARCHAR FROM p WHERE credential_date IS NOT NULL",
            *(
                f"SELECT person, '{kind}', {column}, NULL::DATE, NULL::DOUBLE, NULL::VARCHAR FROM p "
                f"WHERE {column} IS NOT NULL"
                for kind, column in (("skill-gain", "skill_gain_date"), ("education", "education_start"))
            ),
        ]
        self.rows(
            'CREATE TABLE evidence(person VARCHAR, kind VARCHAR, start DATE, "end" DATE, amount DOUBLE, proof VARCHAR)'
        )
        for part in parts:
            self.rows(f"INSERT INTO evidence {part}")
        for told in (strays, odd_services, several_amounts):
            self.notes.extend(told(self.rows))

    def _each_wage_once(self) -> None:
        """Make the table of wages, rows that stand twice once; some people at a time, so that memory stays small."""
        columns = "person, coalesce(employer, '') AS employer, (year * 4 + quarter - 1)::INTEGER AS at, wages FROM w"
        rows = int(self.rows("SELECT count(*) FROM w")[0][0])
        parts = max(1, -(-rows // ROWS_AT_ONCE))
        self.rows(f"CREATE TABLE wages AS SELECT {columns} LIMIT 0")
        for part in range(parts):
            some = f" WHERE hash(person) % {parts} = {part}" if parts > 1 else ""
            self.rows(f"INSERT INTO wages SELECT DISTINCT {columns}{some}")
        left = int(self.rows("SELECT count(*) FROM wages")[0][0])
        self._known_before_pending()
        self.rows("DROP TABLE w")
        if rows > left:
            self.notes.append(f"{rows - left:,} wage rows stood twice and count once.")

    def _known_before_pending(self) -> None:
        """Drop a record whose amount is not known yet where another of the same employer and quarter says it."""
        if self.rows("SELECT 1 FROM wages WHERE wages IS NULL LIMIT 1"):
            self.rows(
                'DELETE FROM wages WHERE wages IS NULL AND (person, employer, "at") IN '
                '(SELECT (person, employer, "at") FROM wages WHERE wages IS NOT NULL)'
            )

    def extras(self, connection: Any, *, placements: bool, costs: bool) -> Extras:
        """Make the tables that program metrics need; a column that is empty throughout is not there."""
        self.rows(
            "CREATE VIEW service_details AS SELECT person, type, start, \"end\", coalesce(status, 'done') AS status, "
            "completed = 'yes' AS completed, hours FROM s "
            "SEMI JOIN participants USING (person) WHERE coalesce(status, 'done') <> 'cancelled'"
        )
        completed, hours = self.rows("SELECT count(completed), count(hours) FROM service_details")[0]
        if placements:
            self.rows(
                'CREATE TABLE placements AS SELECT person, start, "end", reason FROM j '
                "SEMI JOIN participants USING (person)"
            )
        if costs:
            self.rows("CREATE TABLE costs AS SELECT kind, amount FROM c")
        return Extras(
            connection.table("service_details"),
            bool(completed),
            bool(hours),
            connection.table("placements") if placements else None,
            connection.table("costs") if costs else None,
        )


def _secondary() -> str:
    names = [key for key, meant in EVIDENCE_SYNONYMS.items() if meant == "secondary-diploma"]
    listed = ", ".join(text(name) for name in names)
    return f"regexp_replace(lower(coalesce(credential_type, '')), '[^a-z0-9]+', '_', 'g') IN ({listed})"
