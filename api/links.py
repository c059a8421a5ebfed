"""Where a resource is told of on this server, and the Link headers that say so.

A resource of ours has a path: `id/s3`, `notes/s17-fan-out`, `graphs/implied`, `examples/services`. Asking for it leads on (303) to a page
to read or to data about it. Both name each other as alternates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.formats import DATASETS, for_form
from graph.namespaces import BASE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.formats import Format
    from graph.store import KnowledgeGraph

DOCUMENTS: tuple[Format, ...] = (*for_form("graph"), *DATASETS)
"""The formats that a resource is told in; the first is what a client gets that takes anything."""
VOID = "/.well-known/void"
THING_CONTEXT = "/contexts/thing.jsonld"
CONTEXT = f'<{THING_CONTEXT}>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"'
"""The Link that turns our plain JSON about a thing into JSON-LD."""
SERVICE = f'</openapi.json>; rel="service-desc"; type="application/json", </docs>; rel="service-doc"; type="text/html", <{VOID}>; rel="describedby"'
"""The Link at the root."""
SPACES = ("notes", "graphs", "examples")
"""First parts of paths that are named in full under /data and /page; things go without `id/`."""


def short(path: str) -> str:
    """`s3` for the thing `id/s3`; other paths as they are."""
    return path.removeprefix("id/")


def resource(name: str) -> str:
    """The path of a resource by its name under /data and /page: the other way round."""
    return name if name.split("/", 1)[0] in SPACES and "/" in name else f"id/{name}"


def data(path: str, one: Format | None = None) -> str:
    """The address of the data about a resource, in a format or to be negotiated."""
    return f"/data/{short(path)}" + (f".{one.name}" if one else "")


def page(kg: KnowledgeGraph, path: str) -> str:
    """The address of the page to read about a resource. Passages and sections have pages of their own kind."""
    space, _, name = path.partition("/")
    if space == "notes" and name in kg.content.evidence:
        return f"/passages/{name}"
    if space == "notes" and name in kg.content.sections:
        return f"/notes#{name}"
    return f"/page/{short(path)}"


def header(alternates: Iterable[tuple[str, str]], canonical: str, about: str | None = None) -> dict[str, str]:
    """A Link header: (address, media type) of the same in other forms, the dataset, the best address, the IRI that it is about."""
    links = [f'<{address}>; rel="alternate"; type="{media_type}"' for address, media_type in alternates]
    links += [f'<{VOID}>; rel="describedby"', f'<{canonical}>; rel="canonical"']
    if about:
        links.append(f'<{about}>; rel="describes"')
    return {"link": ", ".join(links)}


def of_resource(kg: KnowledgeGraph, path: str, own: str | None = None) -> dict[str, str]:
    """The Link header of a page or of data about a resource; `own` is its address, which is no alternate."""
    readable = page(kg, path)
    alternates = [(readable, "text/html"), *((data(path, one), one.media_type) for one in DOCUMENTS)]
    return header([(address, media) for address, media in alternates if address != own], readable, BASE + path)


def of_document(address: str, own: str, *, html: bool = True) -> dict[str, str]:
    """The Link header of a document that is the resource itself, such as the vocabulary; `own` is the address of this form of it."""
    alternates = [(address, "text/html")] * html + [(f"{address}?format={one.name}", one.media_type) for one in for_form("graph")]
    return header([(other, media) for other, media in alternates if other != own], address)
