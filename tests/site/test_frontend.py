"""The style sheet's own pictures come with it: without them a ticked box looks empty."""

from __future__ import annotations

from gainful.site.frontend import _images_named_in


def test_pictures_that_the_style_sheet_draws_are_kept_and_others_are_not(tmp_path):
    (tmp_path / "css").mkdir()
    (tmp_path / "img" / "icons").mkdir(parents=True)
    for name in ("tick.svg", "icons/close.svg", "unused.svg"):
        (tmp_path / "img" / name).write_text("<svg/>")
    sheet = tmp_path / "css" / "uswds.min.css"
    sheet.write_text(
        'a{background:url(../img/tick.svg)}b{background:url("../img/icons/close.svg")}c{src:url(../img/gone.svg)}'
    )
    assert _images_named_in(sheet) == ["icons/close.svg", "tick.svg"]
