"""Pages to read about everything that has an IRI: they need no script, and each says where the same is to be had as data."""

from api.readable.listing import dataset, everything, example, examples, lost
from api.readable.resources import resource
from api.readable.thing import thing
from api.readable.vocabulary import vocabulary

__all__ = ["dataset", "everything", "example", "examples", "lost", "resource", "thing", "vocabulary"]
