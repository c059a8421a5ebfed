"""Settings: one place, every one an environment variable, an option and a row of the README."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from api.settings import Settings, listed
from tests.test_cli import fanout

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


def rows() -> list[str]:
    """The README's table as the settings would write it."""
    found = []
    for s in listed(Settings()):
        default = "" if s.default in (None, "", ()) else f"`{s.default}`"
        about = f"{s.description} ({s.bounds})" if s.bounds else s.description
        found.append(f"| `{s.variable}` | {f'`{s.option}`' if s.option else ''} | {default} | {about} |")
    return found


def test_the_readme_lists_every_setting() -> None:
    written = [line for line in README.splitlines() if line.startswith("| `FANOUT_") and line.count("|") == 5]
    assert written == rows(), "put these lines under Settings in README.md:\n" + "\n".join(rows())


def test_the_command_lists_value_and_source(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FANOUT_QUERY_SECONDS", "2.5")
    told = {s["name"]: s for s in json.loads(fanout(cache, "settings", "--json").stdout)}
    assert list(told) == list(Settings.model_fields)
    assert told["query_seconds"] == {
        "name": "query_seconds",
        "variable": "FANOUT_QUERY_SECONDS",
        "option": "--query-seconds",
        "value": 2.5,
        "default": 5.0,
        "source": "environment",
        "description": "Time bound of one SPARQL query, in seconds.",
        "bounds": "more than 0, at most 300",
    }
    assert (told["cache"]["value"], told["cache"]["source"]) == (str(cache), "environment")
    assert (told["port"]["value"], told["port"]["source"]) == (8000, "default")
    table = fanout(cache, "settings").stdout
    assert re.search(r"FANOUT_QUERY_SECONDS.+--query-seconds.+2\.5.+environment", table)


def test_serve_takes_every_setting_as_an_option_and_shows_no_secret_on_the_command_line(cache: Path) -> None:
    told = fanout(cache, "serve", "--help").stdout
    for setting in listed(Settings()):
        assert not setting.option or f"{setting.option} " in told
        assert setting.variable in told or not setting.option


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("serve", "--port", "99999"), "FANOUT_PORT: Input should be less than or equal to 65535."),
        (("serve", "--query-seconds", "soon"), "FANOUT_QUERY_SECONDS: Input should be a valid number, unable to parse string as a number."),
        (("serve", "--log", "loud"), "FANOUT_LOG: Input should be 'json' or 'off'."),
    ],
)
def test_a_setting_out_of_its_bounds_is_one_readable_line(cache: Path, arguments: tuple[str, ...], message: str) -> None:
    done = fanout(cache, *arguments)
    assert (done.returncode, done.stderr) == (2, f"{message} `fanout settings` lists what can be set.\n")
