"""Model values as the plain JSON that clients see. Every shape of the API is made here once, one noun a file."""

from api.present.examples import example
from api.present.notes import notes, passage
from api.present.parts import brief, candidate, category, evidence, hit, proof, statement
from api.present.questions import paths
from api.present.related import hop, related
from api.present.things import thing

__all__ = [
    "brief",
    "candidate",
    "category",
    "evidence",
    "example",
    "hit",
    "hop",
    "notes",
    "passage",
    "paths",
    "proof",
    "related",
    "statement",
    "thing",
]
