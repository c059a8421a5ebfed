"""The workbench in a real browser against a real server, other hosts cut off."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import urllib.parse
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest
from pyoxigraph import RdfFormat, Store

from graph.namespaces import PREFIXES
from graph.store import KnowledgeGraph
from tests.axe import violations
from tests.conftest import ROOT, Visit
from tests.explorer import reopened, wait

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from starlette.testclient import TestClient

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
COMPONENTS = (
    "SELECT ?thing ?how WHERE {\n  id:sqs-sns-fan-out fo:hasComponent ?thing .\n  BIND(fo:hasComponent AS ?how)\n} ORDER BY ?thing\n"
)
SERVICES = "SELECT ?thing ?name WHERE { ?thing a fo:Service ; skos:prefLabel ?name } ORDER BY ?thing"
COUNTS = "SELECT ?family (COUNT(*) AS ?n) WHERE { ?r rdfs:subPropertyOf ?family . ?family a fo:Family . ?s ?r ?o } GROUP BY ?family"
PIECE = "CONSTRUCT { ?a ?r ?b } WHERE { VALUES ?a { id:sqs-sns-fan-out id:sqs } ?r a fo:Relation . ?a ?r ?b }"


def write(page: Page, text: str) -> None:
    page.evaluate("(text) => { __bench.edit.text = text; }", text)


def text(page: Page) -> str:
    return str(page.evaluate("__bench.edit.text"))


def settled(page: Page) -> None:
    """Wait for an answer, whatever it is, and for what the page has to say about it."""
    wait(page, "document.getElementById('run').textContent === 'Run' && document.querySelector('#told, #answer .trouble, #answer .hint')")
    wait(page, "document.querySelector('[aria-busy]') === null")


def run(page: Page, query: str) -> None:
    write(page, query)
    page.click("#run")
    settled(page)


def rows(page: Page) -> list[list[str]]:
    found: list[list[str]] = page.evaluate(
        "[...document.querySelectorAll('.sheet tbody tr')].map((row) => [...row.cells].map((cell) => cell.innerText.trim()))"
    )
    return found


def named(page: Page) -> None:
    wait(page, "document.querySelector('.sheet .named') !== null")


def in_editor(page: Page, selector: str) -> int:
    """How many elements there are inside the editor's shadow."""
    return int(page.evaluate("(one) => document.getElementById('query').shadowRoot.querySelectorAll(one).length", selector))


def fetched(visit: Visit, path: str, accept: str = "application/json") -> bytes:
    with urllib.request.urlopen(urllib.request.Request(visit.home + path, headers={"accept": accept})) as answer:
        return bytes(answer.read())


def test_a_browser_gets_the_page_and_a_program_does_not(client: TestClient) -> None:
    page = client.get("/sparql", headers={"accept": BROWSER})
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "'unsafe" not in page.headers["content-security-policy"]
    assert page.headers["content-security-policy"] == client.get("/").headers["content-security-policy"]
    assert client.get("/sparql", params={"query": "ASK {}"}, headers={"accept": "*/*"}).json()["boolean"] is True
    assert client.get("/sparql", params={"query": "ASK {}"}, headers={"accept": BROWSER}).text == page.text
    assert client.get("/sparql", params={"query": "ASK {}", "format": "xml"}, headers={"accept": BROWSER}).text.startswith("<?xml")


def test_the_explorer_does_not_load_the_editor(visit: Visit) -> None:
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url))
    visit.open()
    assert any("static/vendor/" in address for address in asked)
    assert [address for address in asked if "workbench" in address or address.endswith(("editor.js", "sparql.js", "force.js"))] == []


def test_the_page_s_own_queries_stand_in_files_and_are_answered(kg: KnowledgeGraph) -> None:
    for path in sorted((ROOT / "web" / "static" / "queries").glob("*.rq")):
        query = path.read_text(encoding="utf-8")
        declared = re.findall(r"^PREFIX (\w+): <(.+)>$", query, re.MULTILINE)
        assert declared == sorted(declared), path.name
        assert [(name, PREFIXES[name]) for name, _ in declared] == declared, path.name
        assert query.startswith("# answers: ") and "\n# params: " in query, path.name
        rows = kg.engine.rows(
            query.replace("VALUES ?iri { }", "VALUES ?iri { <https://fanout.example/id/sqs> <https://fanout.example/id/sns> }")
        )
        assert sum(1 for _ in rows) > 0, path.name


# --- the editor


def test_classes_properties_and_things_are_completed_and_their_prefixes_declared(visit: Visit) -> None:
    page = visit.open("sparql")
    assert page.evaluate("__bench.edit.kind") == "codemirror"
    offered = "[...document.getElementById('query').shadowRoot.querySelectorAll('.cm-completionLabel')].map((one) => one.textContent)"

    def completed(typed: str, wanted: str) -> None:
        page.keyboard.type(typed)
        wait(page, f"{offered}.includes({wanted!r})")
        page.wait_for_timeout(120)
        while (
            page.evaluate("document.getElementById('query').shadowRoot.querySelector('[aria-selected] .cm-completionLabel').textContent")
            != wanted
        ):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")

    write(page, "")
    page.evaluate("__bench.edit.focus()")
    page.keyboard.type("SELECT ?thing WHERE { ?thing a ")
    completed("pat", "fo:Pattern")
    page.keyboard.type(" ; ")
    completed("compo", "fo:hasComponent")
    page.keyboard.type(" ")
    completed("sqs", "id:sqs")
    page.keyboard.type(" ; skos:")
    wait(page, "__bench.edit.text.includes('PREFIX skos:')")
    completed("pref", "skos:prefLabel")
    page.keyboard.type(" ")
    completed("?th", "?thing")
    made = text(page)
    for prefix in ("fo", "id", "skos"):
        assert made.count(f"PREFIX {prefix}: <") == 1
    assert "?thing a fo:Pattern ; fo:hasComponent id:sqs ; skos:prefLabel ?thing" in made
    page.keyboard.press("Escape")


def test_what_cannot_be_read_is_marked_at_its_place(visit: Visit) -> None:
    page = visit.open("sparql")
    run(page, "SELECT * {\n  ?s ?p\n}")
    assert "Go to line 3, column 1" in page.inner_text("#answer .trouble")
    assert in_editor(page, ".cm-lintRange-error, .cm-lint-marker-error") > 0
    page.click("#to-error")
    assert page.evaluate("__bench.edit.view.state.doc.lineAt(__bench.edit.view.state.selection.main.from).number") == 3
    write(page, "")
    page.evaluate("__bench.edit.focus()")
    page.keyboard.type("SELECT * { ?s ?p }")
    wait(page, "document.getElementById('query').shadowRoot.querySelector('.cm-lint-marker-error') !== null")
    assert all("400" in message for message in visit.messages)
    visit.messages.clear()


def test_the_word_that_does_not_fit_is_marked_whole(visit: Visit) -> None:
    page = visit.open("sparql")
    run(page, 'SELECT ?x {\n  ?x skos:prefLabel "😀😀"@en } LIMIT ten')
    assert "“ten”" in page.inner_text("#answer .trouble")
    marked = "document.getElementById('query').shadowRoot.querySelector('.cm-lintRange-error').textContent"
    assert page.evaluate(marked) == "ten"
    page.click("#to-error")
    assert page.evaluate("(({ from, to }) => __bench.edit.text.slice(from, to))(__bench.edit.view.state.selection.main)") == "ten"
    assert all("400" in message for message in visit.messages)
    visit.messages.clear()


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("SELECT * { ?x a fo:", "class"),
        ("PREFIX my: <https://fanout.example/vocabulary#> SELECT * { ?x a my:", "class"),
        ("SELECT * { ?x fo:builtOn/fo:", "property"),
        ("SELECT * { ?x fo:", "property"),
    ],
)
def test_what_is_completed_fits_the_place_and_the_prefix(visit: Visit, typed: str, kind: str) -> None:
    page = visit.open("sparql")
    write(page, "")
    page.evaluate("__bench.edit.focus()")
    page.keyboard.type(typed)
    prefix = typed[-3:]
    offered = "[...document.getElementById('query').shadowRoot.querySelectorAll('.cm-completionLabel')].map((one) => one.textContent)"
    wait(page, f"{offered}.length > 5 && {offered}.every((one) => one.startsWith({prefix!r}))")
    assert all(name.removeprefix(prefix)[0].isupper() == (kind == "class") for name in page.evaluate(offered))
    page.wait_for_timeout(120)
    first = page.evaluate(offered)[0]
    page.keyboard.press("Tab")
    wait(page, f"__bench.edit.text.includes({typed[:-3] + first!r})")
    assert page.evaluate("document.activeElement.id") == "query"


def test_a_query_is_laid_out_with_its_comments_and_undo_takes_it_back(visit: Visit) -> None:
    page = visit.open("sparql")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    before = "# who\nselect ?s {?s a fo:Service; skos:prefLabel ?n # named\n filter(lang(?n)='en')}"
    page.evaluate("(text) => navigator.clipboard.writeText(text)", before)
    page.evaluate("__bench.edit.focus()")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+v")
    wait(page, "__bench.edit.text.startsWith('# who')")
    assert text(page) == before
    page.click("#format")
    wait(page, "document.getElementById('state').textContent === 'Formatted'")
    after = text(page)
    assert after.splitlines()[0] == "# who"
    assert "# named" in after
    assert "  ?s a fo:Service ;" in after.splitlines()
    page.evaluate("__bench.edit.focus()")
    page.keyboard.press("Control+z")
    assert text(page) == before


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("SELECT ?x { ?x a fo:Service } LIMIT 0", "SELECT ?x {\n  ?x a fo:Service\n}\nLIMIT 0\n"),
        ("ASK { id:sqs !(fo:uses|fo:builtOn) ?x }", "ASK {\n  id:sqs !(fo:uses|fo:builtOn) ?x\n}\n"),
        ("ASK { id:sqs ^(fo:uses/fo:builtOn) ?x }", "ASK {\n  id:sqs ^(fo:uses/fo:builtOn) ?x\n}\n"),
        (
            "SELECT * { BIND(EXISTS { ?a ?b ?c } AS ?d) ?s a ?t ; fo:uses () . # why\n{ ?a ?b ?c } UNION { ?d ?e ?f } }",
            "SELECT * {\n  BIND(EXISTS { ?a ?b ?c } AS ?d)\n  ?s a ?t ;\n    fo:uses () . # why\n"
            "  {\n    ?a ?b ?c\n  } UNION {\n    ?d ?e ?f\n  }\n}\n",
        ),
    ],
)
def test_format_never_changes_what_is_asked(visit: Visit, before: str, after: str) -> None:
    """The package's formatter drops LIMIT 0, garbles these paths and lists, and gives up on EXISTS in BIND."""
    page = visit.open("sparql")
    write(page, before)
    page.click("#format")
    wait(page, "document.getElementById('state').textContent === 'Formatted'")
    assert text(page) == after


def test_tabs_history_and_links_bring_queries_back(visit: Visit) -> None:
    page = visit.open("sparql")
    run(page, COMPONENTS)
    page.click("#tab-add")
    run(page, SERVICES)
    assert page.locator("#tabs [role=tab]").count() == 2
    reopened(visit, "sparql")
    assert text(page) == SERVICES
    page.locator("#tabs [role=tab]").first.click()
    assert text(page) == COMPONENTS
    page.click("#tab-history")
    assert page.locator("#shelf .card").count() == 2
    page.locator("#shelf .card").first.click()
    assert text(page) == SERVICES
    page.click("#share")
    link = page.url
    shared = urllib.parse.parse_qs(urllib.parse.urlsplit(link).fragment)["query"][0]
    assert shared.startswith("PREFIX fo: <https://fanout.example/vocabulary#>\nPREFIX skos:")
    page.evaluate("localStorage.clear()")
    reopened(visit, link.removeprefix(visit.home))
    settled(page)
    assert text(page) == shared
    assert page.inner_text("#told").startswith("10")
    page.evaluate("localStorage.clear()")
    reopened(visit, "sparql?" + urllib.parse.urlencode({"query": COMPONENTS}))
    settled(page)
    assert text(page) == COMPONENTS


def test_keys_run_and_help(visit: Visit) -> None:
    page = visit.open("sparql")
    write(page, COMPONENTS)
    page.evaluate("__bench.edit.focus()")
    page.keyboard.press("Control+Enter")
    settled(page)
    assert len(rows(page)) == 2
    page.keyboard.press("F1")
    assert page.locator("#dialog[open] dt").count() > 8
    page.keyboard.press("Escape")
    assert page.locator("#dialog[open]").count() == 0


def test_without_the_bundle_the_page_works_and_says_what_is_missing(visit: Visit) -> None:
    for name in ("editor", "sparql", "force", "vis"):
        visit.page.route(f"**/vendor/{name}.js", lambda route: route.abort())
    page = visit.open("sparql")
    assert page.evaluate("__bench.edit.kind") == "plain"
    assert "was not installed" in page.inner_text(".missing")
    page.fill("#query textarea", COMPONENTS)
    page.click("#run")
    settled(page)
    named(page)
    assert rows(page) == [["Amazon SNS", "has component"], ["Amazon SQS", "has component"]]
    page.click("#format")
    wait(page, "document.getElementById('state').textContent.includes('not installed')")
    page.click("[data-as=picture]")
    wait(page, "document.querySelector('.picture .note').textContent.includes('not installed')")
    run(page, "SELECT ?x { id:presto fo:builtOn ?x }")
    assert page.inner_text("#told").startswith("0 rows")
    assert all("ERR_FAILED" in message for message in visit.messages)
    visit.messages.clear()


# --- the answer


def test_names_stand_for_iris_and_lead_to_the_explorer(visit: Visit) -> None:
    page = visit.open("sparql")
    run(page, COMPONENTS)
    named(page)
    assert rows(page) == [["Amazon SNS", "has component"], ["Amazon SQS", "has component"]]
    link = page.locator(".sheet .thing a").first
    assert link.get_attribute("title") == "https://fanout.example/id/sns"
    link.click()
    page.wait_for_url("**/#m=ego*")
    page.wait_for_load_state()
    visit.ready()
    assert page.evaluate("__fanout.store.state.focus") == "sns"


@pytest.mark.parametrize(
    ("query", "iri"),
    [
        ("SELECT ?x { id:sqs a ?x }", "vocabulary#Service"),
        ("SELECT ?x { ?x rdfs:subPropertyOf fo:structure } ORDER BY ?x LIMIT 1", None),
        ("SELECT ?x { ?x a fo:Limit } ORDER BY ?x LIMIT 1", None),
        ("SELECT ?x { id:sqs fo:category ?x }", "id/category-integration"),
        ("SELECT ?x { ?x a sh:SPARQLExecutable } ORDER BY ?x LIMIT 1", None),
        ("SELECT ?x { ?x a fo:Section } ORDER BY ?x LIMIT 1", None),
    ],
)
def test_whatever_this_data_names_leads_to_its_page(visit: Visit, query: str, iri: str | None) -> None:
    page = visit.open("sparql")
    run(page, query)
    wait(page, "document.querySelector('.sheet tbody a') !== null")
    link = page.locator(".sheet tbody a").first
    told = str(link.get_attribute("title"))
    assert told == f"https://fanout.example/{iri}" if iri else told.startswith("https://fanout.example/")
    link.click()
    page.wait_for_url(lambda address: "/sparql" not in address)
    page.wait_for_load_state()
    assert page.locator("h1").count() == 1
    assert page.locator("h1").inner_text() != "Not found"


def test_a_result_is_sorted_filtered_and_paged(visit: Visit) -> None:
    page = visit.open("sparql")
    run(page, SERVICES)
    named(page)
    total = int(page.inner_text("#told").split()[0])
    assert total > 60
    assert len(rows(page)) == 50
    page.click(".pages >> text=Next")
    wait(page, f"document.querySelectorAll('.sheet tbody tr').length === {min(50, total - 50)}")
    page.click("[data-sort=name]")
    wait(page, "document.querySelector('th[aria-sort=ascending]') !== null")
    up = [row[1] for row in rows(page)]
    assert up == sorted(up, key=str.casefold)
    page.click("[data-sort=name]")
    wait(page, "document.querySelector('th[aria-sort=descending]') !== null")
    assert rows(page)[0][1] >= up[-1]
    page.fill("#filter", "queue")
    wait(page, "document.querySelectorAll('.sheet tbody tr').length < 10")
    assert all("queue" in " ".join(row).lower() or "SQS" in row[1] for row in rows(page))
    assert f"({total} before the filter)" in page.inner_text(".pages")


def test_the_next_page_by_key_leaves_the_focus_where_it_was(visit: Visit) -> None:
    page = visit.open("sparql")
    run(page, SERVICES)
    named(page)
    page.focus(".pages >> text=Next")
    page.keyboard.press("Enter")
    wait(page, "document.querySelector('.pages').textContent.includes('51')")
    assert page.evaluate("document.activeElement.textContent") == "Next"
    page.keyboard.press("Enter")
    wait(page, "document.querySelector('.pages').textContent.includes('101')")
    assert page.evaluate("document.activeElement.textContent") == "Previous", "there is no next page any more"


def test_a_number_is_shown_as_it_is_and_what_is_missing_comes_last(visit: Visit) -> None:
    page = visit.open("sparql")
    run(page, "SELECT ?n { VALUES ?n { 9007199254740993 0.00000001 UNDEF 12345678901234567890.125 -2021 1024.5 1.0E3 } }")
    assert [row[0] for row in rows(page)] == [
        "9,007,199,254,740,993",
        "0.00000001",
        "–",
        "12345678901234567890.125",
        "-2,021",
        "1,024.5",
        "1,000",
    ]
    for order in ("descending", "ascending"):
        page.click("[data-sort=n]")
        wait(page, f"document.querySelector('th[aria-sort={order}]') !== null")
        assert rows(page)[-1] == ["–"]
    assert rows(page)[0] == ["-2,021"]


def test_without_the_clipboard_of_https_a_copy_is_made_all_the_same(visit: Visit) -> None:
    page = visit.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.add_init_script("window.clipboard = navigator.clipboard; Object.defineProperty(navigator, 'clipboard', { value: undefined });")
    visit.open("sparql")
    write(page, COMPONENTS)
    page.click("#code")
    page.click("#dialog >> text=Copy")
    wait(page, "document.getElementById('live').textContent === 'Copied'")
    assert page.evaluate("window.clipboard.readText()") == page.evaluate("document.querySelector('#dialog pre').textContent")


def test_a_result_is_copied_and_taken_away_in_every_format(visit: Visit) -> None:
    page = visit.open("sparql")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    run(page, COMPONENTS)
    named(page)
    page.click("summary >> text=Copy")
    page.click("text=Markdown table")
    wait(page, "document.getElementById('live').textContent === 'Copied'")
    assert page.evaluate("navigator.clipboard.readText()").splitlines()[2] == "| Amazon SNS | has component |"
    for query, names in ((COMPONENTS, ("json", "xml", "csv", "tsv")), (PIECE, ("ttl", "jsonld", "nt", "rdf")), ("ASK {}", ("json", "xml"))):
        run(page, query)
        offered = page.evaluate("Object.values(__bench.bench.page.formats[__bench.results.found.form])")
        assert {one["name"] for one in offered} >= set(names)
        for one in offered:
            page.click("summary >> text=Download")
            with page.expect_download() as saved:
                page.click(f"text={one['name'].upper()} · {one['type']}")
            assert saved.value.suggested_filename == f"fanout.{one['name']}"
            wanted = fetched(visit, f"sparql?{urllib.parse.urlencode({'query': query})}", one["type"])
            assert sorted(Path(saved.value.path()).read_bytes().splitlines()) == sorted(wanted.splitlines())


@pytest.mark.parametrize("query", [PIECE, "SELECT ?a ?b WHERE { VALUES ?a { id:sqs-sns-fan-out id:sqs } ?r a fo:Relation . ?a ?r ?b }"])
def test_things_are_drawn_and_rows_and_nodes_light_each_other_up(visit: Visit, query: str) -> None:
    page = visit.open("sparql")
    run(page, query)
    page.click("[data-as=picture]")
    wait(page, "__bench.results.picture?.canvas?.shown.length > 0")
    drawn = set(page.evaluate("__bench.results.picture.canvas.shown.map((node) => node.id)"))
    assert {"sqs", "sns", "sqs-sns-fan-out"} <= drawn
    edges = page.evaluate("__bench.results.picture.data.edges.map(({ from, to }) => [from, to])")
    assert ["sqs-sns-fan-out", "sns"] in edges
    page.locator(".sheet tbody tr", has_text="Amazon SNS").first.hover()
    wait(page, "['sns', 'sqs-sns-fan-out'].includes(__bench.results.picture.pointed)")
    lit_edges = "__bench.results.picture.canvas.edges.get().filter(({ width }, at, all) => width > Math.min(...all.map((one) => one.width))).map(({ from, to }) => [from, to].sort().join())"
    together = page.evaluate("[...__bench.results.picture.together].sort().join()")
    assert set(page.evaluate(lit_edges)) == {together}, "what joins the things of the row is lit with them"
    place = page.evaluate(
        "(() => { const { canvas, stage } = __bench.results.picture; const at = canvas.network.canvasToDOM(canvas.network.getPosition('sns'));"
        " const box = stage.getBoundingClientRect(); return [at.x + box.x, at.y + box.y]; })()"
    )
    page.mouse.move(*place)
    wait(page, "document.querySelectorAll('tr.lit').length > 0")
    page.mouse.click(*place)
    page.mouse.move(5, 5)
    assert all("Amazon SNS" in " ".join(row) for row in rows(page) if row in lit(page))
    assert lit(page)


def lit(page: Page) -> list[list[str]]:
    found: list[list[str]] = page.evaluate(
        "[...document.querySelectorAll('tr.lit')].map((row) => [...row.cells].map((cell) => cell.innerText.trim()))"
    )
    return found


def test_numbers_are_a_chart(visit: Visit) -> None:
    page = visit.open("sparql")
    run(page, COUNTS)
    page.click("[data-as=chart]")
    wait(page, "document.querySelectorAll('.bars .bar').length > 4")
    bars = page.evaluate("[...document.querySelectorAll('.bars .bar')].map((bar) => Number(bar.getAttribute('width')))")
    values = page.evaluate("[...document.querySelectorAll('.bars .bar-value')].map((one) => Number(one.textContent.replace(',', '')))")
    assert [round(width / max(bars), 2) for width in bars] == [round(value / max(values), 2) for value in values]
    assert "structure" in page.evaluate("[...document.querySelectorAll('.bars .bar-name')].map((one) => one.firstChild.textContent)")
    page.fill("#filter", "network")
    wait(page, "document.querySelectorAll('.bars .bar').length === 1")


def test_a_chart_can_be_read_on_a_phone(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 390, "height": 844})
    page = visit.open("sparql")
    run(page, COUNTS)
    page.click("[data-as=chart]")
    wait(page, "document.querySelector('.bars') !== null")
    scale = page.evaluate("(() => { const bars = document.querySelector('.bars'); return bars.getScreenCTM().a; })()")
    assert scale == pytest.approx(1, abs=0.02), "letters are as large as the style says"
    assert page.evaluate("document.querySelector('.bars').getBoundingClientRect().right") <= 390


def test_hubs_are_named_in_the_picture(visit: Visit) -> None:
    page = visit.open("sparql")
    run(page, "CONSTRUCT { ?a ?r ?b } WHERE { VALUES ?a { id:lambda id:kds id:dynamodb } ?r a fo:Relation . ?a ?r ?b }")
    page.click("[data-as=picture]")
    wait(page, "__bench.results.picture?.canvas?.labels.length > 5")
    assert {"lambda", "dynamodb"} <= set(page.evaluate("__bench.results.picture.canvas.labels.map(({ id }) => id)"))


def test_hostile_values_stay_text(visit: Visit) -> None:
    page = visit.open("sparql")
    run(page, 'SELECT ("<img src=x onerror=alert(1)>" AS ?x) (<javascript:alert(1)> AS ?y) {}')
    assert rows(page) == [["<img src=x onerror=alert(1)>", "javascript:alert(1)"]]
    assert page.locator("#answer img, #answer a[href^=javascript]").count() == 0


# --- one question in four forms


def test_each_form_is_a_click_away_from_the_others(visit: Visit) -> None:
    page = visit.open("#m=ego&f=sqs&n=sqs&xf=choice+network+operations+security+storage+structure")
    around = "[...new Set(__fanout.data.near.get('sqs').filter((edge) => !edge.doubted).filter((edge) => ['architectural', 'dataFlow'].includes(edge.family)).flatMap((edge) => [edge.from, edge.to]))].filter((id) => id !== 'sqs').sort()"
    clicked = page.evaluate(around)
    assert set(clicked) <= set(page.evaluate("__fanout.canvas.shown.map((node) => node.id)"))
    page.click("#same summary")
    wait(page, "document.querySelectorAll('#same .form').length === 3")
    forms = page.locator("#same .form")
    sentence = forms.nth(0).locator("span").inner_text()
    assert sentence == "What is related to Amazon SQS by architecture or data flow?"
    rest = json.loads(fetched(visit, forms.nth(1).locator("a").get_attribute("href") or ""))
    assert sorted(one["id"] for one in rest["related"]) == clicked
    forms.nth(2).locator("a").click()
    page.wait_for_url("**/sparql#*")
    page.wait_for_load_state()
    visit.ready()
    wait(page, "__bench.results.found !== undefined")
    ids = "__bench.results.found.rows.map((row) => row.thing.value.split('/').at(-1)).sort()"
    assert page.evaluate(ids) == clicked
    assert page.input_value("#words") == sentence
    assert "/related/sqs" in page.inner_text("#same code")
    page.fill("#words", "How are SNS and Lambda connected?")
    page.click("#ask button")
    wait(page, "__bench.edit.text.startsWith('# How are Amazon SNS and AWS Lambda connected?')")
    settled(page)
    page.click("#same a[href*='#m=path']")
    page.wait_for_url("**/#m=path*")
    page.wait_for_load_state()
    visit.ready()
    assert page.evaluate("__fanout.store.state.path.ends") == ["sns", "lambda"]


BELIEVED = "__fanout.data.near.get(ID).filter((edge) => !edge.doubted).map((edge) => (edge.from === ID ? edge.to : edge.from))"
CLICKS = {
    "focus": ("#m=ego&f=lambda&n=lambda", BELIEVED.replace("ID", "'lambda'")),
    "fan out": ("#m=ego&f=athena&n=presto", BELIEVED.replace("ID", "'athena'")),
    "filter": (
        "#xt=Concept+Document+Feature+Operation+Product+Protocol+Resource+Service",
        "__fanout.canvas.shown.map((node) => node.id)",
    ),
    "path": (
        "#m=path&p=lambda+redshift+0",
        "__fanout.store.state.path.ways.flatMap((way, index) => way.map((id) => `${index} ${id.split('|').sort()}`))",
    ),
    "compare": ("#m=compare&c=sqs+sns+kds", "__fanout.store.state.compared"),
}


@pytest.mark.parametrize("action", CLICKS)
def test_what_the_explorer_shows_is_what_its_forms_answer(visit: Visit, action: str) -> None:
    address, clicked = CLICKS[action]
    page = visit.open(address)
    wait(page, f"({clicked}).length > 0")
    shown = set(page.evaluate(clicked))
    asking = page.evaluate("import('./static/js/same.js').then(({ asking }) => asking(location.hash))")
    forms = json.loads(fetched(visit, "forms?" + urllib.parse.urlencode({"of": asking})))
    rest = json.loads(fetched(visit, forms["rest"].removeprefix("/")))
    rows = json.loads(fetched(visit, "sparql?" + urllib.parse.urlencode({"query": forms["sparql"]})))["results"]["bindings"]
    ids = [{name: re.split("[/#]", term["value"])[-1] for name, term in row.items()} for row in rows]
    if action in ("focus", "fan out", "filter"):
        assert {thing["id"] for thing in rest["things" if action == "filter" else "related"]} == shown
        assert {row["thing"] for row in ids} == shown
    elif action == "path":
        hops = [(index, hop) for index, path in enumerate(rest["paths"]) for hop in path["hops"]]
        assert {f"{index} {','.join(sorted([hop['start'], hop['relation'], hop['end']]))}" for index, hop in hops} == shown
        assert {(int(row["way"]) - 1, *sorted([row["subject"], row["object"]])) for row in ids} == {
            (index, *sorted([hop["start"], hop["end"]])) for index, hop in hops
        }
    else:
        assert {thing["id"] for thing in rest["things"]} == {row["thing"] for row in ids} == shown


def test_a_changed_query_shows_no_other_form_and_an_unknown_name_its_candidates(visit: Visit) -> None:
    page = visit.open("sparql#words=" + urllib.parse.quote("What is related to SQS?"))
    wait(page, "document.querySelector('#same code') !== null")
    settled(page)
    write(page, text(page).replace("id:sqs", "id:sns"))
    assert page.locator("#same code").count() == 0
    page.fill("#words", "What is related to Amazon SQX?")
    page.click("#ask button")
    wait(page, "document.querySelector('#same [role=alert]') !== null")
    page.locator("#same button", has_text="Amazon SQS").first.click()
    wait(page, "document.querySelector('#same code')?.textContent.startsWith('/related/sqs?')")
    assert all("404" in message for message in visit.messages)
    visit.messages.clear()


def test_examples_are_grouped_searched_and_told_in_their_forms(visit: Visit) -> None:
    page = visit.open("sparql")
    wait(page, "document.querySelectorAll('#shelf .card').length > 20")
    examples = json.loads(fetched(visit, "examples"))["examples"]
    assert page.locator("#shelf .card").count() == len(examples)
    assert page.locator("#shelf h2").count() == len({one["group"]["id"] for one in examples})
    page.fill("#shelf-search", "presto")
    wait(page, f"document.querySelectorAll('#shelf .card').length < {len(examples)}")
    page.locator("#shelf .card").first.click()
    settled(page)
    shown = next(one for one in examples if one["query"] == text(page))
    assert page.input_value("#words") == shown["question"]
    if shown["rest"]:
        assert page.inner_text("#same code") == shown["rest"]
    products = page.evaluate(
        """async (examples) => {
          const { parsed } = await import("./static/js/workbench/coach/reading.js");
          const { products } = await import("./static/js/workbench/coach/product.js");
          const found = [];
          for (const { id, query } of examples) {
            const { tree } = await parsed(query, __bench.bench.page.prefixes);
            if (!tree || products(tree, query).length > 1) found.push(id);
          }
          return found;
        }""",
        examples,
    )
    assert products == [], "the parser reads every example, and none multiplies two parts"


# --- where nothing is found


@pytest.mark.parametrize(
    ("query", "part", "repaired"),
    [
        ("SELECT ?x { id:presto fo:builtOn ?x }", "id:presto fo:builtOn ?x", "SELECT ?x { id:presto ^fo:builtOn ?x }"),
        ("SELECT ?x { id:athena a ?x ; fo:uses id:presto }", "fo:uses id:presto", "SELECT ?x { id:athena a ?x ; fo:builtOn id:presto }"),
        (
            "SELECT ?x { ?x skos:prefLabel 'Amazon SQS' }",
            "?x skos:prefLabel 'Amazon SQS'",
            'SELECT ?x { ?x skos:prefLabel "Amazon SQS"@en }',
        ),
        (
            "SELECT ?x { ?x skos:prefLabel 'amazon sqx'@en }",
            "?x skos:prefLabel 'amazon sqx'@en",
            'SELECT ?x { ?x skos:prefLabel "Amazon SQS"@en }',
        ),
        ("SELECT ?x { id:sqss ?how ?x }", "id:sqss ?how ?x", "SELECT ?x { id:sqs ?how ?x }"),
        ("SELECT ?x { ?x a fo:Servise }", "?x a fo:Servise", "SELECT ?x { ?x a fo:Service }"),
        ("SELECT ?n { ?x rdfs:prefLabel ?n }", "?x rdfs:prefLabel ?n", "SELECT ?n { ?x skos:prefLabel ?n }"),
        (
            "SELECT ?x { ?x a fo:Service ; skos:prefLabel ?n FILTER(?n = 'Amazon SQS') }",
            "FILTER(?n = 'Amazon SQS')",
            "SELECT ?x { ?x a fo:Service ; skos:prefLabel ?n FILTER(?n = 'Amazon SQS'@en) }",
        ),
        (
            "SELECT ?p { GRAPH ?p { id:presto fo:builtOn id:athena } }",
            "id:presto fo:builtOn id:athena",
            "SELECT ?p { GRAPH ?p { id:presto ^fo:builtOn id:athena } }",
        ),
        ("SELECT (COUNT(*) AS ?n) { ?x a fo:Servise }", "?x a fo:Servise", "SELECT (COUNT(*) AS ?n) { ?x a fo:Service }"),
        (
            "PREFIX skos: <http://www.w3.org/2004/02/skos/core>\nSELECT ?n { id:sqs skos:prefLabel ?n }",
            "id:sqs skos:prefLabel ?n",
            "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\nSELECT ?n { id:sqs skos:prefLabel ?n }",
        ),
        ("SELECT ?x { ?x a id:Service }", "?x a id:Service", "SELECT ?x { ?x a fo:Service }"),
        ("SELECT ?n { fo:sqs skos:prefLabel ?n }", "fo:sqs skos:prefLabel ?n", "SELECT ?n { id:sqs skos:prefLabel ?n }"),
        (
            "SELECT ?n { <http://fanout.example/id/sqs> skos:prefLabel ?n }",
            "<http://fanout.example/id/sqs> skos:prefLabel ?n",
            "SELECT ?n { id:sqs skos:prefLabel ?n }",
        ),
        (
            "BASE <https://fanout.example/> SELECT ?n { <id/sqss> skos:prefLabel ?n }",
            "<id/sqss> skos:prefLabel ?n",
            "BASE <https://fanout.example/> SELECT ?n { id:sqs skos:prefLabel ?n }",
        ),
        ("SELECT ?n { id:sqs schema:name ?n }", "id:sqs schema:name ?n", "SELECT ?n { id:sqs skos:prefLabel ?n }"),
        ("SELECT ?x { ?x fo:category id:storage }", "?x fo:category id:storage", "SELECT ?x { ?x fo:category id:category-storage }"),
        ("SELECT ?x { ?x rdfs:label 'amazon sqs' }", "?x rdfs:label 'amazon sqs'", 'SELECT ?x { ?x skos:prefLabel "Amazon SQS"@en }'),
        (
            "SELECT ?x { VALUES ?n { 'AWS Lambda' } ?x skos:prefLabel ?n }",
            "?x skos:prefLabel ?n",
            "SELECT ?x { VALUES ?n { 'AWS Lambda'@en } ?x skos:prefLabel ?n }",
        ),
        (
            "SELECT ?x { ?x skos:prefLabel ?n FILTER(?n = 'Amazon SSQ'@en) }",
            "FILTER(?n = 'Amazon SSQ'@en)",
            'SELECT ?x { ?x skos:prefLabel ?n FILTER(?n = "Amazon SQS"@en) }',
        ),
        (
            "SELECT * { { ?x a fo:Servise } UNION { ?x a fo:Patern } }",
            "{ ?x a fo:Servise } UNION { ?x a fo:Patern }",
            "SELECT * { { ?x a fo:Service } UNION { ?x a fo:Patern } }",
        ),
    ],
)
def test_the_part_that_leaves_nothing_is_found_and_one_click_mends_it(visit: Visit, query: str, part: str, repaired: str) -> None:
    page = visit.open("sparql")
    run(page, query)
    assert page.inner_text(".coach pre") == part
    page.locator(".repair").first.click()
    wait(page, "document.querySelector('.coach') === null")
    settled(page)
    assert text(page) == repaired
    assert page.evaluate("__bench.results.found.rows.length") > 0
    assert page.locator(".coach").count() == 0


def test_an_unknown_prefix_is_mended(visit: Visit) -> None:
    page = visit.open("sparql")
    run(page, "SELECT ?x { ?x a f:Service }")
    page.locator(".repair", has_text="Take fo:").click()
    settled(page)
    assert text(page) == "SELECT ?x { ?x a fo:Service }"
    assert page.evaluate("__bench.results.found.rows.length") > 50
    assert all("400" in message for message in visit.messages)
    visit.messages.clear()


def test_what_comes_after_the_pattern_is_named(visit: Visit) -> None:
    page = visit.open("sparql")
    run(page, "SELECT ?x { ?x a fo:Service } OFFSET 100000")
    assert page.locator(".coach").inner_text().split("\n\n") == [
        "Why is there nothing?",
        "The pattern fits, but OFFSET leaves all rows out. Make it smaller.",
    ]
    run(page, "ASK { id:sqs a fo:Pattern }")
    assert page.locator(".coach").inner_text().endswith("id:sqs a fo:Pattern"), "no repair is known, so none is shown"


def test_a_thing_that_is_described_is_looked_for_under_other_names(visit: Visit) -> None:
    page = visit.open("sparql")
    run(page, "DESCRIBE id:sqss")
    page.locator(".repair").first.click()
    settled(page)
    assert text(page) == "DESCRIBE id:sqs"
    assert page.evaluate("__bench.results.found.rows.length") > 10


def test_a_product_is_warned_of_before_it_runs(visit: Visit) -> None:
    page = visit.open("sparql")
    write(page, "SELECT (COUNT(*) AS ?n) { ?a a fo:Service . ?b a fo:Pattern }")
    page.click("#run")
    wait(page, "document.querySelector('#anyway') !== null")
    assert "?b a fo:Pattern shares no variable with ?a a fo:Service" in page.inner_text("#notes")
    assert in_editor(page, ".cm-lintRange-warning, .cm-lint-marker-warning") > 0
    assert "Not run yet" in page.inner_text("#answer")
    page.click("#anyway")
    settled(page)
    assert int(rows(page)[0][0].replace(",", "")) > 1000
    write(page, "SELECT * { ?a a fo:Pattern . ?b a fo:Service FILTER EXISTS { ?a fo:hasComponent ?b } }")
    page.click("#run")
    settled(page)
    assert page.locator("#anyway").count() == 0


PRODUCTS = {
    "SELECT * { ?a a fo:Service . ?b a fo:Pattern FILTER(?a != ?b || STR(?a) < STR(?b)) }": True,
    "SELECT * { ?a a fo:Service . ?b a fo:Pattern FILTER(?a = ?b) }": False,
    "SELECT * { { SELECT ?a ?b { ?a a fo:Service . ?b a fo:Pattern } } }": True,
    "SELECT * { ?c a fo:Service OPTIONAL { ?a a fo:Service . ?b a fo:Pattern } }": True,
    "SELECT * { ?a fo:uses ?b OPTIONAL { ?a a fo:Service . ?b a fo:Pattern } }": False,
    "SELECT * { { ?a a fo:Service . ?b a fo:Pattern } UNION { ?a fo:uses ?b } }": True,
    "SELECT * { { ?a a fo:Service } UNION { ?b a fo:Pattern } }": False,
    "SELECT * { ?a a fo:Service . BIND(?a AS ?b) ?b ?p ?o }": False,
    "SELECT * { GRAPH ?g { ?a a fo:Service } GRAPH ?g { ?b a fo:Pattern } }": False,
}


def test_products_are_found_wherever_they_stand_and_nowhere_else(visit: Visit) -> None:
    page = visit.open("sparql")
    found = page.evaluate(
        """async (queries) => {
          const { parsed } = await import("./static/js/workbench/coach/reading.js");
          const { products } = await import("./static/js/workbench/coach/product.js");
          const trees = await Promise.all(queries.map((query) => parsed(query, __bench.bench.page.prefixes)));
          return Object.fromEntries(queries.map((query, at) => [query, products(trees[at].tree, query).length > 1]));
        }""",
        list(PRODUCTS),
    )
    assert found == PRODUCTS


def test_a_line_is_commented_out_by_its_key(visit: Visit) -> None:
    page = visit.open("sparql")
    write(page, "ASK { }")
    page.evaluate("__bench.edit.focus()")
    page.keyboard.press("Control+/")
    assert text(page) == "# ASK { }"


def test_what_is_stopped_or_cannot_be_downloaded_says_so(visit: Visit) -> None:
    page = visit.open("sparql")
    page.route("**/sparql?query=ASK*", lambda route: None)
    write(page, "ASK { }")
    page.click("#run")
    wait(page, "document.getElementById('run').textContent === 'Stop'")
    page.click("#run")
    wait(page, "document.getElementById('state').textContent === 'Stopped'")
    assert page.inner_text("#run") == "Run"
    run(page, COMPONENTS)
    page.route("**/sparql?*", lambda route: route.abort())
    page.click("summary >> text=Download")
    page.click("text=CSV · text/csv")
    wait(page, "document.getElementById('state').textContent.startsWith('Not downloaded: The server does not answer')")
    assert all("ERR_FAILED" in message for message in visit.messages), "no error of the page itself"
    visit.messages.clear()


# --- kept and taken away


def test_saved_queries_become_a_file_that_the_examples_folder_accepts(visit: Visit, tmp_path: Path) -> None:
    page = visit.open("sparql")
    page.click("#save")
    page.fill("#dialog input[name=title]", "  ")
    page.click("#dialog button[type=submit]")
    assert page.locator("#dialog[open]").count() == 1, "a query without a title is not saved"
    page.keyboard.press("Escape")
    saved = {
        'Patterns with a "queue"': 'SELECT ?thing WHERE { ?thing a fo:Pattern ; fo:hasComponent id:sqs ; skos:prefLabel ?n FILTER(CONTAINS(?n, "a") || ?n != "\\\\") } # end "',
        "Is SQS a service?": "ASK { id:sqs a fo:Service }",
        "A piece": PIECE,
    }
    for title, query in saved.items():
        write(page, query)
        page.keyboard.press("Control+s")
        page.fill("#dialog input[name=title]", title)
        page.fill("#dialog input[name=question]", "What is it?")
        page.fill("#dialog input[name=keywords]", "queue, pattern")
        page.click("#dialog button[type=submit]")
    reopened(visit, "sparql")
    page.click("#tab-saved")
    assert set(page.evaluate("[...document.querySelectorAll('#shelf .card strong')].map((one) => one.textContent)")) == set(saved)
    with page.expect_download() as exported:
        page.click("#export-saved")
    ontology = tmp_path / "ontology"
    shutil.copytree(ROOT / "ontology", ontology, ignore=shutil.ignore_patterns("__pycache__"))
    (ontology / "examples" / "saved-queries.ttl").write_bytes(Path(exported.value.path()).read_bytes())
    checked = subprocess.run(
        [sys.executable, "-m", "api.cli", "check"],
        cwd=ROOT,
        env={"FANOUT_ONTOLOGY": str(ontology), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
    kg = KnowledgeGraph.open(ontology, tmp_path / "cache")
    found = {one.title: one for one in kg.examples if one.group_title == "Saved queries"}
    assert set(found) == set(saved)
    for title, query in saved.items():
        assert found[title].query.endswith(f"{query.strip()}\n")
        assert found[title].keywords == ("pattern", "queue")
        assert kg.query(found[title].query).body
    kg.close()
    page.locator("#shelf [aria-label='Delete A piece']").click()
    assert page.locator("#shelf .card").count() == 2


def test_what_the_browser_does_not_keep_can_still_be_exported(visit: Visit) -> None:
    visit.page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError'); } });")
    page = visit.open("sparql")
    write(page, "ASK { id:sqs a fo:Service }")
    page.click("#save")
    page.fill("#dialog input[name=title]", "A service")
    page.click("#dialog button[type=submit]")
    assert "export it" in page.inner_text("#state")
    assert page.locator("#shelf .card").count() == 1
    with page.expect_download() as exported:
        page.click("#export-saved")
    assert "id:sqs a fo:Service" in Path(exported.value.path()).read_text(encoding="utf-8")


def test_the_code_runs(visit: Visit, browser: Browser, tmp_path: Path) -> None:
    page = visit.open("sparql")
    query = 'SELECT ?n WHERE {\n  id:sqs skos:prefLabel ?n . # it\'s a `label` of "SQS" \\ ${x}\n}'
    write(page, query)
    page.click("#code")
    made = {}
    for name in ("curl", "python", "javascript"):
        page.click(f"[data-code={name}]")
        made[name] = page.evaluate("document.querySelector('#dialog pre').textContent")
    said = subprocess.run(["bash", "-c", made["curl"]], capture_output=True, text=True, check=True).stdout
    assert json.loads(said)["results"]["bindings"][0]["n"]["value"] == "Amazon SQS"
    assert (
        subprocess.run([sys.executable, "-c", made["python"]], capture_output=True, text=True, check=True).stdout == "{'n': 'Amazon SQS'}\n"
    )
    plain = browser.new_page()
    with plain.expect_console_message() as told:
        plain.evaluate(f"(async () => {{ {made['javascript']} }})()")
    assert "Amazon SQS" in told.value.text
    plain.close()


def test_quotes_at_the_end_are_code_too(visit: Visit) -> None:
    page = visit.open("sparql")
    write(page, 'ASK { } # """')
    page.click("#code")
    page.click("[data-code=python]")
    made = page.evaluate("document.querySelector('#dialog pre').textContent")
    assert subprocess.run([sys.executable, "-c", made], capture_output=True, text=True, check=True).stdout == "True\n"


def test_a_graph_and_a_yes_as_code(visit: Visit) -> None:
    page = visit.open("sparql")
    for query, check in ((PIECE, is_turtle), ("ASK { id:sqs a fo:Service }", lambda said: said == "True\n")):
        write(page, query)
        page.click("#code")
        page.click("[data-code=python]")
        made = page.evaluate("document.querySelector('#dialog pre').textContent")
        assert check(subprocess.run([sys.executable, "-c", made], capture_output=True, text=True, check=True).stdout)
        page.keyboard.press("Escape")


def is_turtle(said: str) -> bool:
    store = Store()
    store.load(said.encode(), RdfFormat.TURTLE)
    return len(store) > 2


# --- for everybody


def open_start(page: Page) -> None:
    wait(page, "document.querySelectorAll('#shelf .card').length > 20")


def open_table(page: Page) -> None:
    run(page, SERVICES)
    named(page)


def open_picture(page: Page) -> None:
    run(page, PIECE)
    page.click("[data-as=picture]")
    wait(page, "__bench.results.picture?.canvas?.shown.length > 0")


def open_chart(page: Page) -> None:
    run(page, COUNTS)
    page.click("[data-as=chart]")
    wait(page, "document.querySelector('.bars') !== null")


def open_coach(page: Page) -> None:
    run(page, "SELECT ?x { id:presto fo:builtOn ?x }")


def open_product(page: Page) -> None:
    write(page, "SELECT * { ?a a fo:Service . ?b a fo:Pattern }")
    page.click("#run")
    wait(page, "document.querySelector('#anyway') !== null")


def open_forms(page: Page) -> None:
    page.fill("#words", "What is related to SQS?")
    page.click("#ask button")
    wait(page, "document.querySelector('#same code') !== null")
    settled(page)


def open_completion(page: Page) -> None:
    write(page, "")
    page.evaluate("__bench.edit.focus()")
    page.keyboard.type("SELECT * { ?x fo:")
    wait(page, "document.getElementById('query').shadowRoot.querySelector('.cm-completionLabel') !== null")


def open_drawer(page: Page) -> None:
    open_start(page)
    if page.locator("#drawer-open").is_visible():
        page.click("#drawer-open")


def open_save(page: Page) -> None:
    page.click("#save")


def open_code(page: Page) -> None:
    page.click("#code")


STATES = [
    open_start,
    open_table,
    open_picture,
    open_chart,
    open_coach,
    open_product,
    open_forms,
    open_completion,
    open_drawer,
    open_save,
    open_code,
]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_serious(visit: Visit, theme: Literal["light", "dark"], width: int) -> None:
    page = visit.page
    page.set_viewport_size({"width": width, "height": 900 if width > 400 else 844})
    page.emulate_media(color_scheme=theme)
    found: dict[str, Any] = {}
    for state in STATES:
        reopened(visit, "sparql")
        state(page)
        page.wait_for_timeout(150)
        if wrong := violations(page):
            found[state.__name__] = wrong
        assert page.evaluate("document.documentElement.scrollWidth") == width, state.__name__
    assert found == {}


def test_a_phone_has_the_examples_in_a_drawer(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 390, "height": 844})
    page = visit.open("sparql")
    assert not page.locator("#shelf").is_visible()
    page.click("#drawer-open")
    wait(page, "document.querySelectorAll('#shelf .card').length > 20")
    page.locator("#shelf .card").first.click()
    settled(page)
    assert not page.locator("#shelf").is_visible()
