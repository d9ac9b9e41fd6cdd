"""Two ways to use a page, so that each path is written once and walked twice: with a mouse, and with keys only."""

from __future__ import annotations

from typing import Protocol

import pytest
from playwright.sync_api import Locator, Page

BOTH = (pytest.param("mouse", marks=pytest.mark.slow), "keyboard")
"""Hands of a path that is walked twice: with keys in each run, with a mouse too where there is time."""
TABS = 400
"""More stops than the longest page has; a trap or a target that Tab never reaches fails here."""

WATCH = """(target) => {
  const told = {arrived: target === document.activeElement, unseen: ""};
  const look = (event) => {
    const e = event.target;
    if (told.arrived || e === document.body) return;
    const style = getComputedStyle(e);
    const box = e.getBoundingClientRect();
    const drawn = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
    const label = e.labels?.[0];
    const hidden = box.width < 2 || style.opacity === "0" || box.right < 0;
    const around = label && getComputedStyle(label, "::before");
    const beside = around && around.outlineStyle !== "none" && parseFloat(around.outlineWidth) > 0;
    if (!(hidden ? beside : drawn)) told.unseen ||= e.outerHTML.slice(0, 160);
    told.arrived = e === target;
  };
  const stay = (event) => {
    if (!told.arrived || event.key !== "Tab") return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener("focusin", look, true);
  window.addEventListener("keydown", stay, true);
  window.gainfulTold = () => {
    if (!told.arrived && !told.unseen) return told;
    document.removeEventListener("focusin", look, true);
    window.removeEventListener("keydown", stay, true);
    return told;
  };
  const stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
    .filter((e) => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({visibilityProperty: true}));
  const way = stops.indexOf(target) - stops.indexOf(document.activeElement);
  return [window.gainfulTold().arrived, way > 0 ? way : 1];
}"""
"""Looks at each element that gets the focus, says which one does not show it, and stays at the target.

It returns whether the target has the focus, and how many Tabs it should take: a guess, since pages differ in stops.
"""
A_FEW = 4
"""Tabs after a wrong guess before the page is asked again; the target keeps the focus against those too many."""


class Hands(Protocol):
    """What a person does to a page."""

    def press(self, target: Locator) -> None:
        """Follow a link, push a button, open a summary."""

    def write(self, target: Locator, text: str) -> None:
        """Fill a field."""

    def choose(self, target: Locator, value: str) -> None:
        """Choose from a list."""

    def tick(self, target: Locator) -> None:
        """Tick a box."""

    def pick(self, target: Locator) -> None:
        """Choose one of several radio buttons."""

    def raise_level(self, target: Locator) -> None:
        """Move a slider one step up."""


class Mouse:
    """Points and clicks."""

    def press(self, target: Locator) -> None:
        """Click it."""
        target.click()

    def write(self, target: Locator, text: str) -> None:
        """Click into the field and put the text there."""
        target.click()
        target.fill(text)

    def choose(self, target: Locator, value: str) -> None:
        """Choose the option by its value."""
        target.select_option(value)

    def tick(self, target: Locator) -> None:
        """Click the words beside the box, which is what a person aims at, or the box where it stands alone."""
        words = target.page.locator(f'label[for="{target.get_attribute("id")}"]')
        (words if words.count() else target).click()

    def pick(self, target: Locator) -> None:
        """Click the words beside it."""
        self.tick(target)

    def raise_level(self, target: Locator) -> None:
        """Click on the rail half a level to the right of the handle."""
        box = target.bounding_box()
        assert box
        low, high, now = (float(target.evaluate(f"e => e.{name}")) for name in ("min", "max", "value"))
        share = (min(high, now + 0.5) - low) / (high - low)
        target.click(position={"x": 8 + share * (box["width"] - 16), "y": box["height"] / 2})


class Keyboard:
    """Tab, arrows, Enter and Space; each stop on the way must show where the focus is."""

    def __init__(self, page: Page) -> None:
        self.keys = page.keyboard
        self.page = page

    def reach(self, target: Locator) -> None:
        """Tab on from where the focus is until the target has it."""
        target.wait_for(state="attached")
        arrived, tabs = self.page.evaluate(WATCH, target.element_handle())
        pressed = 0
        while not arrived and pressed < TABS:
            for _ in range(tabs):
                self.keys.press("Tab")
            pressed, tabs = pressed + tabs, A_FEW
            told = self.page.evaluate("window.gainfulTold()")
            assert not told["unseen"], f"nothing shows that the focus is on {told['unseen']}"
            arrived = told["arrived"]
        assert arrived, f"Tab never reaches {target}"

    def press(self, target: Locator) -> None:
        """Reach it and press Enter."""
        self.reach(target)
        self.keys.press("Enter")

    def write(self, target: Locator, text: str) -> None:
        """Reach the field, replace what is there."""
        self.reach(target)
        self.keys.press("Control+a")
        self.keys.insert_text(text)

    def choose(self, target: Locator, value: str) -> None:
        """Reach the list and go down it with the arrows."""
        self.reach(target)
        values = target.evaluate("e => [...e.options].map((o) => o.value)")
        steps = values.index(value) - values.index(target.input_value())
        for _ in range(abs(steps)):
            self.keys.press("ArrowDown" if steps > 0 else "ArrowUp")

    def tick(self, target: Locator) -> None:
        """Reach the box and press Space."""
        self.reach(target)
        self.keys.press("Space")

    def pick(self, target: Locator) -> None:
        """Reach the group, of which Tab stops at one, and go on with the arrows, which choose."""
        group = self.page.locator(f'input[type=radio][name="{target.get_attribute("name")}"]')
        chosen = [place for place, each in enumerate(group.all()) if each.is_checked()]
        self.reach(group.nth(chosen[0] if chosen else 0))
        self.keys.press("Space")
        for _ in range(group.count()):
            if target.is_checked():
                return
            self.keys.press("ArrowDown")
        raise AssertionError(f"The arrows never reach {target}")

    def raise_level(self, target: Locator) -> None:
        """Reach the slider and press the right arrow."""
        self.reach(target)
        self.keys.press("ArrowRight")
