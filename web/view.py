"""A view of the graph as pages, through pyvis: the explorer and the stand-alone file. The only module that imports pyvis.

pyvis holds the nodes, edges and options and renders our own templates; its stock page is never used (it asks a CDN,
lays out in the browser, and has five ways to inject a script).
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field, replace
from importlib.resources import as_file, files
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
    from pyvis.network import Network  # brings IPython; a server that is asked for data only does without

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
    """One file with everything in it, which opens from disk without network and runs only its own script (by hash)."""
    view = replace(view, meta={**view.meta, **_carried(view.meta.get("details", {}))})
    static = files(web) / "static"
    script = (static / "vendor" / "snapshot.js").read_text(encoding="utf-8").replace("</script", "<\\/script").strip()
    style = (static / "style.css").read_text(encoding="utf-8").strip()
    policy = f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; img-src data: blob:; base-uri 'none'; form-action 'none'"
    return _render(view, "snapshot.html", title=title, version=version, script=Markup(script), style=Markup(style), policy=policy)


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _carried(details: dict[str, Any]) -> dict[str, Any]:
    """The details as the stand-alone file carries them: evidence and statements once, other things by id, nothing that the graph tells anyway."""
    evidence: dict[str, Any] = {}
    statements: dict[str, Any] = {}

    def proof(claim: dict[str, Any]) -> list[str]:
        evidence.update({one["id"]: one for one in claim["evidence"]})
        return [one["id"] for one in claim["evidence"]]

    def lean(thing: dict[str, Any]) -> dict[str, Any]:
        for one in thing["statements"]:
            statements[one["id"]] = {**one, "evidence": proof(one)}
        return {
            "definition": thing["definition"],
            "names": [[name["kind"], name["text"]] for name in thing["names"]],
            "relations": [
                [
                    group["relation"]["id"],
                    group["direction"],
                    [[item["thing"]["id"], item["status"], proof(item)] for item in group["items"]],
                ]
                for group in thing["relations"]
            ],
            "statements": [one["id"] for one in thing["statements"]],
            "named": [{**one, "evidence": proof(one)} for one in thing["named"]],
        }

    return {"details": {ident: lean(thing) for ident, thing in details.items()}, "evidence": evidence, "statements": statements}


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
