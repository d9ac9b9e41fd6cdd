"""The names of triggers that are kept are those that pgtrigger would gather anew, also after one was taken away."""

from __future__ import annotations

from pgtrigger.registry import _registry


def _gathered():
    return (
        {(model._meta.db_table, trigger.name): trigger for model, trigger in _registry.data.values()},
        {trigger.get_pgid(model) for model, trigger in _registry.data.values()},
    )


def test_kept_names_are_the_gathered_ones_before_and_after_one_is_taken_away():
    assert len(_registry.data) > 300
    assert (_registry.by_db_table, _registry.pg_function_names) == _gathered()
    uri, (model, trigger) = next(iter(_registry.data.items()))
    del _registry[uri]
    try:
        assert (_registry.by_db_table, _registry.pg_function_names) == _gathered()
        assert (model._meta.db_table, trigger.name) not in _registry.by_db_table
    finally:
        _registry[uri] = (model, trigger)
    assert (_registry.by_db_table, _registry.pg_function_names) == _gathered()
