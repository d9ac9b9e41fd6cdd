"""Figures as Vega-Lite (made with Altair), turned into SVG by vl-convert: one ink for one thing everywhere."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from typing import Any

from gainful.engine.impact.amounts import DOLLARS, SHARES
from gainful.engine.impact.model import EventRow

INK, SOFT, LINE, TREATED, COMPARISON = "#1f2a30", "#50606a", "#8b8f8f", "#1b5e5a", "#c0782a"
PENDING, MISSING = "#fefdfc", "#dcdad2"
"""PENDING stands for a hatched fill: Vega-Lite has none, so it is put in afterwards."""
HATCH = (
    '<defs><pattern id="pending" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="7" height="7" fill="#ffffff"/><line x1="0" y1="0" x2="0" y2="7" stroke="#50606a" stroke-width="3"/>'
    "</pattern></defs>"
)
WIDTH = 520
MOST_TICKS = 24
LONGEST = 46
"""Characters of a label; the table beside the figure has it whole."""
SCREEN_FONT = "Arial, 'Liberation Sans', Helvetica, sans-serif"
PAPER_FONT = "Libertinus Serif"
"""Comes with typst, so that a PDF looks the same on every machine."""


def axis_format(unit: str) -> str:
    """Return the d3 format of an axis in the unit of the outcome; cents only where there are some."""
    return "$,.2~f" if unit.casefold() in DOLLARS else ".0%" if unit.casefold() in SHARES else ",.3~r"


def svg(spec: str, *, font: str = SCREEN_FONT) -> str:
    """Return a specification as SVG with hatching for what is pending."""
    import vl_convert

    made: str = vl_convert.vegalite_to_svg(spec, config={"font": font}, allowed_base_urls=[])
    if PENDING in made:
        made = re.sub(r"(<svg[^>]*>)", lambda match: match[1] + HATCH, made, count=1)
        made = made.replace(PENDING, "url(#pending)")
    return _own_ids(made, f"f{zlib.crc32(spec.encode()):08x}")


def _own_ids(made: str, mark: str) -> str:
    """Give every id a mark of its figure, so that several figures can stand on one page."""
    made = re.sub(r'(<[^<>]*\sid=")([\w-]+")', rf"\g<1>{mark}-\g<2>", made)
    return re.sub(r"url\(#([\w-]+)\)", rf"url(#{mark}-\g<1>)", made)


def _spec(chart: Any, height: int | dict[str, int]) -> str:
    return _styled(chart.properties(width=WIDTH, height=height))


def _styled(chart: Any) -> str:
    done = (
        chart.configure_view(stroke=None)
        .configure_axis(labelFontSize=12, titleFontSize=12, titleFontWeight="normal", labelColor=INK, titleColor=SOFT,
                        gridColor="#e8e6df", domainColor=LINE, tickColor=LINE, labelLimit=330, labelPadding=6)
        .properties(background="transparent")
        .configure_text(fontSize=12, color=INK)
        .configure_legend(labelFontSize=12, titleFontSize=12, symbolType="square", orient="top", labelLimit=240)
    )  # fmt: skip
    text: str = done.to_json(validate=False)
    return text


def _short(name: str) -> str:
    """Return a label that fits beside an axis."""
    bare = name if len(name) <= LONGEST else name.split(" (", maxsplit=1)[0]
    return bare if len(bare) <= LONGEST else f"{bare[: LONGEST - 1]}…"


def _chart(rows: list[dict[str, Any]]) -> Any:
    import altair as alt

    return alt.Chart(alt.Data(values=rows))


def effects(rows: list[dict[str, Any]], title: str, label_format: str = ",.0f") -> str:
    """Dots with intervals over a zero line.

    Rows have name, effect, low, high, words and shade: "main", "other", or "not" for what is no effect.
    """
    import altair as alt

    rows = [row | {"name": _short(row["name"])} for row in rows]
    names = [row["name"] for row in rows]
    shades = ["main", "other", "not"]
    base = _chart(rows)
    y = alt.Y("name:N", sort=names, title=None, axis=alt.Axis(ticks=False, domain=False, labelPadding=10))
    x = alt.X(
        "effect:Q",
        title=title,
        scale=alt.Scale(zero=True, nice=True),
        axis=alt.Axis(format=label_format, tickCount=6),
    )
    ink = alt.Color("shade:N", scale=alt.Scale(domain=shades, range=[TREATED, SOFT, SOFT]), legend=None)
    bars = base.mark_rule(size=3).encode(y=y, x=alt.X("low:Q", title=title), x2="high:Q", color=ink)
    dots = base.mark_point(filled=True, size=130, opacity=1).encode(
        y=y, x=x, color=ink,
        shape=alt.Shape("shade:N", legend=None, scale=alt.Scale(domain=shades, range=["circle", "circle", "cross"])),
    )  # fmt: skip
    words = base.mark_text(dy=-13, fontSize=13).encode(y=y, x=x, text="words:N", color=ink)
    zero = (
        _chart([{"zero": 0}]).mark_rule(strokeDash=[5, 4], color=INK).encode(x=alt.X("zero:Q", title=title))
    )
    return _spec(alt.layer(zero, bars, dots, words), {"step": 46})


def people(rows: list[dict[str, Any]], whom: str = "people") -> str:
    """Bars of people (or units) by arm: known, pending (hatched), not known; rows have arm, state, count and order."""
    import altair as alt

    states = ["result known", "not in yet", "not known"]
    base = _chart(rows).encode(
        y=alt.Y("arm:N", sort=None, title=None, axis=alt.Axis(ticks=False, domain=False)),
        x=alt.X("count:Q", stack="zero", title=whom, axis=alt.Axis(format=",d", tickMinStep=1)),
        order=alt.Order("order:Q"),
    )
    bars = base.mark_bar(stroke=LINE, strokeWidth=1, size=26).encode(
        color=alt.Color(
            "state:N", title=None, scale=alt.Scale(domain=states, range=[TREATED, PENDING, MISSING])
        )
    )
    return _spec(bars, {"step": 44})


def balance(rows: list[dict[str, Any]], bound: float) -> str:
    """Differences at the start before and after weighting (a love plot); rows have name, when, smd."""
    import altair as alt

    rows = [row | {"name": _short(row["name"])} for row in rows]
    names = list(dict.fromkeys(row["name"] for row in rows))
    whens = list(dict.fromkeys(row["when"] for row in rows))
    title = "difference at the start, in standard deviations"
    dots = _chart(rows).mark_point(size=80, filled=True, opacity=1).encode(
        y=alt.Y("name:N", sort=names, title=None, axis=alt.Axis(grid=True, ticks=False, domain=False)),
        x=alt.X("smd:Q", title=title, scale=alt.Scale(zero=True)),
        color=alt.Color("when:N", title=None, scale=alt.Scale(domain=whens, range=[COMPARISON, TREATED][-len(whens):])),
        shape=alt.Shape("when:N", title=None, scale=alt.Scale(domain=whens, range=["diamond", "circle"][-len(whens):])),
    )  # fmt: skip
    lines = [{"at": at} for at in (-bound, bound)]
    rules = _chart(lines).mark_rule(strokeDash=[4, 4], color=LINE).encode(x=alt.X("at:Q", title=title))
    zero = _chart([{"at": 0}]).mark_rule(color=INK).encode(x=alt.X("at:Q", title=title))
    return _spec(alt.layer(rules, zero, dots), {"step": 22})


def overlap(edges: list[float], treated: list[float], comparison: list[float]) -> str:
    """Two rows of bars of the chance of taking part, each in shares of its own group."""
    import altair as alt

    rows = []
    for name, counts in (("took part", treated), ("did not", comparison)):
        total = sum(counts) or 1
        rows += [
            {"group": name, "from": a, "to": b, "share": count / total}
            for a, b, count in zip(edges, edges[1:], counts, strict=False)
        ]
    names = ["took part", "did not"]
    bars = _chart(rows).mark_bar(stroke="white", strokeWidth=0.5).encode(
        x=alt.X("from:Q", bin="binned", title="chance of taking part, from what was known before",
                scale=alt.Scale(domain=[0, 1])),
        x2="to:Q",
        y=alt.Y("share:Q", title="share of group", axis=alt.Axis(format=".0%", tickCount=3, titlePadding=10)),
        color=alt.Color("group:N", scale=alt.Scale(domain=names, range=[TREATED, COMPARISON]), legend=None),
    )  # fmt: skip
    faceted = bars.properties(width=WIDTH, height=90).facet(
        row=alt.Row(
            "group:N",
            sort=names,
            title=None,
            header=alt.Header(labelFontSize=12, labelColor=INK, labelAngle=0, labelAlign="left"),
        )
    )
    return _styled(faceted)


def over_time(rows: Sequence[EventRow], title: str) -> str:
    """Effect by period relative to the start; before it there should be none.

    The last period before is the one that all others are set against: its effect and interval are zero.
    """
    import altair as alt

    base = _chart([{**row} for row in rows])
    across = "periods since the program began"
    seen = sorted({int(row["period"]) for row in rows})
    axis = alt.Axis(values=seen[:: 1 + len(seen) // MOST_TICKS], format="d")
    room = alt.Scale(domain=[seen[0] - 0.5, seen[-1] + 0.5], nice=False, zero=False)
    x = alt.X("period:Q", title=across, axis=axis, scale=room)
    bars = base.mark_rule(size=2, color=TREATED).encode(x=x, y=alt.Y("low:Q", title=title), y2="high:Q")
    dots = base.mark_point(filled=True, size=70, color=TREATED, opacity=1).encode(
        x=x, y=alt.Y("effect:Q", title=title)
    )
    zero = _chart([{"at": 0}]).mark_rule(color=INK).encode(y=alt.Y("at:Q", title=title))
    start = (
        _chart([{"at": -0.5}])
        .mark_rule(color=LINE, strokeDash=[4, 4])
        .encode(x=alt.X("at:Q", title=across, axis=axis, scale=room))
    )
    return _spec(alt.layer(zero, start, bars, dots), 240)


def at_line(rows: list[dict[str, Any]], cutoff: float, across: str, title: str) -> str:
    """Means by steps of a score, filled on the side that gets in; rows have score, mean, people and side."""
    import altair as alt

    sides = ["in", "out"]
    room = alt.Scale(zero=False, nice=False, padding=12)
    x = alt.X("score:Q", title=across, scale=room)
    dots = _chart(rows).mark_point(filled=True, opacity=1).encode(
        x=x,
        y=alt.Y("mean:Q", title=title, scale=alt.Scale(zero=False)),
        size=alt.Size("people:Q", legend=None, scale=alt.Scale(range=[30, 160])),
        color=alt.Color("side:N", legend=None, scale=alt.Scale(domain=sides, range=[TREATED, COMPARISON])),
        shape=alt.Shape("side:N", legend=None, scale=alt.Scale(domain=sides, range=["circle", "diamond"])),
    )  # fmt: skip
    line = (
        _chart([{"at": cutoff}])
        .mark_rule(color=LINE, strokeDash=[4, 4])
        .encode(x=alt.X("at:Q", title=across, scale=room))
    )
    return _spec(alt.layer(line, dots), 240)


def bars(rows: list[dict[str, Any]], title: str) -> str:
    """Horizontal bars around zero with intervals; rows have name, value, low and high (which may be missing)."""
    import altair as alt

    rows = [row | {"name": _short(row["name"])} for row in rows]
    names = [row["name"] for row in rows]
    base = _chart(rows).encode(
        y=alt.Y("name:N", sort=names, title=None, axis=alt.Axis(ticks=False, domain=False))
    )
    x = alt.X("value:Q", title=title, axis=alt.Axis(format="$,.0f", tickCount=6))
    body = base.mark_bar(size=18).encode(
        x=x, color=alt.condition("datum.value < 0", alt.value(COMPARISON), alt.value(TREATED))
    )
    reach = base.transform_filter("isValid(datum.low)").mark_rule(size=2, color=INK).encode(
        x=alt.X("low:Q", title=title), x2="high:Q"
    )  # fmt: skip
    zero = _chart([{"at": 0}]).mark_rule(color=INK).encode(x=alt.X("at:Q", title=title))
    return _spec(alt.layer(body, reach, zero), {"step": 34})


def swings(rows: list[dict[str, Any]], title: str) -> str:
    """Ranges of a result as each input moves from its low to its high end; rows have name, low, high."""
    import altair as alt

    rows = [row | {"name": _short(row["name"])} for row in rows]
    names = [row["name"] for row in rows]
    y = alt.Y("name:N", sort=names, title=None, axis=alt.Axis(ticks=False, domain=False))
    spans = _chart(rows).mark_bar(size=16, color=TREATED).encode(
        y=y, x=alt.X("low:Q", title=title, axis=alt.Axis(format="$,.0f", tickCount=6)), x2="high:Q"
    )  # fmt: skip
    zero = _chart([{"at": 0}]).mark_rule(color=INK).encode(x=alt.X("at:Q", title=title))
    return _spec(alt.layer(spans, zero), {"step": 28})
