"""All settings in one place: environment variables `FANOUT_…`, or options of `fanout serve`."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

if TYPE_CHECKING:
    from collections.abc import Iterator
from graph.namespaces import GRAPHS, WELL_FORMED, WRITTEN

PREFIX = "FANOUT_"
_ADDRESS = r"^(https?://\S+)?$"
_IRI = r"^([A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|\\^`]*)?$"


class Settings(BaseSettings):
    """What can be set, with what holds otherwise. A field here is an environment variable, an option, and a row of the README's table."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, extra="ignore", frozen=True)

    ontology: Path | None = Field(default=None, description="A folder to read the knowledge from instead of the one that is installed.")
    cache: Path | None = Field(default=None, description="Where built datasets are kept; the user's cache folder by default.")
    namespace: str = Field(
        default=WRITTEN,
        max_length=500,
        pattern=WELL_FORMED,
        description="Where the IRIs of the notes' graph begin. A dataset is built for it; no option, since the whole process has one.",
    )
    host: str = Field(default="127.0.0.1", min_length=1, max_length=255, description="Address to listen on.")
    port: int = Field(default=8000, ge=0, le=65535, description="Port to listen on; 0 takes a free one.")
    cache_bytes: int = Field(default=64 << 20, ge=0, description="Memory for finished answers, in bytes.")
    data: tuple[Path, ...] = Field(
        default=(),
        description="RDF files to serve instead of the notes' graph: Turtle, TriG, N-Triples, N-Quads, RDF/XML, JSON-LD; or the folder of one Oxigraph store.",
    )
    named: tuple[str, ...] = Field(
        default=(), description="RDF files that become named graphs, each as `IRI=FILE`, or as `FILE` under its own address."
    )
    base: str = Field(
        default="",
        max_length=2000,
        pattern=_IRI,
        description="What relative IRIs in data files, in names of graphs and in queries over them resolve against.",
    )
    query_seconds: float = Field(default=5.0, gt=0, le=300, description="Time bound of one SPARQL query, in seconds.")
    query_rows: int = Field(default=1_000_000, ge=1, description="Rows that an answer may have.")
    query_bytes: int = Field(default=64 << 20, ge=1000, description="Length that an answer may have, in bytes.")
    query_memory: int = Field(default=1 << 30, ge=64 << 20, description="Memory that one query may take beside the data, in bytes.")
    query_running: int = Field(default=32, ge=1, le=1000, description="Queries at once; one more ends the one that has run longest.")
    query_held: int = Field(
        default=256 << 20,
        ge=1 << 20,
        description="Bytes that answers to queries may take together while they come in, as many again while they go out, and as many for queries.",
    )
    stop_seconds: int = Field(
        default=10, ge=1, le=600, description="How long running requests may take to finish when the server is stopped."
    )
    log: Literal["json", "off"] = Field(default="json", description="Write one line of JSON a request to standard error, or none.")
    store: str = Field(
        default="",
        max_length=2000,
        pattern=_ADDRESS,
        description="Address of a SPARQL server to answer from, instead of the engine inside.",
    )
    store_update: str = Field(
        default="", max_length=2000, pattern=_ADDRESS, description="Where that server takes updates, if elsewhere; only to publish."
    )
    store_graphs: str = Field(
        default="",
        max_length=2000,
        pattern=_ADDRESS,
        description="Its Graph Store Protocol, if publishing shall use that instead of updates.",
    )
    store_belief: str = Field(
        default=GRAPHS + "belief",
        min_length=1,
        max_length=2000,
        pattern=r"^[A-Za-z][^\s<>\"{}|\\^`]*$",
        description="The graph that holds the belief in stores whose default graph is all graphs together.",
    )
    store_user: str = Field(default="", max_length=200, description="User of the store (Basic or Digest, as it asks).")
    store_password: SecretStr = Field(default=SecretStr(""), description="Password of that user.")
    store_token: SecretStr = Field(default=SecretStr(""), description="Bearer token for the store.")
    store_parameters: str = Field(
        default="",
        max_length=500,
        description="Parameters to send with each query, such as `timeout={milliseconds}` or `timeout={seconds}s`.",
    )
    metrics: bool = Field(default=True, description="Tell Prometheus at `/metrics` how the server does.")


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as it stands. `source` says where its value comes from; `option` is empty where there is none."""

    name: str
    variable: str
    option: str
    value: Any
    default: Any
    source: Literal["default", "environment", "option"]
    description: str
    bounds: str


def listed(settings: Settings, options: frozenset[str] = frozenset()) -> Iterator[Setting]:
    """Every setting with its value and source; `options` names those given on the command line. Secrets are stars."""
    for name, field in Settings.model_fields.items():
        source: Literal["default", "environment", "option"] = (
            "option" if name in options else "environment" if os.environ.get(variable((name,))) else "default"
        )
        option = f"--{name.replace('_', '-')}" if optional(name) else ""
        yield Setting(
            name,
            variable((name,)),
            option,
            shown(getattr(settings, name)),
            shown(field.default),
            source,
            field.description or "",
            _bounds(name),
        )


def optional(name: str) -> bool:
    """Whether a setting is an option as well: a command line would show a secret, and is read when the namespace is in use already."""
    return name != "namespace" and Settings.model_fields[name].annotation is not SecretStr


def variable(place: tuple[int | str, ...]) -> str:
    """The environment variable of a setting by its place in an error of pydantic."""
    return f"{PREFIX}{str(place[0]).upper()}" if place else PREFIX


def shown(value: Any) -> Any:
    """A value as JSON and people read it: paths as text, secrets as stars."""
    if isinstance(value, SecretStr):
        return "***" if value.get_secret_value() else ""
    return str(value) if isinstance(value, Path) else value


def _bounds(name: str) -> str:
    schema = Settings.model_json_schema()["properties"][name]
    if "enum" in schema:
        return " or ".join(schema["enum"])
    low = (
        f"at least {schema['minimum']}"
        if "minimum" in schema
        else f"more than {schema['exclusiveMinimum']}"
        if "exclusiveMinimum" in schema
        else ""
    )
    high = f"at most {schema['maximum']}" if "maximum" in schema else ""
    return ", ".join(filter(None, (low, high)))
