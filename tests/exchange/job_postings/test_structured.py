"""Postings in mark-up, as sites write it: nearly JSON, several on a page, pay in every shape, microdata and RDFa."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gainful.engine.postings.job_facts import job_facts
from gainful.exchange.job_postings import PostingDocument, read_posting
from gainful.exchange.job_postings.fields import unit_of
from gainful.exchange.job_postings.json_ld import loaded

AIDE: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "title": "Optical Lab Technician",
    "description": "<p>Our lab grinds lenses.</p><ul><li>Run the edger and the generator</li><li>Check powers on the lensometer</li>"
    "<li>Set lenses into frames and fix loose screws</li><li>Keep the order log up to date all day</li></ul>",
    "hiringOrganization": {"@type": "Organization", "name": "Clearbrook Optical"},
    "jobLocation": {"@type": "Place", "address": {"@type": "PostalAddress", "addressLocality": "Duluth", "addressRegion": "MN"}},
    "baseSalary": {
        "@type": "MonetaryAmount", "currency": "USD",
        "value": {"@type": "QuantitativeValue", "minValue": 17.25, "maxValue": 21, "unitText": "HOUR"},
    },
    "employmentType": "FULL_TIME",
    "totalJobOpenings": 4,
}  # fmt: skip
JSON = json.dumps(AIDE, indent=1)
BODY = "<main><h1>Optical Lab Technician</h1><p>Apply at the front desk of our lab in the old mill building.</p></main>"


def page(script: str, body: str = "<div id=app></div>", head: str = "") -> PostingDocument:
    source = f'<!doctype html><html><head><title>Jobs</title>{head}<script type="application/ld+json">{script}</script></head><body>{body}</body></html>'
    return read_posting(source.encode(), "job.html")


def facts(document: PostingDocument) -> tuple[Any, ...]:
    found = job_facts(document.text, document.fields)
    pay = found.wage
    return (
        found.title and found.title.value,
        found.employer and found.employer.value,
        found.openings and found.openings.value,
        pay and (pay.low, pay.high, pay.unit, pay.currency),
    )


RIGHT = ("Optical Lab Technician", "Clearbrook Optical", 4, (17.25, 21.0, "hour", "USD"))
WRAPPED = {
    "plain": JSON,
    "html comment": f"<!--\n{JSON}\n-->",
    "slashed comment": f"//<!--\n{JSON}\n//-->",
    "cdata": f"<![CDATA[\n{JSON}\n]]>",
    "slashed cdata": f"//<![CDATA[\n{JSON}\n//]]>",
    "starred cdata": f"/*<![CDATA[*/\n{JSON}\n/*]]>*/",
    "semicolon": JSON + ";",
    "trailing comma": JSON.replace('"totalJobOpenings": 4', '"totalJobOpenings": 4,'),
    "comma in a list": JSON.replace('"FULL_TIME"', '["FULL_TIME",]'),
    "line comment": JSON.replace('"title"', '// the name\n "title"'),
    "full iri": JSON.replace('"JobPosting"', '"http://schema.org/JobPosting"'),
    "hash iri": JSON.replace('"JobPosting"', '"https://schema.org#JobPosting"'),
    "prefix": JSON.replace('"JobPosting"', '"schema:JobPosting"'),
    "list of types": JSON.replace('"JobPosting"', '["Thing", "JobPosting"]'),
    "no-break spaces": JSON.replace("\n ", "\n\u00a0\u00a0"),
    "byte order mark": "\ufeff" + JSON,
    "escaped quotes": JSON.replace('"', "&quot;"),
    "raw line break": JSON.replace("Our lab", "Our\nlab"),
    "two objects": '{"@type": "WebSite", "name": "x"}\n' + JSON,
}


@pytest.mark.parametrize("name", WRAPPED)
@pytest.mark.parametrize("body", ["<div id=app></div>", BODY], ids=["empty page", "page with words"])
def test_marks_around_a_live_script_do_not_lose_its_posting(name: str, body: str) -> None:
    assert facts(page(WRAPPED[name], body)) == RIGHT


def test_a_posting_that_is_commented_out_is_not_read() -> None:
    old = JSON.replace("Optical Lab Technician", "Frame Stylist").replace("17.25", "12.00")
    dead = f'<!-- <script type="application/ld+json">{old}</script> -->'
    document = page(JSON, BODY, head=dead)
    assert facts(document) == RIGHT
    assert document.notes == ()


def test_the_posting_whose_title_stands_on_the_page_is_read_and_the_others_are_named() -> None:
    others = [
        AIDE | {"title": title, "totalJobOpenings": 9} for title in ("Front Desk Host", "Delivery Driver")
    ]
    document = page(json.dumps([others[0], AIDE, others[1]]), BODY)
    assert facts(document) == RIGHT
    assert "“Front Desk Host”, “Delivery Driver”" in document.notes[0]


def test_a_bare_entry_of_a_list_gives_way_to_the_full_posting() -> None:
    listed = {
        "@type": "ItemList",
        "itemListElement": [{"@type": "JobPosting", "title": "Delivery Driver", "url": "/2"}],
    }
    assert facts(page(json.dumps([listed, AIDE]))) == RIGHT


def test_references_inside_a_graph_are_followed() -> None:
    graph = [
        AIDE | {"hiringOrganization": {"@id": "#org"}, "baseSalary": {"@id": "#pay"}},
        {"@id": "#org", "@type": "Organization", "name": "Clearbrook Optical"},
        {"@id": "#pay"} | AIDE["baseSalary"],
    ]
    assert facts(page(json.dumps({"@context": "https://schema.org", "@graph": graph}))) == RIGHT


def value(low: Any = None, high: Any = None, unit: str = "HOUR", **more: Any) -> dict[str, Any]:
    found = {"@type": "QuantitativeValue", "minValue": low, "maxValue": high, "unitText": unit} | more
    return {k: v for k, v in found.items() if v is not None}


PAY = {
    "commas": ({"currency": "USD", "value": value("38,500", "44,000", "YEAR")}, (38500, 44000, "year", "USD")),
    "signs": ({"currency": "USD", "value": value("$18.50", "$22.00")}, (18.5, 22, "hour", "USD")),
    "range as text": ({"currency": "USD", "value": "18.50-22.00", "unitText": "HOUR"}, (18.5, 22, "hour", "USD")),
    "range inside value": ({"currency": "USD", "value": {"value": "18.50 - 22.00", "unitText": "hour"}}, (18.5, 22, "hour", "USD")),
    "all as text": ("$18.50 - $22.00 per hour", (18.5, 22, "hour", "USD")),
    "on the amount": ({"currency": "USD", "minValue": 18.5, "maxValue": 22, "unitText": "HOUR"}, (18.5, 22, "hour", "USD")),
    "swapped": ({"currency": "USD", "value": value(22, 18.5)}, (18.5, 22, "hour", "USD")),
    "no low": ({"currency": "USD", "value": value(0, 22)}, (None, 22, "hour", "USD")),
    "only a most": ({"currency": "USD", "value": value(None, 22)}, (None, 22, "hour", "USD")),
    "nought": ({"currency": "USD", "value": value(0, 0, "MONTH")}, None),
    "monthly": ({"currency": "USD", "value": value(3200, 3600, "MONTHLY")}, (3200, 3600, "month", "USD")),
    "two weeks": ({"currency": "USD", "value": value(1400, 1600, "BIWEEKLY")}, (700, 800, "week", "USD")),
    "unit code": ({"currency": "USD", "value": {"minValue": 18, "maxValue": 20, "unitCode": "HUR"}}, (18, 20, "hour", "USD")),
    "price": ({"@type": "PriceSpecification", "minPrice": 18, "maxPrice": 20, "priceCurrency": "USD", "unitText": "per hour"}, (18, 20, "hour", "USD")),
    "euros": ({"currency": "EUR", "value": value(1900, 2200, "MONTH")}, (1900, 2200, "month", "EUR")),
    "rupees": ({"currency": "INR", "value": value(15000, 50000, "MONTH")}, (15000, 50000, "month", "INR")),
    "pound sign": ({"value": value("£24,000", "£26,000", "YEAR")}, (24000, 26000, "year", "GBP")),
}  # fmt: skip


@pytest.mark.parametrize("name", PAY)
def test_pay_is_read_in_every_shape_with_its_currency(name: str) -> None:
    given, right = PAY[name]
    document = page(json.dumps(AIDE | {"baseSalary": given}))
    assert facts(document)[3] == right


def test_an_estimate_and_a_currency_of_the_posting_are_read() -> None:
    estimate = {
        "@type": "MonetaryAmountDistribution",
        "percentile10": 41000,
        "percentile90": 52000,
        "duration": "P1Y",
        "currency": "CAD",
    }
    posting = {k: v for k, v in AIDE.items() if k != "baseSalary"} | {"estimatedSalary": estimate}
    assert facts(page(json.dumps(posting)))[3] == (41000, 52000, "year", "CAD")
    posting = AIDE | {"baseSalary": 19.5, "salaryCurrency": "AUD"}
    assert facts(page(json.dumps(posting)))[3] == (19.5, None, "hour", "AUD")


@pytest.mark.parametrize(
    ("word", "unit"),
    [("HOUR", "hour"), ("per Hour", "hour"), ("hourly", "hour"), ("Yearly", "year"), ("ANNUM", "year"), ("week", "week"), ("DAY", "day"),
     ("Fortnight", "fortnight"), ("BIWEEKLY", "fortnight"), ("MON", "month"), ("PT1H", "hour"), ("P1M", "month"), ("sack", "")],
)  # fmt: skip
def test_names_of_units(word: str, unit: str) -> None:
    assert unit_of(word) == unit


def test_other_facts_in_the_shapes_of_sites() -> None:
    posting = AIDE | {
        "title": {"@value": "Optical Lab Technician"},
        "employmentType": "https://schema.org/PartTime",
        "totalJobOpenings": {"@type": "QuantitativeValue", "value": 3.0},
        "jobLocation": "12 Mill Street, Duluth, MN 55802",
    }
    document = page(json.dumps(posting))
    found = job_facts(document.text, document.fields)
    assert found.title
    assert found.title.value == "Optical Lab Technician"
    assert found.contract
    assert found.contract.value == "part_time"
    assert found.openings
    assert found.openings.value == 3
    assert found.place
    assert (found.place.city, found.place.state) == ("Duluth", "MN")


MICRODATA = """<aside><div itemscope itemtype="https://schema.org/JobPosting"><a itemprop="title">Frame Stylist</a></div></aside>
<div itemscope itemtype="https://schema.org/JobPosting" itemref="pay"><h1 itemprop="title">Optical Lab Technician</h1>
<span itemprop="hiringOrganization" itemscope><meta itemprop="name" content="Clearbrook Optical"></span>
<data itemprop="totalJobOpenings" value="4">four</data>
<div itemprop="description">Run the edger, check powers on the lensometer and set lenses into frames all day long.</div></div>
<p id="pay">Pay <span itemprop="baseSalary" itemscope><meta itemprop="currency" content="USD"><span itemprop="value" itemscope>
<meta itemprop="minValue" content="17.25"><meta itemprop="maxValue" content="21"><meta itemprop="unitText" content="hour"></span></span></p>"""
RDFA = """<div vocab="https://schema.org/" typeof="JobPosting"><h1 property="title">Optical Lab Technician</h1>
<p>at <b property="hiringOrganization" typeof="Organization"><span property="name">Clearbrook Optical</span></b></p>
<p>Pay <span property="baseSalary" typeof="MonetaryAmount"><meta property="currency" content="USD"><span property="value"
typeof="QuantitativeValue"><meta property="minValue" content="17.25"><meta property="maxValue" content="21"><meta property="unitText"
content="HOUR">by experience</span></span></p><meta property="totalJobOpenings" content="4">
<div property="description">Run the edger, check powers on the lensometer and set lenses into frames all day long.</div></div>"""


@pytest.mark.parametrize("source", [MICRODATA, RDFA], ids=["microdata", "rdfa"])
def test_microdata_and_rdfa_know_what_json_ld_knows(source: str) -> None:
    assert facts(read_posting(f"<html><body>{source}</body></html>".encode(), "job.html")) == RIGHT


def test_mark_up_that_cannot_be_read_is_said() -> None:
    document = page('{"@type": "JobPosting", {{{', BODY)
    assert "could not be read" in document.notes[0]


@settings(max_examples=60)
@given(st.text(max_size=200), st.integers(0, len(JSON)))
def test_damaged_blocks_end_in_a_value_or_nothing(junk: str, cut: int) -> None:
    for source in (junk, JSON[:cut], JSON[:cut] + junk + JSON[cut:]):
        assert loaded(source) is None or isinstance(loaded(source), (dict, list, str, int, float, bool))
