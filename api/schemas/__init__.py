"""The shapes of the answers, for the OpenAPI document. Tests hold every real answer against them."""

from api.schemas.acronyms import AcronymList, AcronymSenses
from api.schemas.canvas import GraphExcerpt
from api.schemas.examples import ExampleQueries
from api.schemas.forms import QuestionForms
from api.schemas.notes import NotesReading, PassageDetails
from api.schemas.parts import ProblemDetails
from api.schemas.problems import ProblemMeaning, ProblemMeanings
from api.schemas.questions import CompareResult, Paths, Verdict
from api.schemas.things import Health, RelatedThings, Resolved, ScoreExplanation, SearchResults, ThingDetails, ThingList
from api.schemas.vocabulary import KindMeanings, RelationMeaning, RelationMeanings, Stats

__all__ = [
    "AcronymList",
    "AcronymSenses",
    "CompareResult",
    "ExampleQueries",
    "GraphExcerpt",
    "Health",
    "KindMeanings",
    "NotesReading",
    "PassageDetails",
    "Paths",
    "ProblemDetails",
    "ProblemMeaning",
    "ProblemMeanings",
    "QuestionForms",
    "RelatedThings",
    "RelationMeaning",
    "RelationMeanings",
    "Resolved",
    "ScoreExplanation",
    "SearchResults",
    "Stats",
    "ThingDetails",
    "ThingList",
    "Verdict",
]
