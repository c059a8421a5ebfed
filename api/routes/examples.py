"""Example queries that teach the data."""

from __future__ import annotations

from fastapi import APIRouter

from api import present, schemas
from api.deps import Graph
from api.responses import Json

router = APIRouter(tags=["sparql"])


@router.get("/examples", responses=schemas.answers(schemas.ExampleQueries))
def examples(kg: Graph) -> Json:
    """Questions to the data as sentences, as SPARQL and as REST calls, in groups from first steps to graphs."""
    return Json({"total": len(kg.examples), "examples": [present.example(found) for found in kg.examples]})
