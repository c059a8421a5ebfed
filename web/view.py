"""A view of the graph as pages, through pyvis: the explorer and the stand-alone file. The only module that imports pyvis.

pyvis holds the nodes, edges and options and renders our own templates; its stock page is never used (it asks a CDN,
lays out in the browser, and has five ways to inject a script).
"""

from __future__ import annotations

import base64
import bz2
import hashlib
import json
from dataclasses import dataclass, field
from importlib.resources import as_file, files
from typing import Any

from markupsafe import Markup
from pyvis.network import Network  # type: ignore[import-untyped]

import web

OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "nodes": {"shape": "dot", "borderWidth": 0, "font": {"size": 0}, "chosen": False},
    "edges": {"smooth": False, "width": 1.5, "arrows": {"to": {"enabled": True, "scaleFactor": 0.5}}, "chosen": False, "font": {"size": 0}},
    "interaction": {"hover": True, "keyboard": False, "multiselect": False, "tooltipDelay": 200, "selectConnectedEdges": False},
}
NODE_KEYS = ("label", "type", "category", "x", "y", "degree", "acronym")
EDGE_KEYS = ("id", "relation", "family", "status")
COLUMNS = {"nodes": ("id", *NODE_KEYS), "edges": ("from", "to", "relation", "status")}
"""What the page is sent, as rows: an edge's ends are places in the list of nodes; its id and family follow from the rest."""


@dataclass(frozen=True)
class View:
    """What a page draws: plain dicts, positions in map units with y downwards.

    A node has id, label, type, category, x, y, degree, acronym; an edge id, from, to, relation, family, status. Categories,
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
    net = Network(directed=True)
    net.options = dict(OPTIONS)
    net.add_nodes([node["id"] for node in view.nodes])
    known = {node["id"]: node for node in net.nodes}
    for node in view.nodes:
        known[node["id"]].update({key: node[key] for key in NODE_KEYS})
    # one by one, add_edge looks through all nodes and edges each time: seconds at a few thousand
    net.edges = [{"from": edge["from"], "to": edge["to"], **{key: edge[key] for key in EDGE_KEYS}} for edge in view.edges]
    return net


def explorer(view: View, *, title: str, version: str) -> str:
    """The explorer page: data in an inert block, script and style as files of ours."""
    scripts = (files(web) / "static" / "js").iterdir()
    modules = sorted(file.name for file in scripts if file.name.endswith(".js") and file.name not in ("main.js", "docs.js"))
    return _render(view, "explorer.html", title=title, version=version, modules=modules)


def snapshot(view: View, *, title: str, version: str) -> str:
    """One file with everything in it, which opens from disk without network and runs only its own script (by hash).

    What the file carries besides the graph is `view.meta["carried"]`; all of it is packed as bzip2 in base64, a third of what JSON takes.
    """
    static = files(web) / "static"
    script = (static / "vendor" / "snapshot.js").read_text(encoding="utf-8").replace("</script", "<\\/script").strip()
    style = (static / "style.css").read_text(encoding="utf-8").strip()
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; img-src data: blob:; base-uri 'none'; "
        "form-action 'none'; require-trusted-types-for 'script'"
    )
    return _render(view, "snapshot.html", title=title, version=version, script=Markup(script), style=Markup(style), policy=policy, pack=pack)


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _table(net: Network) -> dict[str, Any]:
    """The network's nodes and edges as columns and rows, a third of the size that objects have."""
    place = {node["id"]: index for index, node in enumerate(net.nodes)}
    nodes = [[node[key] for key in COLUMNS["nodes"]] for node in net.nodes]
    edges = [[place[edge["from"]], place[edge["to"]], edge["relation"], edge["status"]] for edge in net.edges]
    return {"columns": COLUMNS, "nodes": nodes, "edges": edges}


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
        net.templateEnv.globals.update(graph=_table(net), legends=legends, settings=net.options, **values)
        return str(net.generate_html(name=template))


def pack(data: dict[str, Any]) -> str:
    """Data as JSON, compressed with bzip2 (a quarter less than gzip for words), in base64. `web/static/js/packed.js` unpacks it."""
    graph = data["graph"]
    nodes = [[*row[:4], round(row[4]), round(row[5])] for row in graph["nodes"]]  # degree and acronym follow from the rest
    edges = [[edge[0] - before[0], *edge[1:]] for edge, before in zip(graph["edges"], [[0], *graph["edges"]], strict=False)]
    packed = {**data, "graph": {**graph, "nodes": _columns(nodes), "edges": _columns(edges)}}
    text = json.dumps(packed, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(bz2.compress(text.encode())).decode()


def _columns(rows: list[list[Any]]) -> list[list[Any]]:
    """Rows as columns: like stands beside like. Where most values repeat, a column is its different values and places among them."""
    found: list[list[Any]] = []
    for column in map(list, zip(*rows, strict=True)):
        kinds = list(dict.fromkeys(column))
        few = len(kinds) < 100 and all(isinstance(value, str) for value in kinds)
        found.append([kinds, [kinds.index(value) for value in column]] if few else [None, column])
    return found
