"""``check``, ``export`` and ``verify``: on the way out."""

from __future__ import annotations

import argparse
from pathlib import Path
from zipfile import ZipFile

from deskeditor.cli.desks import reading, writing
from deskeditor.cli.options import Parser, Verbs, add_verb, path, status, text, word
from deskeditor.cli.printing import print_columns, print_json, put, tell_warning
from deskeditor.cli.records import finding_record
from deskeditor.core.finding import Severity


def add_to(verbs: Verbs[Parser]) -> None:
    checking = add_verb(verbs, "check", check, "say what stands between stories and their publication", json=True)
    checking.add_argument("articles", nargs="*", type=word, metavar="ARTICLE", help="an id or a slug; none: all")
    exporting = add_verb(verbs, "export", export, "write a publish bundle; what is ready becomes published", json=True)
    exporting.add_argument("articles", nargs="*", type=word, metavar="ARTICLE", help="an id or a slug")
    exporting.add_argument("--status", type=status, metavar="S", help="the stories that stand so")
    exporting.add_argument("--edition", type=word, metavar="NAME", help="a front page and its stories")
    exporting.add_argument("--to", type=path, required=True, metavar="PATH", help="a name that is not taken yet")
    exporting.add_argument("--zip", action="store_true", help="one zip file instead of a folder")
    exporting.add_argument("--as", dest="kind", type=word, default="bundle", metavar="FORM", help="bundle, html, …")
    exporting.add_argument("--note", type=text, default="", metavar="T", help="what is corrected in the stories named")
    verifying = add_verb(verbs, "verify", verify, "check that every byte of a bundle is what was sent", json=True)
    verifying.add_argument("bundle", type=path, metavar="BUNDLE", help="a folder or a zip file")


def check(options: argparse.Namespace) -> int:
    with reading(options.desk) as desk:
        findings = desk.checking.check(options.articles)
    if options.json:
        print_json([finding_record(finding) for finding in findings])
    else:
        print_columns((found.article, found.severity.value, found.place, found.message) for found in findings)
    return 1 if any(finding.severity is Severity.ERROR for finding in findings) else 0


def export(options: argparse.Namespace) -> int:
    named = [bool(options.articles), options.status is not None, options.edition is not None]
    if sum(named) != 1:
        options.fail("name what to export: stories, or --status S, or --edition NAME")
    from deskeditor.desk import ExportRequest

    request = ExportRequest(
        to=options.to,
        articles=tuple(options.articles),
        status=options.status,
        edition=options.edition or "",
        zipped=options.zip,
        kind=options.kind,
        note=options.note,
    )
    with writing(options.desk) as desk:
        exported = desk.publishing.export(request).value
    if options.json:
        items = [{"slug": item.slug, "version": item.version, "action": item.action} for item in exported.items]
        warnings = [finding_record(finding) for finding in exported.warnings]
        print_json({"path": str(exported.path), "items": items, "warnings": warnings})
    else:
        print_columns((item.slug, f"version {item.version}", item.action) for item in exported.items)
        print_columns([("written to", str(exported.path))])
    for finding in exported.warnings:
        tell_warning(f"{finding.article}: {finding.place}: {finding.message}")
    return 0


def verify(options: argparse.Namespace) -> int:
    from deskeditor.desk import verify_bundle

    faults = verify_bundle(options.bundle)
    if options.json:
        print_json([{"file": fault.file, "what": fault.what} for fault in faults])
    elif faults:
        print_columns((fault.file, fault.what) for fault in faults)
    else:
        put(f"OK: {_count_files(options.bundle)} files, every byte is what was sent")
    return 1 if faults else 0


def _count_files(bundle: Path) -> int:
    """Files of a bundle that was found whole."""
    if bundle.is_dir():
        return sum(path.is_file() for path in bundle.rglob("*"))
    with ZipFile(bundle) as archive:
        return sum(not info.is_dir() for info in archive.infolist())
