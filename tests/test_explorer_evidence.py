"""What the panel shows of a relation: its sentence, the quote in its place in the notes, and what the editors hold against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.explorer import place, settled, state, wait

if TYPE_CHECKING:
    from graph.store import KnowledgeGraph
    from tests.conftest import Visit

TOLD = "document.querySelector('#panel .kind')?.textContent.startsWith('relation') && document.querySelector('#panel blockquote') !== null"


def test_a_relation_is_read_by_clicking_its_line(visit: Visit) -> None:
    page = visit.open("#m=ego&f=sqs-sns-fan-out&n=sqs-sns-fan-out")
    settled(page)
    (x, y), (a, b) = place(page, "sqs-sns-fan-out"), place(page, "sns")
    page.mouse.click(x + (a - x) * 0.6, y + (b - y) * 0.6)
    wait(page, TOLD)
    assert state(page)["edge"] == "sqs-sns-fan-out|hasComponent|sns"
    assert "e=" in page.url


def test_a_relation_stands_in_its_place_in_the_notes(visit: Visit, kg: KnowledgeGraph) -> None:
    page = visit.open("#e=sns|invokes|lambda")
    wait(page, TOLD)
    wait(page, "document.querySelector('#panel blockquote q').textContent.length > 400")
    assert page.inner_text("#panel .claim > p").startswith("Amazon SNS invokes AWS Lambda")
    quote = page.inner_text("#panel blockquote mark")
    told = page.inner_text("#panel blockquote q").strip("… ")
    assert quote in kg.content.text
    assert " ".join(told.split()) in " ".join(kg.content.text.split())
    assert "More solution architectures" in page.inner_text("#panel blockquote footer")
    page.click("#panel blockquote >> text=passage")
    page.wait_for_url("**/passages/**")
    assert quote in page.inner_text("body")


def test_a_correction_is_told_with_its_reason_date_and_basis(visit: Visit, kg: KnowledgeGraph) -> None:
    wrong = next(r for r in kg.content.relations if r.status in ("outdated", "wrong") and getattr(r.evidence[0], "correction", None))
    correction = kg.content.evidence[wrong.evidence[0].correction]  # type: ignore[union-attr,index]
    page = visit.open(f"#e={wrong.subject}|{wrong.type}|{wrong.object}")
    wait(page, TOLD)
    told = page.inner_text("#panel")
    assert page.locator(f"#panel blockquote.{wrong.status} .badge.{wrong.status}").count() == 1
    for part in (correction.reason, correction.date, correction.basis):  # type: ignore[union-attr]
        assert part in told


def test_each_relation_of_the_panel_leads_to_its_evidence(visit: Visit) -> None:
    page = visit.open("#n=sqs")
    wait(page, "document.querySelector('#panel .claim .source') !== null")
    page.click("#panel [aria-label^='Evidence: Amazon SQS is a component of Fan-out pattern']")
    wait(page, TOLD)
    assert state(page)["edge"] == "fan-out|hasComponent|sqs"
    page.keyboard.press("Escape")
    wait(page, "document.querySelector('#panel .definition') !== null")
    assert state(page)["selected"] == "sqs"


def test_the_panel_leads_to_the_page_and_the_data_of_a_thing(visit: Visit) -> None:
    page = visit.open("#n=sqs")
    wait(page, "document.querySelector('#panel .elsewhere') !== null")
    for text, kind in (("Turtle", "text/turtle"), ("JSON-LD", "application/ld+json")):
        address = page.get_attribute(f"#panel .elsewhere >> text={text}", "href")
        answer = page.request.get(visit.home + str(address))
        assert answer.ok
        assert answer.headers["content-type"].startswith(kind)
    page.click("#panel .elsewhere >> text=Its page")
    page.wait_for_url("**/page/sqs")
    assert page.inner_text("h1") == "Amazon SQS"


def test_a_name_is_said_once(visit: Visit) -> None:
    page = visit.open("#n=rpo")
    wait(page, "document.querySelector('#panel .definition') !== null")
    assert page.locator("#panel .names").all_inner_texts() == ["also RPO"]
    page.goto(visit.home + "#n=vpc")
    wait(page, "document.querySelector('#panel .definition') !== null && document.getElementById('title').textContent === 'Amazon VPC'")
    assert page.locator("#panel .names").all_inner_texts()[0] == "stands for Virtual Private Cloud"
