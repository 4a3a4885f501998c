"""The official validators accept what leaves the desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from deskeditor.exporters import Package

pytestmark = pytest.mark.validators


def test_an_edition_passes_every_validator(edition_bundle: Path, validate_bundle: Callable[..., None]) -> None:
    validate_bundle(edition_bundle)


def test_all_that_a_body_can_hold_passes_every_validator(
    rich_bundle: Path, validate_bundle: Callable[..., None]
) -> None:
    validate_bundle(rich_bundle)


def test_a_zip_of_stories_passes_every_validator(
    edition_package: Package, export: Callable[..., Path], validate_bundle: Callable[..., None], tmp_path: Path
) -> None:
    stories = replace(edition_package, stories=edition_package.stories[:3], front=None)
    validate_bundle(export(stories, tmp_path / "stories.zip", zipped=True))
