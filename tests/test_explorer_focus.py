"""Fanning out, folding in, hiding and moving things on the canvas, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.explorer import place, search, shown, state, wait

if TYPE_CHECKING:
    from tests.conftest import Visit


def test_double_click_fans_out_and_undo_goes_back(visit: Visit) -> None:
    page = visit.open("#n=sqs")
    before = state(page)
    page.mouse.dblclick(*place(page, "sqs"))
    wait(page, "__fanout.store.state.mode === 'ego'")
    around = shown(page)
    assert {"sqs", "sns"} < around
    assert len(around) <= 61
    page.keyboard.press("z")
    assert state(page) == before
    page.keyboard.press("Shift+Z")
    assert shown(page) == around


def test_expanding_adds_neighbours_and_moves_nothing(visit: Visit) -> None:
    page = visit.open()
    search(page, "fan-out")
    wait(page, "__fanout.store.state.mode === 'ego'")
    before = state(page)["shown"]
    page.evaluate("__fanout.act.select('sqs')")
    page.keyboard.press("e")
    wait(page, f"Object.keys(__fanout.store.state.shown).length > {len(before)}")
    after = state(page)["shown"]
    assert {ident: after[ident] for ident in before} == before
    page.keyboard.press("z")
    assert state(page)["shown"] == before
