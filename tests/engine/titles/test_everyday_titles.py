"""Titles as job boards and people write them, each with the occupations that the SOC puts it in."""

from __future__ import annotations

import pytest

from gainful.engine.titles.ranking import rank_occupations, title_ranker

EVERYDAY = {
    "line cook": "35-2014", "order picker": "53-7065", "farmhand": "45-2092 45-2093", "CNA": "31-1131",
    "barista": "35-3023", "forklift operator": "53-7051", "phlebotomist": "31-9097", "medical coder": "29-2072",
    "HVAC tech": "49-9021", "roofer": "47-2181", "welder": "51-4121", "teacher's aide": "25-9042 25-9043",
    "help desk technician": "15-1232", "LPN": "29-2061", "pharmacy tech": "29-2052", "security guard": "33-9032",
    "bank teller": "43-3071", "data analyst": "15-2051", "scrum master": "15-1299", "bookkeeper": "43-3031",
    "warehouse associate": "53-7062 53-7065", "dishwasher": "35-9021", "sous chef": "35-1011 35-2014",
    "server": "35-3031", "housekeeper": "37-2012", "janitor": "37-2011", "landscaper": "37-3011",
    "truck driver": "53-3032", "delivery driver": "53-3033 53-3031", "receptionist": "43-4171",
    "office manager": "43-1011", "call center agent": "43-4051", "sales associate": "41-2031",
    "store manager": "41-1011", "stocker": "53-7065", "electrician apprentice": "47-3013 47-2111",
    "plumber": "47-2152", "carpenter": "47-2031", "assembler": "51-2092 51-2099", "home health aide": "31-1121",
    "caregiver": "31-1122 31-1121", "nanny": "39-9011", "daycare worker": "39-9011",
    "substitute teacher": "25-3031", "dental assistant": "31-9091", "medical assistant": "31-9092",
    "x-ray tech": "29-2034", "EMT": "29-2042", "solar installer": "47-2231", "auto mechanic": "49-3023",
    "diesel mechanic": "49-3031", "CNC machinist": "51-4041 51-9161", "quality inspector": "51-9061",
    "production supervisor": "51-1011", "payroll clerk": "43-3051", "paralegal": "23-2011",
    "HR generalist": "13-1071", "recruiter": "13-1071", "software engineer": "15-1252", "web developer": "15-1254",
    "network technician": "15-1231", "graphic designer": "27-1024", "social media manager": "11-2021 13-1161 11-2032",
    "case manager": "21-1021 21-1022 21-1023 21-1093", "mail carrier": "43-5052", "picker packer": "53-7064 53-7065",
    "material handler": "53-7062", "bus driver": "53-3051 53-3052", "uber driver": "53-3053 53-3054",
    "butcher": "51-3021", "baker": "51-3011", "cashier": "41-2011", "hotel front desk": "43-4081",
    "event planner": "13-1121", "personal trainer": "39-9031", "hair stylist": "39-5012", "nail tech": "39-5092",
    "esthetician": "39-5094", "tree trimmer": "37-3013", "pest control tech": "37-2021", "cable installer": "49-9052",
    "wind tech": "49-9081", "water plant operator": "51-8031", "correctional officer": "33-3012",
    "loan officer": "13-2072", "insurance agent": "41-3021", "real estate agent": "41-9022",
    "accounts payable clerk": "43-3031", "data entry clerk": "43-9021", "executive assistant": "43-6011",
    "farm worker": "45-2092", "prep cook": "35-2021", "ranch hand": "45-2093", "CDL driver": "53-3032",
    "RN": "29-1141", "lunch lady": "35-2012 35-3041 35-3023", "school bus driver": "53-3051", "lineman": "49-9051",
    "pipefitter": "47-2152", "sheet metal worker": "47-2211", "drywall installer": "47-2081", "painter": "47-2141",
    "heavy equipment operator": "47-2073", "maintenance tech": "49-9071", "optician": "29-2081",
    "dental hygienist": "29-1292", "respiratory therapist": "29-1126", "surgical tech": "29-2055",
    "physical therapy aide": "31-2022", "vet tech": "29-2056", "bartender": "35-3011", "hostess": "35-9031",
    "flight attendant": "53-2031", "cybersecurity analyst": "15-1212", "QA tester": "15-1253",
    "social worker": "21-1021 21-1022 21-1023 21-1029", "peer support specialist": "21-1093 21-1094 21-1018 21-1011",
}  # fmt: skip
"""Title → SOC codes that a careful coder would accept, from the SOC's own definitions."""
NAMED = (
    "line cook",
    "order picker",
    "farmhand",
    "scrum master",
    "x-ray tech",
    "solar installer",
    "uber driver",
)


def first(title: str) -> str:
    found = rank_occupations([title], 1)[0]
    return found[0].code[:7] if found else ""


@pytest.mark.parametrize("title", NAMED)
def test_titles_that_were_once_read_wrong(title: str) -> None:
    assert first(title) in EVERYDAY[title].split()


def test_nine_in_ten_everyday_titles_are_right_at_first_place() -> None:
    wrong = {title: first(title) for title, codes in EVERYDAY.items() if first(title) not in codes.split()}
    assert len(wrong) <= len(EVERYDAY) * 0.08, wrong
    assert len(EVERYDAY) >= 110


def test_an_unknown_word_is_parted_only_where_both_parts_stand_together_in_known_titles() -> None:
    assert rank_occupations(["ranchhand"], 1)[0][0].code == rank_occupations(["ranch hand"], 1)[0][0].code
    ranker = title_ranker()
    assert ranker.index.parted("Night farmhand") == "Night farm hand"
    assert ranker.index.parted("carpenter xqzwvfarm") == "carpenter xqzwvfarm"
