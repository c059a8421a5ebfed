"""All settings in one place: environment variables `FANOUT_…`, or options of `fanout serve`."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What can be set, with what holds otherwise."""

    model_config = SettingsConfigDict(env_prefix="FANOUT_", extra="ignore")

    ontology: Path | None = Field(default=None, description="A folder to read the knowledge from instead of the one that is installed.")
    cache: Path | None = Field(default=None, description="Where built datasets are kept; the user's cache folder by default.")
    query_seconds: float = Field(default=5.0, gt=0, le=300, description="Time bound of one SPARQL query, in seconds.")
    cache_bytes: int = Field(default=64 << 20, ge=0, description="Memory for finished answers, in bytes.")
