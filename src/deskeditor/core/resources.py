"""Where the shipped files are: icons, styles, sample and templates."""

from pathlib import Path


def resources() -> Path:
    """The folder of shipped files: inside the package when installed, at the top of the checkout otherwise."""
    installed = Path(__file__).parent.parent / "resources"
    return installed if installed.is_dir() else Path(__file__).parents[3] / "resources"
