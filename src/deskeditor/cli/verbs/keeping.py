"""``backup``, ``restore`` and ``doctor``: whether the desk is sound, and what there is for the day when it is not."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from deskeditor.cli.desks import writing
from deskeditor.cli.options import Parser, Verbs, add_verb, path
from deskeditor.cli.printing import print_columns, print_json, tell_warning, utc
from deskeditor.core.backup import Backup


def add_to(verbs: Verbs[Parser]) -> None:
    copying = add_verb(verbs, "backup", back_up, "copy the desk, and verify the copy", json=True)
    copying.add_argument("--to", type=path, metavar="FILE", help="one file, pictures and all; none: the desk's backups")
    restoring = add_verb(verbs, "restore", restore, "make a desk of a copy, beside the one there is", json=True)
    restoring.add_argument("file", type=path, metavar="FILE", help="a copy that backup has made")
    examining = add_verb(verbs, "doctor", doctor, "look the desk over for damage", json=True)
    examining.add_argument("--repair", action="store_true", help="mend what can be mended, save the rest")


def back_up(options: argparse.Namespace) -> int:
    with writing(options.desk) as desk:
        made = desk.backups.write(options.to) if options.to else desk.backups.make().value
    return _tell(options, made)


def restore(options: argparse.Namespace) -> int:
    from deskeditor.desk import restore as restore_desk

    return _tell(options, restore_desk(options.file, options.desk))


def doctor(options: argparse.Namespace) -> int:
    from deskeditor.desk import examine, repair

    complaints, salvage = repair(options.desk) if options.repair else (examine(options.desk), None)
    if options.json:
        found = [asdict(complaint) for complaint in complaints]
        saved = asdict(salvage) | {"desk": str(salvage.desk)} if salvage else None
        print_json({"complaints": found, "salvage": saved})
    else:
        print_columns(
            (complaint.part, complaint.place, f"{complaint.message}{'; mended' if complaint.mended else ''}")
            for complaint in complaints
        )
        if salvage:
            print_columns([("saved to", str(salvage.desk), f"{salvage.stories} stories, {salvage.photos} photos")])
            print_columns(("lost", name) for name in salvage.lost)
        elif not complaints:
            print("OK: every page, text, word and picture is what was kept")
    return 1 if any(complaint.fault and not complaint.mended for complaint in complaints) else 0


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
