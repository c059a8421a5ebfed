"""Model values as the plain JSON that clients see. Every shape of the API is made here once, one noun a file."""

from api.present.acronyms import acronym
from api.present.canvas import excerpt
from api.present.examples import example
from api.present.notes import notes, passage
from api.present.parts import brief, candidate, category, evidence, hit, proof, search, statement
from api.present.problems import problem
from api.present.questions import comparison, paths, value_verdict, verdict
from api.present.related import explanation, hop, ranked_page, related, related_page
from api.present.things import thing
from api.present.vocabulary import kinds, relation, relations, stats

__all__ = [
    "acronym",
    "brief",
    "candidate",
    "category",
    "comparison",
    "evidence",
    "example",
    "excerpt",
    "explanation",
    "hit",
    "hop",
    "kinds",
    "notes",
    "passage",
    "paths",
    "problem",
    "proof",
    "ranked_page",
    "related",
    "related_page",
    "relation",
    "relations",
    "search",
    "statement",
    "stats",
    "thing",
    "value_verdict",
    "verdict",
]
