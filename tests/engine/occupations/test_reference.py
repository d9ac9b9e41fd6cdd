"""The shipped snapshot holds the published figures, and says so when asked for what it does not hold."""

from __future__ import annotations

import numpy as np
import pytest

from gainful.engine.occupations import load_reference
from gainful.engine.occupations.versions import UnknownVersionError
from gainful.exchange.reference.manifest import read_manifest

REFERENCE = load_reference()
NURSE, CREW = "31-1131.00", "53-2031.00"


def test_published_counts():
    assert REFERENCE.version == "onet-30.0"
    assert len(REFERENCE.occupations) == 1016
    assert sum(o.rated for o in REFERENCE.occupations) == 894
    domains = [e.domain for e in REFERENCE.elements]
    assert [domains.count(d) for d in ("skill", "knowledge", "ability")] == [35, 33, 52]
    assert len(REFERENCE.esco.skill_ids) == 13_896
    assert len(REFERENCE.esco.occupation_ids) == 3_007


def test_published_rating_and_wages():
    row, column = REFERENCE.row("11-1011.00"), REFERENCE.column("onet:2.A.1.a")
    assert REFERENCE.level[row, column] == pytest.approx(4.62)
    assert REFERENCE.importance[row, column] == pytest.approx(4.12)
    wage = REFERENCE.wage(NURSE)
    assert (wage.p10, wage.median, wage.p90, wage.employment) == (33_940, 42_260, 51_980, 1_448_910)
    assert REFERENCE.wage(CREW).median == 63_580


def test_levels_stay_on_their_scale():
    assert np.nanmin(REFERENCE.level) == 0
    assert np.nanmax(REFERENCE.level) <= 7
    assert np.nanmin(REFERENCE.importance) >= 1
    assert np.nanmax(REFERENCE.importance) <= 5
    assert not REFERENCE.level.flags.writeable


def test_suppressed_is_unknown_and_not_relevant_is_zero():
    flags = REFERENCE.flags
    assert (REFERENCE.level[flags.not_relevant] == 0).all()
    assert np.isnan(REFERENCE.level[flags.level_suppressed & ~flags.not_relevant]).all()


def test_an_area_is_found_by_name_and_an_unknown_one_refused():
    local = REFERENCE.wage(NURSE, "Providence-Warwick, RI-MA")
    assert (local.area_code, local.fallback) == ("0039300", False)
    with pytest.raises(KeyError, match="No wage area"):
        REFERENCE.wage(NURSE, "Atlantis")
    assert REFERENCE.wage("55-3016.00") is None


def test_joint_wage_codes_are_found():
    assert REFERENCE.wage("31-1121.00").soc == "31-1120"
    assert REFERENCE.wage("21-1014.00").soc == "21-1018"


def test_many_medians_agree_with_single_look_ups():
    codes = tuple(o.code for o in REFERENCE.occupations[:200])
    medians = REFERENCE.wages.medians(codes, "0039300")
    for code, wage, count in zip(codes, medians.wage, medians.employment, strict=True):
        single = REFERENCE.wage(code, "0039300")
        assert (single is None or single.median is None) == bool(np.isnan(wage))
        if single and single.median is not None:
            assert single.median == wage
            assert single.fallback or single.employment is None or single.employment == count


def test_unknown_names_say_what_is_near():
    with pytest.raises(KeyError, match="Nearest codes: 31-113"):
        REFERENCE.row("31-1130.00")
    with pytest.raises(KeyError, match=r"2\.A\.1\.a"):
        REFERENCE.column("onet:9.Z")
    with pytest.raises(UnknownVersionError, match="gainful reference load"):
        load_reference("onet-1.0")
    assert REFERENCE.row("31-1131") == REFERENCE.row(NURSE)


def test_titles_technologies_and_esco():
    titles = set(zip(REFERENCE.titles.title, REFERENCE.titles.code, REFERENCE.titles.kind, strict=True))
    assert ("Nursing Assistants", NURSE, "occupation") in titles
    assert any(code == NURSE and kind == "reported" for _, code, kind in titles)
    assert REFERENCE.technologies(NURSE)
    assert REFERENCE.technology_ids(NURSE) == {tool.id for tool in REFERENCE.technologies(NURSE)}
    nurse = next(m for m in REFERENCE.crosswalks.esco_of_onet("29-1141.00") if m.confidence > 0)
    occupation = REFERENCE.esco.occupation(nurse.code)
    assert occupation.essential
    assert REFERENCE.esco.skill(occupation.essential[0]).label
    assert REFERENCE.crosswalks.soc_2018("31-1014")[0].code == "31-1131"
    assert any(m.code == "51.3902" for m in REFERENCE.crosswalks.fields_of_soc(NURSE))


def test_the_snapshot_is_small_and_carries_no_sentences():
    manifest = read_manifest(REFERENCE.folder)
    assert manifest.size < 7_000_000
    assert {"ratings", "titles", "wages", "esco_skills", "vectors"} <= {t.name for t in manifest.tables}
    assert max(map(len, REFERENCE.titles.title)) < 200
    assert max(len(o.title) for o in REFERENCE.occupations) < 150
