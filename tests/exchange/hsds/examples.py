"""Directory files made up for tests: one service with every field that HSDS 3 names, and the same in tables of 2.0."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

from gainful.exchange.hsds.tables import tables

VALUES = {
    "text": "Text ü", "number": 3, "uri": "https://example.org/a", "email": "desk@example.org", "date": "2026-03-01",
    "time": "09:00", "datetime": "2026-03-01T09:00:00Z",
}  # fmt: skip


def full(name: str, path: str = "", depth: int = 0) -> dict:
    """Return a record with every field of a table, nested until the third level, each with an id of its own."""
    table = tables()[name]
    record = {}
    for field in table.fields.values():
        if field.name == "id":
            record["id"] = str(uuid5(NAMESPACE_URL, f"test:{path}/{name}"))
        elif field.name.endswith("_id"):
            record[field.name] = str(uuid5(NAMESPACE_URL, f"test:{path}/{name}/{field.name}"))
        else:
            record[field.name] = field.choices[-1] if field.choices else VALUES[field.type]
    if depth < 3:
        record |= {key: [full(other, f"{path}/{key}", depth + 1)] for key, other in table.lists.items()}
        record |= {key: full(other, f"{path}/{key}", depth + 1) for key, other in table.ones.items()}
    else:
        record |= {key: full(table.ones[key], f"{path}/{key}", depth + 1) for key in table.required_ones}
    return record


CARE = {
    "id": "6b6a5b0e-8c6e-4c5e-9a57-0a3a0b1c2d3e",
    "name": "Evening child care",
    "description": "Care for children from 2 to 12 while parents work or learn.",
    "status": "active",
    "email": "places@brightstart.example.org",
    "eligibility_description": "Families of Hennepin County",
    "minimum_age": 18,
    "languages": [{"id": "0e6a3f5c-4b1d-4c7a-8d55-3a1f0d2b9c11", "name": "Somali", "code": "so"}],
    "phones": [{"id": "b1c6f9de-7f0a-4d1c-9a2e-5a4b3c2d1e0f", "number": "612-555-0134", "type": "voice"}],
    "capacities": [
        {
            "id": "f1a3d7c2-6b5e-4f80-9a1b-2c3d4e5f6a7b",
            "unit": {"id": "a1b2c3d4-e5f6-4a7b-8c9d-0e1f2a3b4c5d", "name": "Place"},
            "available": 2, "maximum": 10, "updated": "2026-11-01T08:00:00Z",
        }
    ],
    "schedules": [
        {
            "id": "c0ffee00-1111-4222-8333-444455556666", "freq": "WEEKLY", "byday": "MO,TU,WE,TH,FR",
            "opens_at": "15:00", "closes_at": "22:30",
        }
    ],
    "service_at_locations": [
        {
            "id": "d00dfeed-1111-4222-8333-444455556666",
            "location": {
                "id": "deadbeef-1111-4222-8333-444455556666", "location_type": "physical", "name": "Phillips house",
                "transportation": "Bus 5 to Franklin Avenue", "latitude": 44.96, "longitude": -93.26,
                "addresses": [
                    {
                        "id": "feedface-1111-4222-8333-444455556666", "address_1": "10 Franklin Avenue",
                        "city": "Minneapolis", "state_province": "MN", "postal_code": "55404", "country": "US",
                        "address_type": "physical",
                    }
                ],
            },
        }
    ],
    "organization": {
        "id": "1a2b3c4d-1111-4222-8333-444455556666", "name": "Bright Start", "description": "Child care",
        "website": "https://brightstart.example.org",
    },
}  # fmt: skip
"""A service as a directory has it."""

OLD = {
    "organizations": "id,name,description,url,tax_status\n"
    "7,Bright Start,Child care,https://brightstart.example.org,501c3\n",
    "services": "id,organization_id,name,status,fees,email,wait_time\n"
    "70,7,Evening child care,active,free,a@example.org,2 weeks\n",
    "locations": "id,organization_id,name,latitude,longitude,transportation\n700,7,Phillips house,44.96,-93.26,Bus 5\n",
    "services_at_location": "id,service_id,location_id\n1,70,700\n",
    "physical_addresses": "id,location_id,address_1,city,state_province,postal_code,country\n"
    "9,700,10 Franklin Avenue,Minneapolis,MN,55404,US\n",
    "phones": "id,service_id,number,extension,department\n4,70,612-555-0134,12,Front desk\n",
    "regular_schedules": "id,service_id,weekday,opens_at,closes_at\n5,70,1,15:00,22:30\n6,70,2,15:00,22:30\n",
    "eligibility": "id,service_id,eligibility,minimum_age,gender\n8,70,Families of Hennepin County,18,any\n",
    "languages": "id,service_id,language\n2,70,Somali\n",
    "payments_accepted": "id,service_id,payment\n3,70,Voucher\n",
    "taxonomy": "id,name,parent_name,vocabulary\nT1,Child Day Care,Family,AIRS\n",
    "services_taxonomy": "id,service_id,taxonomy_id,taxonomy_detail\n11,70,T1,evening\n",
    "fundings_old": "id\n1\n",
}
"""The same in tables of HSDS 2.0, with fields that version 3 has no place for."""


def write_old(folder):
    """Write the tables of 2.0 into a folder."""
    for name, text in OLD.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder
