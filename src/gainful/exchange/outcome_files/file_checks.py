"""What is odd about files that can be read: said in words, or refused where every figure would be wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gainful.exchange.tables.errors import UnreadableColumns

Rows = Callable[[str], list[tuple]]


def refuse_empty(rows: Rows, table: str, file: str) -> None:
    """Refuse a file that has headings only: nobody in it is not the same as nobody."""
    if not rows(f"SELECT 1 FROM {table} LIMIT 1"):
        raise UnreadableColumns(f"{file} has headings and no rows. Check that it was written to the end.")


def refuse_strangers(rows: Rows, services: str, participants: str) -> None:
    """Refuse services of which none belongs to anybody: the two files write their people in two ways."""
    if rows("SELECT 1 FROM s SEMI JOIN p USING (person) LIMIT 1"):
        return
    ours, theirs = _shape(rows, "p"), _shape(rows, "s")
    raise UnreadableColumns(
        f"No service in {services} belongs to anybody in {participants}: people are written like {theirs} there and "
        f"like {ours} here (9 stands for a digit, A for a letter). Write them alike in both; zeros in front count."
    )


def _shape(rows: Rows, table: str) -> str:
    """Return the commonest way in which people are written, without saying who they are."""
    shape = "regexp_replace(regexp_replace(person, '[0-9]', '9', 'g'), '[A-Za-z]', 'A', 'g')"
    found = rows(f"SELECT {shape}, count(*) FROM {table} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1")
    return f"“{found[0][0]}”"


def strays(rows: Rows) -> Iterator[str]:
    """Say how many services and pieces of evidence belong to nobody, and whether the wage records do."""
    for table, one, many in (
        ("services", "service belongs", "services belong"),
        ("evidence", "piece of evidence belongs", "pieces of evidence belong"),
    ):
        found = rows(f"SELECT count(*) FROM {table} ANTI JOIN participants USING (person)")[0][0]
        if found:
            left = "is left out" if found == 1 else "are left out"
            yield f"{found:,} {one if found == 1 else many} to nobody in the participants file and {left}."
    if not rows("SELECT 1 FROM wages LIMIT 1"):
        yield "There are no wage records of these people, so no quarter is known to be in."
    elif not rows("SELECT 1 FROM wages SEMI JOIN participants USING (person) LIMIT 1"):
        yield (
            "No wage record belongs to anybody in the participants file: unless nobody worked, people are written in "
            "another way there (zeros in front count)."
        )


def odd_services(rows: Rows) -> Iterator[str]:
    """Say how many services end before they begin."""
    found = rows('SELECT count(*) FROM s WHERE "end" < start')[0][0]
    if found:
        ends = (
            "service ends before it begins and counts"
            if found == 1
            else "services end before they begin and count"
        )
        yield f"{found:,} {ends} for the first day."


def several_amounts(rows: Rows) -> Iterator[str]:
    """Say where one person, employer and quarter has several amounts: here they are added up."""
    found = rows(
        "SELECT count(*) FROM (SELECT 1 FROM wages SEMI JOIN participants USING (person) WHERE wages > 0 "
        'GROUP BY person, employer, "at" HAVING count(*) > 1)'
    )[0][0]
    if found:
        holds = (
            "quarter of a person at one employer holds"
            if found == 1
            else "quarters of people at one employer hold"
        )
        yield (
            f"{found:,} {holds} several amounts; they are added up. Where the last one corrects the others, bring the "
            "file in with gainful wages import, which keeps it."
        )
