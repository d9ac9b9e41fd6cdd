"""Row security through SQL as the web role. Which test of which numbered fault fails on cd0bfed, where it was found:

1. Demo mode on a real folder: tests/site/test_folders.py.
2. Columns that decide who sees a row: test_columns.py, test_names_and_counts.py; new ones are found by
   tests/consistency/test_guarded_columns.py.
3. The actor as a setting, the system in every page: test_actor.py, test_ways_in.py.
4. History written and rewritten by the web role, seals, erasure: test_actor.py (history_is_written_by_triggers_only),
   tests/domain/accounts/test_seals.py, tests/domain/participants/test_erase_person.py, test_erase_traces.py.
5. Shared things across agencies, one operator and all accounts: test_columns.py (shared_providers, an_operator_sees).
6. The table of rights: tests/consistency/test_rights.py, test_rights_matrix.py (five agencies), test_pgrls.py.
7. Files: tests/site/test_kept_files.py, tests/exchange/wage_records/test_forgetting.py.
8. One squashed schema, dumps of releases: tests/site/test_schema.py, test_releases.py.
9. What leaves the machine: tests/install (no look-up tried).

Each names a table, function, file or command that cd0bfed does not have, or asserts a refusal where it allowed.
"""
