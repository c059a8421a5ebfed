"""SPARQL cut into terminals: strings that are not closed hide nothing behind them, and cost no more than the length of the text."""

from __future__ import annotations

import pytest

from graph.errors import BadQuery, QueryTooLarge, RefusedQuery
from graph.sparql.fences import inspect
from graph.sparql.limits import MAX_TOKENS
from graph.sparql.query import Query
from graph.sparql.syntax import syntax_error
from graph.sparql.tokens import tokens

LENGTH = 500_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"""a "b" \\""" c""" d', ["string", "word"]),
        ("'''a ''b'' \n''' '' 'c'", ["string", "string", "string"]),
        ('"""a" b', ["string", "string", "word"]),  # two strings, since no long one is closed
        ('\'\'\'a\' """b""" c', ["string", "string", "string", "word"]),
        ("'''a' \"\"\"b\" '''c' d", ["string", "word", "torn"]),
        ('"a b\nc', ["torn", "word"]),
        ("'a \\' b\rc \"", ["torn", "word", "torn"]),
    ],
)
def test_strings(text: str, expected: list[str]) -> None:
    found = list(tokens(text))
    assert [token.kind for token in found] == expected
    assert all(text.startswith(token.text, token.start) for token in found)


@pytest.mark.parametrize("quote", ['"""', "'''"])
def test_a_long_string_that_is_not_closed_hides_no_word(quote: str) -> None:
    with pytest.raises(RefusedQuery):
        inspect(Query(f"SELECT * {{ VALUES ?x {{ {quote}a{quote[0]} }} SERVICE <http://x/> {{ ?s ?p ?x }} }}"))


@pytest.mark.parametrize(
    "unit", ['\n\\"""', "\n\\'''", '"\\', "'\\", '\n"""\\"', "\n'''\"\"\"\\", "<a", "a:", "x-", "1.", "1e+", "@a-", "_:a."]
)
def test_a_long_text_is_read_a_few_times_at_most(unit: str) -> None:
    """Where each part is looked at from each part before it, this does not end."""
    start = "ASK FROM <http://x/> { "
    text = (start + unit * (LENGTH // len(unit)))[:LENGTH]
    with pytest.raises((BadQuery, QueryTooLarge, RefusedQuery)):
        inspect(Query(text), frozenset())
    assert sum(1 for _ in tokens(text[: LENGTH // 5])) <= MAX_TOKENS


def test_a_string_that_is_not_closed_is_named() -> None:
    error = syntax_error("error at 1:20: expected something", 'SELECT * { ?s ?p "open }\n')
    assert error.hint == "The string that begins at 1:18 is not closed."


def test_a_syntax_error_in_a_long_query_is_told_as_the_engine_tells_it() -> None:
    error = syntax_error("error at 7:9: expected SELECT", "SELECT * {" + " 1" * 900_000)
    assert (error.line, error.column) == (7, 9)
    assert "SELECT" in error.args[0]
