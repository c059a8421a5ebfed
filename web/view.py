"""A view of the graph as pages, through pyvis: the explorer and the stand-alone file. The only module that imports pyvis.

pyvis holds the nodes, edges and options and renders our own templates; its stock page is never used (it asks a CDN,
lays out in the browser, and has five ways to inject a script).
"""

from __future__ import annotations

import base64
import bz2
import hashlib
import json
import re
from dataclasses import dataclass, field, replace
from importlib.resources import as_file, files
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

import web

if TYPE_CHECKING:
    from pyvis.network import Network  # type: ignore[import-untyped]

OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "nodes": {"shape": "dot", "borderWidth": 0, "font": {"size": 0}, "chosen": False},
    "edges": {"smooth": False, "width": 1.5, "arrows": {"to": {"enabled": True, "scaleFactor": 0.5}}, "chosen": False, "font": {"size": 0}},
    "interaction": {"hover": True, "keyboard": False, "multiselect": False, "tooltipDelay": 200, "selectConnectedEdges": False},
}
NODE_KEYS = ("label", "type", "category", "x", "y", "degree", "acronym", "expansion")
CAPITAL = "\x01"
EDGE_KEYS = ("id", "relation", "family", "status")


@dataclass(frozen=True)
class View:
    """What a page draws: plain dicts, positions in map units with y downwards.

    A node has id, label, type, category, x, y, degree and, where there is one, acronym and its expansion; an edge id, from, to, relation, family, status. Categories,
    types, families and relations are the legends; `meta` holds what else the page's script needs.
    """

    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    categories: list[dict[str, Any]] = field(default_factory=list)
    types: list[dict[str, Any]] = field(default_factory=list)
    families: list[dict[str, Any]] = field(default_factory=list)
    relations: list[dict[str, Any]] = field(default_factory=list)
    meta: dict[str, Any] = field(default_factory=dict)


def network(view: View) -> Network:
    """The view as a pyvis network: directed, because an undirected one drops every further relation of a pair."""
    from pyvis.network import Network  # brings IPython; a server that is asked for data only does without

    net = Network(directed=True)
    net.options = dict(OPTIONS)
    net.add_nodes([node["id"] for node in view.nodes])
    known = {node["id"]: node for node in net.nodes}
    for node in view.nodes:
        known[node["id"]].update({key: node.get(key) for key in NODE_KEYS})
    # one by one, add_edge looks through all nodes and edges each time: seconds at a few thousand
    net.edges = [{"from": edge["from"], "to": edge["to"], **{key: edge[key] for key in EDGE_KEYS}} for edge in view.edges]
    return net


def explorer(view: View, *, title: str, version: str) -> str:
    """The explorer page: data in an inert block, script and style as files of ours."""
    return _render(view, "explorer.html", title=title, version=version, script=_script())


def _script() -> str:
    """The page's script: one bundle with what it needs; our own modules where they were edited since the bundle was made."""
    static = files(web) / "static"
    total = hashlib.sha256()
    for file in sorted((static / "js").iterdir(), key=lambda one: one.name):
        if file.name.endswith(".js"):
            total.update(file.read_bytes())
    made_from = static / "vendor" / "explorer.sha256"
    fresh = made_from.is_file() and made_from.read_text(encoding="ascii") == total.hexdigest()
    return "vendor/explorer.js" if fresh else "js/main.js"


def snapshot(view: View, *, title: str, version: str) -> str:
    """One file with everything in it, which opens from disk without network and runs only its own script (by hash).

    What the file carries besides the graph is `view.meta["carried"]`. Data and script are packed as bzip2 in base64; a small loader unpacks both.
    """
    static = files(web) / "static"
    parts = ("loader.js", "snapshot.js", "snapshot.css")
    loader, code, style = ((static / "vendor" / name).read_text(encoding="utf-8").strip() for name in parts)
    policy = (
        f"default-src 'none'; script-src '{_hash(loader)}' '{_hash(code)}'; style-src '{_hash(style)}'; img-src data: blob:; base-uri 'none'; "
        "form-action 'none'; require-trusted-types-for 'script'; trusted-types fanout"
    )
    inlined = {"loader": Markup(loader), "style": Markup(style), "code": pack(code), "policy": policy}
    return _render(view, "snapshot.html", title=title, version=version, pack_data=lambda data: pack(_json(data)), **inlined)


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _table(net: Network, view: View) -> dict[str, Any]:
    """The network as columns, a quarter of the size that objects have and quicker to read.

    Types, categories and relations are places in their legends, a node's place the distance from the middle of its category, an edge's
    ends places in the list of nodes, its start the distance from the edge before. What follows from the rest is left out: an id that its label tells, degree, family, the
    status of what is simply stated. `readData` in data.js is the other half.
    """
    of = {name: {one["id"]: at for at, one in enumerate(getattr(view, name))} for name in ("types", "categories", "relations")}
    nodes, edges = net.nodes, net.edges
    place = {node["id"]: at for at, node in enumerate(nodes)}
    starts = [0, *(place[edge["from"]] for edge in edges)]
    middles = _middles(nodes, of["categories"])
    away = [(round(node["x"]) - x, round(node["y"]) - y) for node in nodes for x, y in [middles[of["categories"][node["category"]]]]]
    return {
        "nodes": {
            "id": [None if slug(node["label"]) == node["id"] else node["id"] for node in nodes],
            "label": [node["label"] for node in nodes],
            "type": [of["types"][node["type"]] for node in nodes],
            "category": [of["categories"][node["category"]] for node in nodes],
            "middle": middles,
            "x": [x for x, _ in away],
            "y": [y for _, y in away],
            "acronym": [node["acronym"] for node in nodes],
            "expansion": [node["expansion"] for node in nodes],
        },
        "edges": {
            "from": [start - before for before, start in pairwise(starts)],
            "to": [place[edge["to"]] for edge in edges],
            "relation": [of["relations"][edge["relation"]] for edge in edges],
            "status": {at: edge["status"] for at, edge in enumerate(edges) if edge["status"] != "stated"},
        },
    }


def _middles(nodes: list[dict[str, Any]], categories: dict[str, int]) -> list[tuple[int, int]]:
    """The middle of the nodes of each category, in the order of the legend; (0, 0) for one without nodes."""
    members: list[list[dict[str, Any]]] = [[] for _ in categories]
    for node in nodes:
        members[categories[node["category"]]].append(node)
    return [(round(sum(n["x"] for n in of) / (len(of) or 1)), round(sum(n["y"] for n in of) / (len(of) or 1))) for of in members]


def arranged(view: View) -> View:
    """The view with its nodes by category and class, its edges by start and relation: like beside like, which packs well."""
    of = {name: {one["id"]: at for at, one in enumerate(getattr(view, name))} for name in ("categories", "relations")}
    nodes = sorted(view.nodes, key=lambda node: (of["categories"][node["category"]], node["type"], node["id"]))
    place = {node["id"]: at for at, node in enumerate(nodes)}
    edges = sorted(view.edges, key=lambda edge: (place[edge["from"]], of["relations"][edge["relation"]], place[edge["to"]]))
    return replace(view, nodes=nodes, edges=edges)


def slug(label: str) -> str:
    """The id that most things have by their label: lower case, hyphens, without the maker's name."""
    return re.sub("[^a-z0-9]+", "-", re.sub("^(Amazon|AWS) ", "", label).lower()).strip("-")


def _render(view: View, template: str, **values: Any) -> str:
    net = network(view)
    with as_file(files(web) / "templates") as folder:
        net.set_template_dir(str(folder), template)
        net.templateEnv.autoescape = True
        legends = {
            "categories": view.categories,
            "types": view.types,
            "families": view.families,
            "relations": view.relations,
            "meta": view.meta,
        }
        net.templateEnv.globals.update(graph=_table(net, view), legends=legends, settings=net.options, **values)
        return str(net.generate_html(name=template))


def pack(text: str) -> str:
    """Text compressed with bzip2 (a quarter less than gzip for words), in base64; `web/static/js/alone/loader.js` unpacks it.

    A capital goes as a mark and the small letter, so that words are the same wherever they stand: a hundredth less.
    """
    assert CAPITAL not in text
    small = re.sub("[A-Z]", lambda found: CAPITAL + found[0].lower(), text)
    return base64.b64encode(bz2.compress(small.encode())).decode()


def _json(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
