"""What is wrong with a query, as people read it: the line and column, what was expected, and what was perhaps meant."""

from __future__ import annotations

import re
from difflib import get_close_matches
from itertools import pairwise

from graph.errors import BadQuery, shorten
from graph.namespaces import PREFIXES
from graph.sparql.grammar import LONGEST, Stop, first_error
from graph.sparql.tokens import Token, offset, place, tokens

KEYWORDS = [
    "SELECT",
    "CONSTRUCT",
    "DESCRIBE",
    "ASK",
    "WHERE",
    "FROM",
    "NAMED",
    "PREFIX",
    "BASE",
    "DISTINCT",
    "REDUCED",
    "AS",
    "GROUP",
    "BY",
    "HAVING",
    "ORDER",
    "ASC",
    "DESC",
    "LIMIT",
    "OFFSET",
    "VALUES",
    "GRAPH",
    "OPTIONAL",
    "UNION",
    "MINUS",
    "BIND",
    "FILTER",
    "UNDEF",
    "NOT",
    "EXISTS",
    "IN",
    "SEPARATOR",
    "LATERAL",
    "A",
    "TRUE",
    "FALSE",
    "COUNT",
    "SUM",
    "MIN",
    "MAX",
    "AVG",
    "SAMPLE",
    "GROUP_CONCAT",
    "STR",
    "LANG",
    "LANGMATCHES",
    "DATATYPE",
    "BOUND",
    "IRI",
    "URI",
    "BNODE",
    "RAND",
    "ABS",
    "CEIL",
    "FLOOR",
    "ROUND",
    "CONCAT",
    "STRLEN",
    "UCASE",
    "LCASE",
    "ENCODE_FOR_URI",
    "CONTAINS",
    "STRSTARTS",
    "STRENDS",
    "STRBEFORE",
    "STRAFTER",
    "YEAR",
    "MONTH",
    "DAY",
    "HOURS",
    "MINUTES",
    "SECONDS",
    "TIMEZONE",
    "TZ",
    "NOW",
    "UUID",
    "STRUUID",
    "MD5",
    "SHA1",
    "SHA256",
    "SHA384",
    "SHA512",
    "COALESCE",
    "IF",
    "STRLANG",
    "STRDT",
    "SAMETERM",
    "ISIRI",
    "ISURI",
    "ISBLANK",
    "ISLITERAL",
    "ISNUMERIC",
    "REGEX",
    "SUBSTR",
    "REPLACE",
    "LANGDIR",
    "HASLANG",
    "HASLANGDIR",
    "STRLANGDIR",
    "TRIPLE",
    "SUBJECT",
    "PREDICATE",
    "OBJECT",
    "ISTRIPLE",
    "ADJUST",
    "VERSION",
]
"""The words of SPARQL 1.1 and 1.2 queries, and of the engine's extensions."""
_ERROR = re.compile(r"error at (\d+):(\d+): (?:expected )?(?:one of )?(.*)", re.DOTALL)
_AHEAD = re.compile(r"(?:(?:[A-Z_]+|\[_\])(?:, |$))+")
_WORDS = re.compile(r"[a-z]{2,} [a-z]{2,}")
_LITERAL = re.compile(r'"([^"\\]+)"')
_RULES = ("unbound", "unreported", "bound", "IRI parsing", "aggregate")
"""Words of the engine's messages about what is grammatical and yet wrong."""
_STRANGE = re.compile(r"\s*([^\s#]+)")
"""What is no terminal at all."""
_CLOSES = {"(": ")", "[": "]", "{": "}"}
_OPERATORS = {">", "<=", ">=", "=", "!=", "||", "&&", "-"}
_FORMS = {"SELECT", "CONSTRUCT", "DESCRIBE", "ASK"}
_SUBQUERY = {"SELECT"}


def syntax_error(message: str, text: str) -> BadQuery:
    """The error that the engine's parser told about a query, completed from the query's own tokens."""
    found = _ERROR.match(message)
    line, column, rest = (int(found[1]), int(found[2]), found[3]) if found else (None, None, message)
    every = list(tokens(text)) if len(text) <= LONGEST else []
    if "Prefix not found" in message:
        return _prefix(every, text) or BadQuery("A prefix is not declared.", line, column)
    stop = first_error(text)
    if found is None or len(text) > LONGEST or _WORDS.search(rest) or any(rule in rest for rule in _RULES):
        return BadQuery(_sentence(rest), line, column)
    if stop is None and (undeclared := _prefix(every, text)):
        return undeclared
    at, expected = _place(stop, rest, offset(text, int(found[1]), int(found[2])), text)
    token = next((t for t in every if t.start + len(t.text) + (t.kind == "torn") > at), None)  # of a torn string, the line's end is missed
    strange = None if token or stop is None else _STRANGE.match(text, at)
    line, column = place(text, token.start if token else strange.start(1) if strange else len(text.rstrip()))
    met = token.text if token else strange[1] if strange else ""
    expected = _possible(expected, token, every)
    what = f"“{shorten(met, 30)}”" if met else "the end of the query"
    wanted = f" Expected {listed(expected)}." if expected else ""
    return BadQuery(f"The query cannot go on with {what} here.{wanted}", line, column, _hint(token, expected, every, text))


def _place(stop: Stop | None, rest: str, told: int, text: str) -> tuple[int, list[str]]:
    """Where a query stops being one, and what could stand there: by the grammar, or where that cannot tell, by the engine.

    Where the engine expects but keywords, or `[_]` (the end), it has read on by as many characters; else its place is exact, or too late.
    """
    ahead = _AHEAD.fullmatch(rest)
    literal = _LITERAL.fullmatch(rest)
    if stop is not None and (ahead or stop.at <= told):
        return stop.at, stop.expected if literal is None or text[stop.at : told].strip() else [literal[1]]
    over = min(1 if word == "[_]" else len(word) for word in rest.split(", ")) if ahead else 0
    return max(told - over, 0), [literal[1]] if literal else []


def _possible(expected: list[str], token: Token | None, every: list[Token]) -> list[str]:
    """What the grammar would take, less what it takes elsewhere only: it knows the last words, not all of the text. And less what is there."""
    if token and token.kind == "torn":
        return []
    before = every[: every.index(token)] if token else every
    open_ = _waiting(before)
    inside = open_[-1].text if open_ else ""
    never = {")", "]", "}", token.text.upper() if token else ""} - {_CLOSES.get(inside)}
    if inside != "(":
        never |= _OPERATORS
    if any(one.text.upper() in _FORMS for one in before):
        never |= {"BASE", "PREFIX", *_FORMS} - (_SUBQUERY if inside == "{" else set())
    return [name for name in expected if name not in never]


def _hint(token: Token | None, expected: list[str], every: list[Token], text: str) -> str | None:
    if token is not None and token.kind == "word" and token.text.upper() not in KEYWORDS:
        fitting = [word for word in expected if word.isupper()] if expected else KEYWORDS
        meant = get_close_matches(token.text.upper(), fitting, 2, 0.6)
        if meant:
            return f"Did you mean {' or '.join(meant)}?"
    return _unclosed(every, text)


def listed(words: list[str], most: int = 12) -> str:
    """The words in a row, the rest counted."""
    more = [f"{len(words) - most} others"] if len(words) > most + 1 else []
    shown = [*(words[:most] if more else words), *more]
    return shown[0] if len(shown) == 1 else f"one of {', '.join(shown[:-1])} or {shown[-1]}" if shown else "something else"


def _prefix(every: list[Token], text: str) -> BadQuery | None:
    declared = {after.text[:-1] for word, after in pairwise(every) if word.text.upper() == "PREFIX"}
    known = PREFIXES.keys() | declared
    for before, token in zip([None, *every], every, strict=False):
        prefix = token.text.partition(":")[0]
        if token.kind == "name" and prefix not in known and not (before and before.text.upper() == "PREFIX"):
            meant = get_close_matches(prefix, sorted(known), 1, 0.5)
            hint = f"Did you mean {meant[0]}:? " if meant else ""
            hint += f"Declare it with PREFIX {prefix}: <…>. /prefixes lists those that need no declaration."
            return BadQuery(f"The prefix “{prefix}:” is not declared.", *place(text, token.start), hint)
    return None


def _unclosed(every: list[Token], text: str) -> str | None:
    torn = next((token for token in every if token.kind == "torn"), None)
    if torn is not None:
        return "The string that begins at {}:{} is not closed.".format(*place(text, torn.start))
    waiting = _waiting(every)
    if not waiting:
        return None
    told = "“{}” at {}:{} closes nothing." if waiting[-1].kind == "close" else "“{}” at {}:{} is not closed."
    return told.format(waiting[-1].text, *place(text, waiting[-1].start))


def _waiting(found: list[Token]) -> list[Token]:
    """The brackets that are still open, outermost first; or only the first one that closes nothing."""
    waiting: list[Token] = []
    for token in found:
        if token.kind == "open":
            waiting.append(token)
        elif token.kind == "close":
            if not waiting:
                return [token]
            waiting.pop()
    return waiting


def _sentence(rest: str) -> str:
    """The engine's own message about what is grammatical and yet wrong, in words."""
    if "unbound" in rest:
        return "SELECT names a variable that the pattern does not bind, or that is neither grouped nor aggregated."
    if "IRI parsing" in rest:
        return "An IRI is not valid here: it has a character that none may have, or is relative to nothing."
    if "reported" in rest:
        return "The query is against a rule of SPARQL: perhaps a blank node label in two patterns, or a variable bound twice."
    told = rest.split(", [")[0]
    if _WORDS.search(told):
        return shorten(told, 300)
    tried = [word for word in told.split(", ") if word.isupper()]
    return "The query cannot be read here." + (f" What was tried last is {listed(tried)}." if tried else "")
