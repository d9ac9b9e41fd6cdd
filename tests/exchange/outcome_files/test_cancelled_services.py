"""A service that was cancelled was not given: it makes no participant, no period and no figure of a program."""

import pytest

from gainful.engine.tables import open_duckdb
from gainful.exchange.indicator_inputs import load_inputs

PEOPLE = "person,program\n001,adult\n002,adult\n003,adult\n"
WAGES = "person,employer,year,quarter,wages\n001,E1,2025,1,5000\n"
SERVICES = (
    "person,type,start,end,status,completed,hours\n"
    "001,career,2024-08-15,,done,yes,3\n"
    "002,career,2024-08-15,,{status},yes,5\n"
    "003,career,2024-08-15,,,yes,7\n"
)


def people_served(folder, status):
    for name, text in (("p", PEOPLE), ("s", SERVICES.format(status=status)), ("w", WAGES)):
        (folder / f"{name}.csv").write_text(text)
    found = load_inputs(open_duckdb(threads=1), *(folder / f"{name}.csv" for name in "psw"))
    tables = (found.inputs.services, found.extras.services)
    served, detailed = (sorted(row["person"] for row in t.to_pyarrow().to_pylist()) for t in tables)
    assert served == detailed, "what a program costs and gives is counted over the same services"
    return served


@pytest.mark.parametrize("status", ["cancelled", "Cancelled"])
def test_a_cancelled_service_is_left_out(tmp_path, status):
    assert people_served(tmp_path, status) == ["001", "003"]


@pytest.mark.parametrize("status", ["done", "open", "planned", ""])
def test_every_other_service_stays(tmp_path, status):
    assert people_served(tmp_path, status) == ["001", "002", "003"]
