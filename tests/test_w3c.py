"""The W3C's SPARQL 1.0 and 1.1 query tests over HTTP, all of them but updates, entailment regimes and those withdrawn."""

from __future__ import annotations

import re

import pytest

from tests.conftest import ROOT
from tests.w3c.fetch import SUITE, fetch
from tests.w3c.known import KNOWN
from tests.w3c.manifest import Case, cases
from tests.w3c.served import by_process, run

if not SUITE.exists():  # `make test` has fetched it
    fetch()
CASES = cases(SUITE)
GROUPS = sorted({case.group for case in CASES})


@pytest.mark.parametrize("group", GROUPS)
def test_each_group_comes_out_as_the_w3c_has_it(group: str) -> None:
    outcomes = run(case for case in CASES if case.group == group)
    failed = {outcome.case.name: outcome.why for outcome in outcomes if outcome.verdict == "failed"}
    assert set(failed) == {name for name in KNOWN if name.startswith(f"{group}#")}, failed


def test_the_suite_is_whole() -> None:
    kinds = {kind: sum(case.kind == kind for case in CASES) for kind in ("evaluation", "good syntax", "bad syntax")}
    assert kinds == {"evaluation": 431, "good syntax": 212, "bad syntax": 85}
    assert set(KNOWN) <= {case.name for case in CASES}
    told = (ROOT / "docs" / "sparql.md").read_text(encoding="utf-8")
    assert f"of {len(CASES)} tests" in told
    assert f"{len(KNOWN)} otherwise" in told
    assert sum(int(n) for n in re.findall(r"^\| (\d+) \|", told, re.MULTILINE)) == len(KNOWN)


def test_the_command_serves_a_dataset_of_the_suite() -> None:
    chosen: list[Case] = [case for case in CASES if case.group == "data-r2/graph" and len(case.data) == len(case.named) == 1][:2]
    assert chosen
    assert [outcome.verdict for outcome in run(chosen, by_process)] == ["passed"] * len(chosen)
