from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from lxml import html as lxml_html

from gainful.engine.cost_benefit import cost_benefit, read_spec
from gainful.engine.impact.model import Design, SubgroupEstimate
from gainful.exchange.evaluations import figures
from gainful.exchange.evaluations.blocks import Figure, Heading, Table
from gainful.exchange.evaluations.cost import cost_report_of
from gainful.exchange.evaluations.html import to_html
from gainful.exchange.evaluations.pdf import to_pdf
from gainful.exchange.evaluations.report_content import report_of
from tests.engine.impact.evaluations import evaluation

HOSTILE = '</td><script>alert(1)</script>" onload=\'x\' #panic("no") $x^2$ *b* @ref \\ = {1} <!-- ]]>'
COST = cost_benefit(
    read_spec(
        {
            "title": HOSTILE,
            "effect": {"estimate": 1794, "low": 479, "high": 3109, "source": HOSTILE},
            "costs": [
                {
                    "name": HOSTILE,
                    "amount": {"estimate": 900, "low": 500, "high": 1500},
                    "payer": "government",
                }
            ],
            "draws": 200,
        }
    )
)


def headings(report):
    return [block.text for block in report.blocks if isinstance(block, Heading) and block.level == 2]


def texts(pdf: bytes) -> str:
    import pypdf

    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def test_the_verdict_comes_first_and_the_unknown_before_the_tables():
    report = report_of(evaluation(missing=5))
    assert type(report.blocks[0]).__name__ == "Box"
    order = headings(report)
    assert order[:4] == ["How we know this", "What we do not know", "What to do next", "About this study"]
    assert order[-1] == "Technical appendix"


def test_the_figure_with_its_interval_stands_in_the_box():
    box = report_of(evaluation()).blocks[0]
    drawn = [part for part in box.blocks if isinstance(part, Figure)]
    assert len(drawn) == 1
    assert "$1,794" in drawn[0].alt
    assert "$479 to $3,109" in drawn[0].alt


def test_a_refused_study_shows_reasons_and_remedies_and_no_effect_anywhere():
    study = evaluation(Design.COMPARISON, failed=("overlap", "earnings_dip"))
    report = report_of(study)
    page = to_html(report)
    assert headings(report)[0] == "Why we do not show an effect"
    assert "What would fix it" in page
    assert "1,794" not in page
    assert "1,615" not in page
    assert "not an effect" in page  # the plain difference, called what it is


def test_an_effect_that_an_expert_opened_carries_the_warning_on_top():
    page = to_html(report_of(evaluation(failed=("overlap",), expert=True)))
    assert page.index("An expert chose to show this effect") < page.index("The evidence is")


def test_pending_people_are_hatched_and_others_are_not():
    with_pending = report_of(evaluation(pending=30))
    drawn = next(block for block in with_pending.blocks if isinstance(block, Figure))
    made = figures.svg(drawn.spec)
    assert "patternTransform" in made
    assert "30 not in yet" in drawn.alt
    assert figures.PENDING not in made


def test_small_groups_are_a_dash_with_the_reason():
    few = SubgroupEstimate("site", "North", 5123.0, 10.0, 5100.0, 5140.0, 4, 90, 0.01)
    many = SubgroupEstimate("site", "South", 6123.0, 10.0, 6100.0, 6140.0, 40, 90, 0.01)
    page = to_html(report_of(replace(evaluation(), subgroups=(few, many))))
    assert "5,123" not in page
    assert "6,123" in page
    assert "fewer than 10 people" in page


def test_the_rows_behind_a_diagnostic_are_shown_only_with_the_effect():
    def captions(study):
        return [block.caption for block in report_of(study).blocks if isinstance(block, Table)]

    assert "Do other methods agree?" in captions(evaluation())
    assert "Do other methods agree?" not in captions(evaluation(failed=("overlap",)))


def test_every_estimate_is_there_and_the_plain_difference_is_marked():
    rows = next(
        b for b in report_of(evaluation()).blocks if isinstance(b, Table) and b.caption == "Estimates"
    ).rows
    assert [row[1] for row in rows] == ["ITT", "ITT", "not an effect"]


@pytest.mark.parametrize("design", Design)
def test_every_design_makes_a_report(design):
    assert "</html>" in to_html(report_of(evaluation(design, naive_fails=True)))


@pytest.fixture(scope="module")
def hostile():
    study = evaluation(
        Design.DID, outcome=HOSTILE, question=HOSTILE, treatment=HOSTILE, covariates=(HOSTILE,)
    )
    row = replace(study.balance[0], covariate=HOSTILE)
    return replace(study, balance=(row,), warnings=(HOSTILE,))


@pytest.mark.parametrize("which", ["evaluation", "cost"])
def test_hostile_names_stay_text_in_html(hostile, which):
    page = to_html(report_of(hostile) if which == "evaluation" else cost_report_of(COST))
    tree = lxml_html.fromstring(page)
    assert tree.xpath("//script") == []
    assert tree.xpath("//@*[starts-with(name(), 'on')]") == []
    assert HOSTILE in tree.xpath("string(//h1)")
    assert not re.search(r"(?:src|href)=", re.sub(r"xlink:href=\"#|href=\"#", "", page))


@pytest.mark.parametrize("which", ["evaluation", "cost"])
def test_hostile_names_stay_text_in_pdf(hostile, which):
    pdf = to_pdf(report_of(hostile) if which == "evaluation" else cost_report_of(COST))
    assert "#panic" in texts(pdf).replace(" ", "")


@pytest.mark.parametrize("which", ["evaluation", "cost"])
def test_html_has_title_language_captions_scopes_and_words_for_figures(which):
    page = to_html(report_of(evaluation()) if which == "evaluation" else cost_report_of(COST))
    tree = lxml_html.fromstring(page)
    assert tree.get("lang") == "en"
    assert tree.xpath("string(//title)")
    assert len(tree.xpath("//h1")) == 1
    for table in tree.xpath("//table"):
        assert table.xpath("string(caption)")
        assert all(cell.get("scope") for cell in table.xpath(".//th"))
    drawn = tree.xpath("//figure//*[name()='svg']")
    assert drawn
    assert all(len(item.get("aria-label")) > 10 and item.get("role") == "img" for item in drawn)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("which", ["evaluation", "cost"])
def test_pdf_is_tagged_titled_and_says_its_language(which):
    import pypdf

    made = to_pdf(report_of(evaluation()) if which == "evaluation" else cost_report_of(COST))
    reader = pypdf.PdfReader(io.BytesIO(made))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("en")
    assert reader.metadata.title
    assert b"pdfuaid" in made


def test_the_same_evaluation_gives_the_same_bytes():
    report = report_of(evaluation())
    assert to_pdf(report) == to_pdf(report)


def test_an_axis_of_single_dollars_tells_its_ticks_apart():
    from gainful.exchange.evaluations import figures

    spec = figures.effects(
        [{"name": "Effect", "effect": 1.1, "low": 0.7, "high": 1.4, "words": "", "shade": "main"}],
        "effect",
        figures.axis_format("dollars"),
    )
    drawn = figures.svg(spec)
    assert ">$0.5<" in drawn or ">$0.2<" in drawn
    assert drawn.count(">$1<") <= 1
