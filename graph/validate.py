"""Whether the ontology is as it must be: terms and things known, names unique, evidence whole, shapes and checks kept.

Every problem names file and line. `check` is what `fanout check` runs; it goes on as far as it can and returns all it found.
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad, Store

from graph import examples, shapes
from graph.build import build
from graph.coverage import coverage_problems
from graph.errors import BuildError
from graph.model import Problem
from graph.namespaces import BASE, FO, OWL, PREFIXES, RDF, SKOS, compact, rebased
from graph.sources import default_root, is_default, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from importlib.resources.abc import Traversable

    from graph.sources import SourceFile, Sources

DOUBTED = (FO.Outdated, FO.Wrong, FO.Vague)
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def check(root: Traversable | None = None, progress: Callable[[str], None] = lambda _: None) -> list[Problem]:
    """Every problem of an ontology, errors first, in the order of files and lines."""
    root = root or default_root()
    sources = read(root)
    problems: list[Problem] = []
    progress("checking terms, things and evidence")
    quads = [quad for file in sources.files.values() for quad in file.quads]
    described = {quad.subject for quad in quads if quad.predicate == RDF.type}
    turned = {quad.subject for quad in quads if quad.predicate == RDF.type and quad.object == FO.InverseRelation}
    inverses = {q.subject: q.object for q in quads if q.predicate == OWL.inverseOf and q.subject in turned}
    for file in sources.files.values():
        problems.extend(_terms(sources, file, described, inverses))
        problems.extend(_evidence(sources, file))
    problems.extend(_names(sources))
    problems.extend(examples.problems(sources))
    try:
        quads = build(sources, progress)
    except BuildError as error:
        return _sorted([*problems, *error.problems])
    progress("running the checks")
    problems.extend(_queries(root, sources, quads))
    progress("validating the shapes")
    problems.extend(shapes.problems(root, sources, quads))
    problems.extend(coverage_problems(sources))
    return _sorted(problems)


def _sorted(problems: list[Problem]) -> list[Problem]:
    return sorted(set(problems), key=lambda p: (p.level, p.file, p.line, p.message))


def _terms(sources: Sources, file: SourceFile, described: set[NamedNode], inverses: dict[NamedNode, NamedNode]) -> Iterator[Problem]:
    """Undeclared terms, unknown things, inverses written by hand, blank nodes, slugs."""
    seen: set[tuple[object, object]] = set()
    for quad in file.quads:
        block = quad.subject if is_default(quad) else quad.graph_name
        for term in (quad.subject, quad.predicate, quad.object):
            if not isinstance(term, NamedNode):
                if not isinstance(term, Literal):
                    yield sources.problem(file, (block,), "a blank node.", "Give it an IRI: every statement must be quotable.")
                continue
            if (block, term) in seen:
                continue
            seen.add((block, term))
            yield from _term(sources, file, block, term, described)
        if quad.predicate in inverses and file.path != "vocabulary.ttl":
            primary = compact(inverses[quad.predicate].value)
            yield sources.problem(
                file,
                (block, quad.predicate),
                f"{compact(quad.predicate.value)} is an inverse; the build implies it.",
                f"Write it with {primary}, turned round.",
            )


def _term(sources: Sources, file: SourceFile, block: NamedNode, term: NamedNode, described: set[NamedNode]) -> Iterator[Problem]:
    name = compact(term.value)
    if term.value.startswith(PREFIXES["fo"]) and term not in described:
        near = _nearest(name, described)
        yield sources.problem(
            file, (block, term), f"{name} is not declared in the vocabulary.", f"{near}Declare it in ontology/vocabulary.ttl."
        )
    elif term.value.startswith(PREFIXES["id"]):
        if term not in described:
            near = _nearest(name, described)
            yield sources.problem(file, (block, term), f"{name} is an unknown thing.", f"{near}Describe it in ontology/things/.")
        elif not SLUG.fullmatch(term.value.removeprefix(PREFIXES["id"])):
            yield sources.problem(file, (block, term), f"{name} is not a slug.", "Use lower-case letters, digits and single hyphens.")


def _nearest(name: str, described: set[NamedNode]) -> str:
    close = difflib.get_close_matches(name, [compact(node.value) for node in described], n=1)
    return f"Did you mean {close[0]}? " if close else ""


def _evidence(sources: Sources, file: SourceFile) -> Iterator[Problem]:
    """Each claim's graph is described, each passage claims something, each doubt has its correction."""
    if not file.path.startswith("claims/"):
        return
    graphs = {quad.graph_name for quad in file.quads if not is_default(quad)}
    values = defaultdict(list)
    for quad in file.quads:
        if is_default(quad):
            values[quad.subject, quad.predicate].append(quad.object)
    described = {subject for subject, predicate in values if predicate == RDF.type}
    for graph in graphs - described:
        yield sources.problem(
            file,
            (graph,),
            f"the graph {compact(graph.value)} is not described.",
            "Add its passage: a fo:Passage with fo:section and oa:exact.",
        )
    for subject in described:
        kinds = values[subject, RDF.type]
        name = compact(subject.value)
        status = (values[subject, FO.status] or [FO.Stated])[0]
        if FO.Passage in kinds and subject not in graphs and status != FO.Vague:
            yield sources.problem(file, (subject,), f"the passage {name} claims nothing.", "Give it claims, or make it fo:Furniture.")
        if FO.Furniture in kinds and subject in graphs:
            yield sources.problem(file, (subject,), f"the furniture {name} has claims.", "Make it a fo:Passage.")
        corrections = values[subject, FO.correctedBy]
        if status in DOUBTED and not corrections:
            yield sources.problem(
                file,
                (subject, "fo:status"),
                f"{name} is {compact(status.value)} but not corrected.",
                "Add fo:correctedBy and the correction.",
            )
        for correction in corrections:
            if FO.Correction not in values[correction, RDF.type]:
                yield sources.problem(
                    file,
                    (subject, correction),
                    f"the correction {compact(correction.value)} is not described.",
                    "Add it with reason, date and basis.",
                )
            elif correction not in graphs and status != FO.Vague:
                yield sources.problem(
                    file, (correction,), f"the correction {compact(correction.value)} claims nothing.", "Say in its graph what is true."
                )


def _names(sources: Sources) -> Iterator[Problem]:
    """No two things with one preferred label; no label that is preferred here and an other name there; none twice on one thing."""
    preferred: dict[tuple[str, str | None], tuple[NamedNode, SourceFile]] = {}
    defined: dict[NamedNode, SourceFile] = {}
    for file in sources.files.values():
        if not file.path.startswith("things/"):
            continue
        for quad in file.quads:
            if quad.predicate == RDF.type:
                if quad.subject in defined:
                    yield sources.problem(
                        file,
                        (quad.subject,),
                        f"{compact(quad.subject.value)} is described in {defined[quad.subject].path} already.",
                        "Keep one of the two.",
                    )
                defined[quad.subject] = file
            if quad.predicate == SKOS.prefLabel:
                key = (quad.object.value.casefold(), quad.object.language)
                if key in preferred and preferred[key][0] != quad.subject:
                    other = compact(preferred[key][0].value)
                    yield sources.problem(
                        file,
                        (quad.subject, "skos:prefLabel"),
                        f"{compact(quad.subject.value)} has the preferred label “{quad.object.value}” of {other}.",
                        "Merge the two things, or name them apart.",
                    )
                preferred[key] = (quad.subject, file)


def _queries(root: Traversable, sources: Sources, quads: list[Quad]) -> Iterator[Problem]:
    """Each `checks/*.rq` returns one row a problem: ?focus, and ?detail where it has more to say."""
    store = Store()
    store.extend(quads)
    for entry in sorted(root.joinpath("checks").iterdir(), key=lambda e: e.name):
        if not entry.name.endswith(".rq"):
            continue
        text = rebased(entry.read_text(encoding="utf-8"))
        header = dict(re.findall(r"^# (problem|why|fix|level): (.+)$", text, re.MULTILINE))
        rows = store.query(text, base_iri=BASE)
        detailed = any(variable.value == "detail" for variable in rows.variables)
        for row in rows:
            focus = row["focus"]
            message = header["problem"].replace("{focus}", compact(focus.value))
            if detailed and row["detail"] is not None:
                message = message.replace("{detail}", compact(row["detail"].value))
            file = sources.defining(focus) or sources.files["vocabulary.ttl"]
            yield sources.problem(file, (focus,), message, header["fix"], header["level"])
