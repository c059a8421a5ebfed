"""Fanning out, folding in, hiding and moving things on the canvas, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.explorer import labels, place, search, settled, shown, state, wait

if TYPE_CHECKING:
    from tests.conftest import Visit

EGO = "#m=ego&f=sqs-sns-fan-out&n=sqs-sns-fan-out"


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


def test_what_was_fanned_out_folds_in(visit: Visit) -> None:
    page = visit.open(EGO)
    before = shown(page)
    page.evaluate("__fanout.act.select('sqs')")
    page.keyboard.press("e")
    added = shown(page) - before
    assert added
    wait(page, f"document.querySelector('#panel .acts')?.textContent.includes('Fold in ({len(added)})')")
    one = sorted(added)[0]
    page.evaluate("(id) => __fanout.act.expand(id)", one)
    page.evaluate("__fanout.act.select('sqs')")
    page.keyboard.press("c")
    assert shown(page) == before
    page.keyboard.press("z")
    assert added <= shown(page)


def test_a_thing_is_hidden_and_shown_again(visit: Visit) -> None:
    for address in ("#n=sqs", EGO):
        page = visit.open(address)
        page.evaluate("__fanout.act.select('sqs')")
        before = shown(page)
        page.keyboard.press("h")
        assert before - shown(page) == {"sqs"}
        page.click("#status >> text=show 1 hidden by hand")
        assert shown(page) == before
        page.keyboard.press("z")
        assert "sqs" not in shown(page)
        page.keyboard.press("z")
        assert shown(page) == before


def test_the_middle_of_a_view_is_not_hidden(visit: Visit) -> None:
    page = visit.open(EGO)
    page.keyboard.press("h")
    assert "what this view is about" in page.inner_text("#word")
    assert "sqs-sns-fan-out" in shown(page)


def test_dragging_pins_and_undo_puts_back(visit: Visit) -> None:
    for address, ident in (("", "lambda"), (EGO, "sqs")):
        page = visit.open(address)
        settled(page)
        before = page.evaluate("(id) => { const { x, y } = __fanout.canvas.at.get(id); return [x, y]; }", ident)
        x, y = place(page, ident)
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 50, y + 40, steps=6)
        page.mouse.up()
        wait(page, f"__fanout.act.pinned('{ident}')")
        after = page.evaluate("(id) => { const { x, y } = __fanout.canvas.at.get(id); return [x, y]; }", ident)
        assert after[0] > before[0]
        assert after[1] > before[1]
        assert "put 1 back" in page.inner_text("#status")
        page.keyboard.press("z")
        assert page.evaluate("(id) => { const { x, y } = __fanout.canvas.at.get(id); return [x, y]; }", ident) == before
        page.keyboard.press("Shift+Z")
        page.click("#status >> text=put 1 back")
        assert page.evaluate("(id) => { const { x, y } = __fanout.canvas.at.get(id); return [x, y]; }", ident) == before


def test_the_name_on_a_line_is_what_is_believed(visit: Visit) -> None:
    """The notes say that Redshift supports indexes; the editors, that it does not."""
    page = visit.open("#m=ego&f=redshift&n=redshift")
    settled(page)
    names = {label["text"] for label in labels(page)}
    assert "does not support" in names
    assert "supports" not in names


def test_the_panel_goes_on_with_what_the_view_is_about(visit: Visit) -> None:
    page = visit.open("#m=ego&f=sqs&n=sns")
    settled(page)
    page.keyboard.press("h")
    settled(page)
    assert state(page)["selected"] is None
    assert page.inner_text("#title") == "Amazon SQS"
