"""schema.org JobPosting written as microdata (itemscope, itemprop) in a page."""

from __future__ import annotations

from gainful.exchange.documents.plain import clean

_PROPERTIES = {
    "title": "title",
    "addressLocality": "city",
    "addressRegion": "region",
    "employmentType": "employment_type",
    "workHours": "hours",
    "totalJobOpenings": "openings",
    "minValue": "wage_low",
    "maxValue": "wage_high",
    "unitText": "wage_unit",
    "jobLocationType": "remote",
}


def microdata_fields(source: str) -> dict[str, str]:
    """Flat facts of the first JobPosting item of a page (keys: StructuredPosting); empty where there is none."""
    if "schema.org/JobPosting" not in source:
        return {}
    from selectolax.lexbor import LexborHTMLParser

    item = LexborHTMLParser(source).css_first("[itemtype*='schema.org/JobPosting']")
    if item is None:
        return {}
    found: dict[str, str] = {}
    for node in item.css("[itemprop]"):
        key = _PROPERTIES.get(node.attributes.get("itemprop") or "")
        value = clean(node.attributes.get("content") or node.text(deep=True))[:300]
        if key and value and key not in found:
            found[key] = value.lower() if key == "wage_unit" else value
    if employer := item.css_first("[itemprop=hiringOrganization]"):
        name = employer.css_first("[itemprop=name]")
        found["employer"] = clean((name or employer).text(deep=True))[:300]
    return found
