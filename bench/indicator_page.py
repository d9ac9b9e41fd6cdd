"""The page of indicators of a large agency: first and cached, while its figures are worked out beside it.

    python -m bench.indicator_page data=FOLDER people=1000000     # an installation of bench.first_pages, or a new one
    make bench ARGS=indicator_page                                # 30,000 people in a folder of its own

A page of more people than a page waits for shows the last figures it has, and today's once they are worked out beside
it. Asked are: the page before there is any figure, the page until the figures are there, and the page after that
(cached). How long the figures took, and over how many services, is told. The pages write reports into the installation.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator

from bench import Row
from bench.first_pages import Wanted, Wire, _superuser, inside, p95, served, wanted

PAGE = "/program/measures/"
CUTS = ("", "our_program", "situation", "employer")
FIRST_MS, FIRST_AIM_MS, CACHED_MS, CACHED_AIM_MS = 3_000.0, 1_000.0, 200.0, 80.0
TIMES, LONGEST_S = 40, 3_600.0
SERVICES = (
    "SELECT sum(n) FROM (SELECT count(*) n FROM cohorts_enrolment UNION ALL SELECT count(*) FROM support_assessment"
    " UNION ALL SELECT count(*) FROM support_appointment UNION ALL SELECT count(*) FROM support_referral"
    " UNION ALL SELECT count(*) FROM support_moneyrequest UNION ALL SELECT count(*) FROM support_checkin"
    " UNION ALL SELECT count(*) FROM placements_introduction) every"
)


def asked(wire: Wire, path: str, cookie: str) -> tuple[float, bytes]:
    """Return the milliseconds of a page, and the page."""
    began = time.perf_counter()
    status, _bytes, body = wire.get(path, cookie)
    if status != 200:
        raise RuntimeError(f"{path} answered {status}")
    return (time.perf_counter() - began) * 1000, body


def measure(run: Wanted) -> Iterator[Row]:
    """Ask the page in its three states, each cut."""
    with served(run) as (address, data, _seconds):
        found = inside(data, run.people, ())
        manager = next(one for one in found["visitors"] if one["role"] == "program_manager")
        wire, first, meanwhile, cached, worked = Wire(address), [], [], [], []
        asked(wire, "/program/", manager["cookie"])  # the server itself is warm
        for cut in CUTS:
            path = f"{PAGE}?cut={cut}"
            began = time.perf_counter()
            took, body = asked(wire, path, manager["cookie"])
            first.append(took)
            while b'id="work-far"' in body or b"work-far" in body:
                if time.perf_counter() - began > LONGEST_S:
                    raise RuntimeError(f"{path}: not worked out within an hour")
                time.sleep(1)
                took, body = asked(wire, path, manager["cookie"])
                meanwhile.append(took)
            worked.append(time.perf_counter() - began)
            cached += [asked(wire, path, manager["cookie"])[0] for _time in range(TIMES)]
        os.environ["GAINFUL_DATA"] = str(data)
        with _superuser() as connection:
            services = connection.execute(SERVICES).fetchone()[0]
    note = f"{run.people:,} people, {services:,} rows that may be services, {len(CUTS)} cuts"
    yield Row(
        "indicators page, first, ms p95", p95(first), FIRST_MS, FIRST_AIM_MS, lower_is_better=True, note=note
    )
    yield Row("indicators page, cached, ms p95", p95(cached), CACHED_MS, CACHED_AIM_MS, lower_is_better=True)
    yield Row("indicators page while figures are worked out, ms p95", p95(meanwhile), lower_is_better=True)
    yield Row("figures worked out beside the page, s", max(worked), lower_is_better=True)


def run() -> list[Row]:
    """Rows of a small installation, or of the one that the environment names."""
    environment = {"GAINFUL_BENCH_PEOPLE": "30000", **os.environ}
    return list(measure(wanted((), environment)))


if __name__ == "__main__":
    from bench.__main__ import print_table

    print_table(list(measure(wanted(sys.argv[1:], dict(os.environ)))))
