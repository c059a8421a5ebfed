"""The shapes of the answers, for the OpenAPI document. Tests hold every real answer against them."""

from api.schemas.examples import ExampleQueries
from api.schemas.forms import QuestionForms
from api.schemas.notes import NotesReading, PassageDetails
from api.schemas.parts import ProblemDetails, answers
from api.schemas.questions import CompareResult, Paths, Verdict
from api.schemas.things import Health, RelatedThings, Resolved, SearchResults, ThingDetails, ThingList

__all__ = [
    "CompareResult",
    "ExampleQueries",
    "Health",
    "NotesReading",
    "PassageDetails",
    "Paths",
    "ProblemDetails",
    "QuestionForms",
    "RelatedThings",
    "Resolved",
    "SearchResults",
    "ThingDetails",
    "ThingList",
    "Verdict",
    "answers",
]
