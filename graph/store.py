"""The knowledge graph as one object: open it, ask it. What the API, the command line and notebooks use.

>>> from graph.store import KnowledgeGraph
>>> kg = KnowledgeGraph.open()
>>> kg.resolve("route.53").thing.label
'Amazon Route 53'
"""

from __future__ import annotations

from collections import defaultdict
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from platformdirs import user_cache_path

from graph import build, conversions, kept, sentences
from graph.answers.acronyms import Acronyms
from graph.context import context
from graph.documents import Documents
from graph.errors import UnknownTerm
from graph.examples import Example, examples
from graph.filters import EVERYTHING, Filter, passes
from graph.jsonld import Compactor
from graph.load import Content, load
from graph.names import Names
from graph.network import Network, Ranking, surveyed
from graph.paths import Guide, best_paths
from graph.sizes import Sizes, sizes
from graph.sparql.embedded import Embedded
from graph.sparql.query import Answer, Query
from graph.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from importlib.resources.abc import Traversable
    from pathlib import Path

    import networkx as nx
    from pyoxigraph import Triple
    from rdflib import Dataset

    from graph.model import Evidence, Match, NameClaim, Relation, RelationType, Statement, Thing
    from graph.model import Path as WayPath
    from graph.sparql.engine import Engine
    from graph.sparql.limits import Limits


T = TypeVar("T")


class KnowledgeGraph:
    """A built dataset, opened. Immutable; every answer is the same for everyone and every time."""

    def __init__(self, engine: Engine, content: Content | None = None) -> None:
        """Read the whole content out of an engine that holds a built dataset, unless it is given."""
        self.engine = engine
        self.content: Content = content or load(engine)
        self.network = Network.of(self.content)
        self.names = Names(self.content.things.values(), {thing: float(n) for thing, n in self.network.degree.items()})

    @classmethod
    def open(
        cls,
        ontology: Traversable | None = None,
        cache: Path | None = None,
        progress: Callable[[str], None] = lambda _: None,
        limits: Limits | None = None,
    ) -> KnowledgeGraph:
        """Open the graph of an ontology folder (ours by default), building it first unless the cache holds it. Raises BuildError."""
        dataset = build.ensure(cache or user_cache_path("fanout"), ontology, progress)
        engine = Embedded.of(dataset, limits)
        return cls(engine, kept.content(dataset, lambda: surveyed(load(engine))))

    @property
    def digest(self) -> str:
        """A short name of the data: equal digest, equal answers."""
        return self.engine.digest

    # --- names

    def resolve(self, name: str) -> Match:
        """The one thing that a name, id, CURIE or IRI means. Raises AmbiguousName, UnknownName."""
        return self.names.resolve(name)

    def search(self, text: str, limit: int = 10) -> list[Match]:
        """Things by what has been typed so far, best first."""
        return self.names.search(text, limit)

    def thing(self, name: str) -> Thing:
        """The thing that a name means. Raises AmbiguousName, UnknownName."""
        return self.resolve(name).thing

    def label(self, ident: str) -> str:
        """The preferred label of a thing, category or section by its id; the id itself where there is none."""
        content = self.content
        if ident in content.things:
            return content.things[ident].label
        return content.categories[ident].label if ident in content.categories else ident

    # --- relations

    def related(self, name: str, depth: int = 1, only: Filter = EVERYTHING) -> Ranking:
        """What is related to a thing, best first, with the hops that say why, and whether that is all of it. Raises AmbiguousName, UnknownName, UnknownTerm."""
        found = self.network.related(self.thing(name).id, depth, passes(only, self.terms, self.content.types))
        passed = self._among(only.kinds, only.categories)
        kept = (r for r in found if passed(self.content.things[r.thing]))
        return Ranking(sorted(kept, key=lambda r: (-r.score.value, self.label(r.thing))), found.complete)

    def _among(self, kinds: Iterable[str], categories: Iterable[str]) -> Callable[[Thing], bool]:
        """Whether a thing is of these classes and categories; an empty filter lets all pass. Raises UnknownTerm."""
        wanted, regions = {self.terms.kind(kind) for kind in kinds}, {self.terms.category(category) for category in categories}
        return lambda thing: (not wanted or thing.kind in wanted) and (not regions or thing.category in regions)

    def things(self, kinds: Iterable[str] = (), categories: Iterable[str] = ()) -> list[Thing]:
        """The things of these classes and categories, by label; an empty filter lets all pass. Raises UnknownTerm."""
        found = filter(self._among(kinds, categories), self.content.things.values())
        return sorted(found, key=lambda thing: (thing.label.casefold(), thing.id))

    def paths(self, start: str, end: str, k: int = 3, avoid: Iterable[str] = (), without: Iterable[str] = ()) -> list[WayPath]:
        """The k best connections of two things, not over the relations to `avoid` nor by the things to go `without` (any names of them).

        Empty where nothing explains a connection. Raises AmbiguousName, UnknownName, UnknownTerm.
        """
        first, last = self.thing(start).id, self.thing(end).id
        shunned = {relation for word in avoid for relation in self.terms.relation(word).relations}
        closed = {self.thing(name).id for name in without} - {first, last}
        return best_paths(self.network, self._guide, first, last, k, lambda hop: hop.relation.type not in shunned and hop.end not in closed)

    @cached_property
    def _guide(self) -> Guide:
        content = self.content
        generic = {thing.id for thing in content.things.values() if thing.kind in content.generic}
        return Guide({name: kind.explains for name, kind in content.types.items()}, generic)

    @cached_property
    def terms(self) -> Terms:
        """The words of the vocabulary: relations, families and classes as people type them."""
        return Terms(self.content)

    def relation_type(self, word: str) -> RelationType:
        """The one relation that a word means, read from either end. Raises UnknownTerm, for a whole family as well."""
        meaning = self.terms.relation(word)
        if meaning.family:
            raise UnknownTerm("relation", word, sorted(meaning.relations))
        return self.content.types[next(iter(meaning.relations))]

    def sentence(self, relation: Relation, start: str | None = None) -> str:
        """A relation in English, told from its subject, or from its object where `start` is that."""
        kind = self.content.types[relation.type]
        template = kind.inverse_sentence if start == relation.object and start != relation.subject else kind.sentence
        return sentences.relation(template, self.label(relation.subject), self.label(relation.object))

    # --- everything about one thing

    @cached_property
    def _relations_of(self) -> dict[str, list[Relation]]:
        return grouped((end, r) for r in self.content.relations for end in dict.fromkeys((r.subject, r.object)))

    def relations_of(self, ident: str) -> list[Relation]:
        """All relations of a thing by its id, those that are not believed included."""
        return self._relations_of.get(ident, [])

    @cached_property
    def claims_by_relation(self) -> dict[str, list[Relation]]:
        """The believed relations by their type."""
        return grouped((r.type, r) for r in self.content.relations if r.believed)

    @cached_property
    def acronyms(self) -> Acronyms:
        """Acronyms and what they stand for."""
        return Acronyms(self)

    @cached_property
    def _statements_of(self) -> dict[str, list[Statement]]:
        return grouped((ident, s) for s in self.content.statements for ident in s.about)

    def statements_of(self, ident: str) -> list[Statement]:
        """Limits, rules, comparisons, lists, roles, flows and steps that a thing takes part in."""
        return self._statements_of.get(ident, [])

    @cached_property
    def _names_of(self) -> dict[str, list[NameClaim]]:
        return grouped((claim.thing, claim) for claim in self.content.name_claims)

    def name_claims_of(self, ident: str) -> list[NameClaim]:
        """What passages and corrections say a thing is called."""
        return self._names_of.get(ident, [])

    @cached_property
    def _claims_of(self) -> dict[str, list[Relation | Statement | NameClaim]]:
        claims: list[Relation | Statement | NameClaim] = [*self.content.relations, *self.content.statements, *self.content.name_claims]
        return grouped((item.id, claim) for claim in claims for item in claim.evidence)

    def claims_of(self, ident: str) -> list[Relation | Statement | NameClaim]:
        """What a passage, correction or clarification claims, by its id."""
        return self._claims_of.get(ident, [])

    def covered_by(self, ident: str) -> list[str]:
        """Ids of the things that a passage lists as subjects of its section."""
        return [thing for _, thing, graph in self.content.covers if graph == ident and thing in self.content.things]

    def evidence(self, ident: str) -> Evidence:
        """A passage, correction or clarification by its id. Raises UnknownTerm."""
        try:
            return self.content.evidence[ident]
        except KeyError:
            alike = get_close_matches(ident, self.content.evidence, n=1, cutoff=0.8)
            raise UnknownTerm("passage", ident, meant=alike[0] if alike else None) from None

    # --- SPARQL and other libraries

    @cached_property
    def examples(self) -> list[Example]:
        """Example queries that teach the data, in the order of their groups."""
        return examples(self.engine)

    @cached_property
    def documents(self) -> Documents:
        """What is known of each resource, as linked data."""
        return Documents(self.engine)

    @cached_property
    def context(self) -> dict[str, Any]:
        """The JSON-LD context of the data."""
        return context(self.engine)

    def compacted(self, triples: Iterable[Triple]) -> dict[str, Any]:
        """Triples as compact JSON-LD, with the part of the context that they need."""
        return Compactor(self.context).document(triples)

    @cached_property
    def sizes(self) -> Sizes:
        """How many triples the default graph and each named graph hold."""
        return sizes(self.engine)

    def query(self, text: str, accept: tuple[str, ...] = (), seconds: float = 5.0) -> Answer:
        """Answer a SPARQL query as bytes in the first format of `accept` that fits. Raises BadQuery, RefusedQuery, QueryTimeout, UnknownTerm."""
        return self.engine.answer(Query(text, accept), seconds)

    def to_networkx(self, answers: Iterable[conversions.Answer] | None = None) -> nx.MultiDiGraph[str]:
        """The believed relations, or those of some answers, as a networkx graph of the things' ids: an edge a claim, keyed by relation.

        Things carry label, type, category, iri, definition, x and y; edges relation, family, sentence, evidence (how many) and quote.
        """
        return conversions.to_networkx(self, answers)

    def to_rdflib(self, answers: Iterable[conversions.Answer] | None = None) -> Dataset:
        """The whole dataset (takes seconds), or the relations of some answers with their passages, as an rdflib Dataset.

        Each passage is a named graph that holds its claims; queries see all of them together.
        """
        return conversions.to_rdflib(self, answers)

    def show(self, answers: Iterable[conversions.Answer]) -> conversions.Shown:
        """Answers as a table with sentences and quotes, which a notebook shows as such."""
        return conversions.show(self, answers)

    def close(self) -> None:
        """Give back the engine's processes and connections."""
        self.engine.close()


def grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    """The second of each pair, listed under the first, in order."""
    found: dict[str, list[T]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found
