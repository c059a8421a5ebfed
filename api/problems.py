"""Every sort of problem that an answer may name in `type`: what it means and what to do. The pages at /problems tell it."""

from __future__ import annotations

from dataclasses import dataclass

from graph.errors import UnknownTerm


@dataclass(frozen=True, slots=True)
class Kind:
    """A sort of problem; `status` is the one it usually comes with."""

    title: str
    status: int
    meaning: str
    remedy: str

    @property
    def slug(self) -> str:
        """The last part of its address."""
        return slug(self.title)


def slug(title: str) -> str:
    """The last part of the address of a problem with that title."""
    return "-".join(title.lower().replace("’", "").split())


_TERM = "Pick one of those in `known`, or see {page}."
KINDS: dict[str, Kind] = {
    kind.slug: kind
    for kind in (
        Kind(
            "Unknown name", 404, "Nothing in the graph has that name.", "`candidates` are spelt alike. /search?q= finds by parts of a name."
        ),
        Kind(
            "Ambiguous name",
            409,
            "Several things have that name, such as an acronym with two senses.",
            "Ask for one of `candidates` by its id, as in `id:sqs`.",
        ),
        Kind("Unknown relation", 400, "The vocabulary has no relation, inverse or family of that name.", _TERM.format(page="/relations")),
        Kind("Unknown family", 400, "Relations have no family of that name.", _TERM.format(page="/relations")),
        Kind("Unknown class", 400, "Things have no class of that name.", _TERM.format(page="/types")),
        Kind("Unknown category", 400, "Things have no category of that name.", "Pick one of those in `known`, or see /stats."),
        Kind("Unknown status", 400, "Claims have no status of that name.", "Pick one of those in `known`."),
        Kind("Unknown acronym", 404, "No thing has that acronym.", "`known` are spelt alike. /acronyms lists them all."),
        Kind(
            "Unknown passage",
            404,
            "No passage, correction or clarification has that id.",
            "/notes lists the passages; ids come with every quote.",
        ),
        Kind("Unknown section", 404, "The notes have no section of that id.", "/notes lists the sections."),
        Kind("Unknown file", 404, "There is no file of that format.", _TERM.format(page="/docs")),
        Kind("Unknown problem", 404, "There is no sort of problem of that name.", "/problems lists them all."),
        Kind(
            "Invalid parameters",
            422,
            "A parameter is missing, out of bounds or not of its type.",
            "`errors` says which one and what it takes.",
        ),
        Kind("Bad request", 400, "The request cannot be answered as it was asked.", "`detail` says what to change."),
        Kind("Not found", 404, "There is no page at that address.", "/docs lists the routes."),
        Kind(
            "Method not allowed",
            405,
            "The address exists, but does not take that method.",
            "Use a method named in the header `Allow`; almost everything is GET.",
        ),
        Kind("Not acceptable", 406, "None of the types in `Accept` can be given.", "Ask for one of `known`, or leave the header out."),
        Kind("Too large", 413, "The body is larger than what is read.", "Send less; `detail` gives the bound."),
        Kind("URI too long", 414, "The address is longer than what is read.", "Say less in the address; `detail` gives the bound."),
        Kind(
            "Unsupported media type", 415, "The body is of a type that is not read here.", "The header `Accept-Post` names those that are."
        ),
        Kind("Bad query", 400, "The SPARQL query does not parse.", "`line`, `column` and `hint` say where and what helps."),
        Kind(
            "Refused query",
            403,
            "The query asks for what visitors may not do: updates, SERVICE, LOAD, graphs that are not held.",
            "Read only what is here; download the data at /export.trig to do more.",
        ),
        Kind("Query too large", 413, "The query is longer, or nested deeper, than what is read.", "Send a shorter query."),
        Kind(
            "Answer too large",
            422,
            "The answer to the query would be larger than what is sent.",
            "Ask for less: a LIMIT with OFFSET, fewer variables, a more specific pattern.",
        ),
        Kind(
            "Query timeout",
            503,
            "The query took longer than its time bound and was stopped.",
            "Ask for less: a LIMIT, a more specific pattern, no unconnected patterns.",
        ),
        Kind(
            "Store trouble",
            502,
            "The SPARQL store behind this server did not answer as it should.",
            "Try again after the time that `Retry-After` gives; if it stays, whoever runs the server has to look after the store.",
        ),
        Kind("Busy", 503, "More is being asked at once than can be answered.", "Try again after the time that `Retry-After` gives."),
        Kind(
            "Internal error", 500, "Something went wrong on our side.", "Try again; if it stays, report it with the time and the address."
        ),
        Kind("Error", 500, "The request failed in a way that has no page of its own.", "`detail` says more."),
    )
}


def kind(name: str) -> Kind:
    """A sort of problem by the last part of its address. Raises UnknownTerm."""
    if name not in KINDS:
        raise UnknownTerm("problem", name, sorted(KINDS))
    return KINDS[name]
