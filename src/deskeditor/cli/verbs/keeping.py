"""``backup`` and ``restore``: copies of the desk."""

from __future__ import annotations

import argparse
from pathlib import Path

from deskeditor.cli.desks import writing
from deskeditor.cli.options import Parser, Verbs, add_verb
from deskeditor.cli.printing import print_columns, print_json, tell_warning, utc
from deskeditor.core.backup import Backup


def add_to(verbs: Verbs[Parser]) -> None:
    copying = add_verb(verbs, "backup", back_up, "copy the desk, and verify the copy", json=True)
    copying.add_argument("--to", type=Path, metavar="FILE", help="one file, pictures and all; none: the desk's backups")
    restoring = add_verb(verbs, "restore", restore, "make a desk of a copy, beside the one there is", json=True)
    restoring.add_argument("file", type=Path, metavar="FILE", help="a copy that backup has made")


def back_up(options: argparse.Namespace) -> int:
    with writing(options.desk) as desk:
        made = desk.backups.write(options.to) if options.to else desk.backups.make().value
    return _tell(options, made)


def restore(options: argparse.Namespace) -> int:
    from deskeditor.desk import restore as restore_desk

    return _tell(options, restore_desk(options.file, options.desk))


def _tell(options: argparse.Namespace, backup: Backup) -> int:
    if options.json:
        print_json(
            {
                "path": str(backup.path),
                "made": utc(backup.made),
                "stories": backup.stories,
                "photos": backup.photos,
                "missing": list(backup.missing),
            }
        )
    else:
        print_columns([(str(backup.path), f"{backup.stories} stories", f"{backup.photos} photos")])
    for name in backup.missing:
        tell_warning(f"{name}: the picture's file is gone from the desk, and is not in the copy")
    return 1 if backup.missing else 0
