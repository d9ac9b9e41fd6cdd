"""What an archive may hold, and what of it another server may not see."""

from __future__ import annotations

from gainful.site.backup import for_any_server
from tests.site.running import gainful

ONLY_SOME_KNOW = b"ALTER TABLE ONLY public.accounts_user ALTER COLUMN id SET (pg_attver=57657088);\n"
DUMP = [
    b"SET statement_timeout = 0;\n",
    b"SET transaction_timeout = 0;\n",
    b"CREATE TABLE public.accounts_user (\n",
    b");\n",
    ONLY_SOME_KNOW,
    b'ALTER TABLE ONLY public."Odd Name" ALTER COLUMN "a b" SET (pg_attver=1);\n',
    b"ALTER TABLE ONLY public.accounts_user ALTER COLUMN id SET (n_distinct=5);\n",
    b"ALTER TABLE ONLY public.accounts_user FORCE ROW LEVEL SECURITY;\n",
    b"COPY public.notes (words) FROM stdin;\n",
    ONLY_SOME_KNOW,
    b"SET transaction_timeout = 0;\n",
    b"\\.\n",
    ONLY_SOME_KNOW,
]


def test_what_only_some_servers_know_is_left_out_and_no_row_is():
    left_out = {1, 4, 5, 12}
    assert list(for_any_server(DUMP)) == [line for number, line in enumerate(DUMP) if number not in left_out]


def test_an_empty_database_is_no_backup(tmp_path):
    done = gainful(tmp_path / "var", "backup", str(tmp_path / "a.tar"))
    assert (done.returncode, done.stdout) == (1, "")
    assert "No backup was made: the database is empty" in done.stderr
    assert not (tmp_path / "a.tar").exists()
