"""The content kept beside a dataset is the content of the dataset, whatever happens to the file."""

from __future__ import annotations

import os
import pickle
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph import kept
from graph.load import Content, load
from graph.sparql.embedded import Embedded

if TYPE_CHECKING:
    from graph.store import KnowledgeGraph


class Harmful:
    """What a pickle can do to those who open it unguarded."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, ("harm",)


@pytest.fixture
def dataset(kg: KnowledgeGraph, tmp_path: Path) -> Path:
    assert isinstance(kg.engine, Embedded)
    return Path(shutil.copy(kg.engine.files[0].path, tmp_path))


def nobody_asks() -> Content:
    raise AssertionError("the content should have come out of the file")


def test_what_is_kept_is_what_the_store_says(dataset: Path) -> None:
    told = load(Embedded.of(dataset))
    assert kept.content(dataset, lambda: told) is told
    found = kept.content(dataset, nobody_asks)
    assert found == told
    assert found is not told
    shared = found.relations[0].evidence[0]
    assert found.evidence[shared.id] is shared, "evidence is one object, wherever it is used"


@pytest.mark.parametrize(
    "broken",
    [b"", b"nonsense", pickle.dumps("another thing"), pickle.dumps(Harmful())],
    ids=["empty", "nonsense", "another", "harmful"],
)
def test_a_file_that_is_not_ours_is_made_anew(kg: KnowledgeGraph, dataset: Path, broken: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(dataset.parent)
    kept.content(dataset, lambda: kg.content)
    [file] = dataset.parent.glob("*.content")
    whole = file.read_bytes()
    for damaged in (broken, whole[: len(whole) // 2]):
        file.write_bytes(damaged)
        assert kept.content(dataset, lambda: kg.content) is kg.content
        assert file.read_bytes() == whole
    assert not (dataset.parent / "harm").exists()


def test_a_folder_that_takes_no_files_does_not_matter(kg: KnowledgeGraph, tmp_path: Path) -> None:
    assert kept.content(tmp_path / "gone" / "data.nq", lambda: kg.content) is kg.content
