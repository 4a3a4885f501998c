"""What is in a bundle."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from PIL import Image

from deskeditor.bags.manifests import bag_info, manifest, read_manifest
from deskeditor.core.article import Article
from deskeditor.core.byline import split_byline
from deskeditor.core.document import Document, Figure
from deskeditor.exporters import Action, Package, Story
from deskeditor.markup import read

Export = Callable[..., Path]


def tree(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def contents(bundle: Path) -> dict[str, object]:
    """The bundle's manifest.json."""
    data: dict[str, object] = json.loads((bundle / "data/manifest.json").read_text("utf-8"))
    return data


def test_the_bag_states_what_it_holds(edition_bundle: Path) -> None:
    assert (edition_bundle / "bagit.txt").read_bytes() == (b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    files = {path: digest for path, digest in tree(edition_bundle).items() if path.startswith("data/")}
    size = sum((edition_bundle / path).stat().st_size for path in files)
    assert (edition_bundle / "bag-info.txt").read_text("utf-8").splitlines() == [
        "Bag-Software-Agent: DeskEditor 0.1.0",
        "Bagging-Date: 2025-12-05",
        "External-Identifier: urn:newsml:letter.example:20251205:package",
        f"Payload-Oxum: {size}.{len(files)}",
        "Source-Organization: Harbour Letter",
    ]
    assert read_manifest((edition_bundle / "manifest-sha256.txt").read_text("utf-8")) == (files, [])


def test_no_value_of_bag_info_can_pass_for_another_field() -> None:
    text = bag_info(
        identifier="urn:x\nPayload-Oxum: 0.0", organization="A\r\nB\u2028C", agent="agent", day="2025-12-05", oxum="1.1"
    )
    assert [line.split(":")[0] for line in text.splitlines()] == [
        "Bag-Software-Agent",
        "Bagging-Date",
        "External-Identifier",
        "Payload-Oxum",
        "Source-Organization",
    ]


def test_names_in_a_manifest_survive_line_ends_and_percent_signs() -> None:
    digests = dict.fromkeys(("data/a\nb", "data/50%25", "data/cr\r", "data/100%", "data/a b"), "0" * 64)
    assert read_manifest(manifest(digests)) == (digests, [])


def test_manifest_json_lists_stories_pictures_and_files(edition_bundle: Path) -> None:
    data = contents(edition_bundle)
    assert data["type"] == "edition"
    assert data["sequence"] == 3
    assert data["created"] == "2025-12-05T06:30:00Z"
    assert data["baseUrl"] == "https://letter.example/news"
    items = data["items"]
    assert isinstance(items, list)
    assert [(item.get("slug"), item["version"], item["pubStatus"], item["action"]) for item in items[:5]] == [
        ("ferry-sails-again", 2, "usable", "update"),
        ("haenyeo-school", 1, "usable", "create"),
        ("fish-market", 1, "usable", "create"),
        ("quotes-and-script", 3, "usable", "correct"),
        ("mayor-resigns", 3, "canceled", "withdraw"),
    ]
    assert [item["folder"].split("-")[0] for item in items[5:]] == ["media/pier", "media/tall", "media/small"]
    files = data["files"]
    assert isinstance(files, list)
    listed = {f"data/{entry['path']}": entry["sha256"] for entry in files}
    real = {path: digest for path, digest in tree(edition_bundle).items() if path.startswith("data/")}
    del real["data/manifest.json"]
    assert listed == real


def test_the_same_package_gives_the_same_bytes(
    edition_package: Package, edition_bundle: Path, export: Export, tmp_path: Path
) -> None:
    again = export(edition_package, tmp_path / "again")
    assert tree(again) == tree(edition_bundle)
    first = export(edition_package, tmp_path / "edition.zip", zipped=True)
    (tmp_path / "other").mkdir()
    second = export(edition_package, tmp_path / "other" / "edition.zip", zipped=True)
    assert first.read_bytes() == second.read_bytes()


def test_a_zip_holds_one_folder_with_the_same_files(
    edition_package: Package, edition_bundle: Path, export: Export, tmp_path: Path
) -> None:
    path = export(edition_package, tmp_path / "Friday 해녀.zip", zipped=True)
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        archive.extractall(tmp_path / "out")
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
    assert all(entry.date_time == (1980, 1, 1, 0, 0, 0) and entry.flag_bits & 0x800 for entry in entries)
    assert {entry.compress_type for entry in entries if entry.filename.endswith(".jpg")} == {zipfile.ZIP_STORED}
    assert {entry.compress_type for entry in entries if entry.filename.endswith(".html")} == {zipfile.ZIP_DEFLATED}
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["Friday 해녀"]
    assert tree(tmp_path / "out" / "Friday 해녀") == tree(edition_bundle)


def test_a_story_comes_back_from_its_markdown(edition_package: Package, edition_bundle: Path) -> None:
    text = (edition_bundle / "data/items/ferry-sails-again/article.md").read_text("utf-8")
    _, matter, body = text.split("---\n", 2)
    fields = yaml.safe_load(matter)
    article = edition_package.stories[0].article
    for key in ("id", "slug", "section", "kicker", "headline", "standfirst", "dateline", "language", "version"):
        assert fields[key] == getattr(article, key)
    assert split_byline(str(fields["byline"])) == article.byline
    assert tuple(fields["tags"]) == article.tags
    assert fields["uri"] == article.urn
    assert datetime.fromisoformat(fields["created"]) == article.created
    assert [(photo["role"], photo["caption"], photo["credit"]) for photo in fields["photos"]] == [
        (str(used.role), used.caption, used.credit) for used in edition_package.stories[0].photos
    ]
    folder = edition_bundle / "data/items/ferry-sails-again"
    assert all((folder / photo["file"]).is_file() for photo in fields["photos"])
    assert body.strip().startswith(f"![A white boat's crew]({fields['photos'][0]['file']})\nThe ferry’s crew wave.")
    assert body.count("../../media/") == 3
    for photo in fields["photos"]:
        body = body.replace(f"({photo['file']})", f"(photo:{photo['id']})")
    lead, *blocks = read(body).blocks
    assert isinstance(lead, Figure)
    assert Document(tuple(blocks)) == read(article.body)


def test_an_embargo_goes_with_the_story_and_keeps_it_out_of_the_feeds(edition_bundle: Path) -> None:
    ninjs = json.loads((edition_bundle / "data/items/fish-market/article.ninjs.json").read_text("utf-8"))
    assert ninjs["embargoedUntil"] == "2025-12-06T06:30:00Z"
    assert "embargo: '2025-12-06T06:30:00Z'" in (edition_bundle / "data/items/fish-market/article.md").read_text(
        "utf-8"
    )
    for feed in (edition_bundle / "data/feeds").iterdir():
        assert "haenyeo-school" in feed.read_text("utf-8")
        assert "fish-market" not in feed.read_text("utf-8")


def test_a_withdrawn_story_sends_its_status_and_none_of_its_text(edition_bundle: Path) -> None:
    folder = edition_bundle / "data/items/mayor-resigns"
    everything = "".join(path.read_text("utf-8") for path in folder.iterdir())
    assert "paragraph" not in everything
    assert "standfirst" not in everything
    assert "This story has been withdrawn" in (folder / "index.html").read_text("utf-8")
    assert "Mayor resigns" not in (folder / "index.html").read_text("utf-8")
    ninjs = json.loads((folder / "article.ninjs.json").read_text("utf-8"))
    assert (ninjs["pubStatus"], ninjs["headlines"][0]["value"]) == ("canceled", "KILL: Mayor resigns")
    assert ninjs["edNote"] == "The mayor did not resign."
    assert "deleted-entry" in (edition_bundle / "data/feeds/atom.xml").read_text("utf-8")


def test_pictures_carry_the_words_of_their_story_and_no_original_leaves(
    edition_package: Package, edition_bundle: Path
) -> None:
    photos = {used.photo.id: used.photo for story in edition_package.stories for used in story.photos}
    sent = set(tree(edition_bundle).values())
    assert not sent & {photo.sha256 for photo in photos.values()}
    small = next((edition_bundle / "data/media").glob("small-*"))
    assert sorted(path.name for path in small.glob("*.jpg")) == [
        "social-1200x675.jpg",
        "square-600.jpg",
        "thumb-320.jpg",
        "web-800.jpg",
    ]
    with Image.open(small / "web-800.jpg") as picture:
        assert picture.size == (500, 700)
        xmp = picture.info["xmp"].decode()
    assert "Min Rowe" in xmp
    # A picture that several stories show says what the archive knows of it.
    shared = next((edition_bundle / "data/media").glob("pier-boat-*"))
    stated = json.loads((shared / "photo.ninjs.json").read_text("utf-8"))
    assert stated["descriptions"][0]["value"] == "A boat leaves the pier."
    ferry = json.loads((edition_bundle / "data/items/ferry-sails-again/article.ninjs.json").read_text("utf-8"))
    assert ferry["associations"][0]["descriptions"][0]["value"] == "The ferry’s crew wave."


def test_exiftool_reads_caption_alt_credit_and_copyright(edition_bundle: Path) -> None:
    exiftool = shutil.which("exiftool")
    if not exiftool:
        pytest.skip("exiftool is not installed")
    picture = next((edition_bundle / "data/media").glob("small-*")) / "web-800.jpg"
    names = ["-XMP-dc:Description", "-XMP-iptcCore:AltTextAccessibility", "-XMP-photoshop:Credit", "-XMP-dc:Rights"]
    run = subprocess.run([exiftool, "-j", *names, str(picture)], capture_output=True, text=True, check=True)
    told = json.loads(run.stdout)[0]
    assert told["Description"] == "A boat leaves the pier."
    assert told["AltTextAccessibility"] == "White boat at a pier"
    assert told["Credit"] == "Min Rowe"
    assert told["Rights"] == "Min Rowe"


def test_times_are_those_of_the_version_and_not_of_the_export(
    make_article: Callable[..., Article], make_package: Callable[..., Package], export: Export, tmp_path: Path
) -> None:
    first, last = datetime(2025, 11, 1, tzinfo=UTC), datetime(2025, 11, 2, tzinfo=UTC)
    sent = make_article("sent-before", first_published=first, last_published=last)
    package = make_package(Story(sent, (), (), Action.UPDATE))
    one = export(package, tmp_path / "one")
    other = export(replace(package, made=package.made.replace(day=9)), tmp_path / "other")
    assert tree(one / "data/items") == tree(other / "data/items")
    ninjs = json.loads((one / "data/items/sent-before/article.ninjs.json").read_text("utf-8"))
    assert (ninjs["firstCreated"], ninjs["versionCreated"]) == ("2025-11-01T00:00:00Z", "2025-11-02T00:00:00Z")
    assert contents(one)["type"] == "items"
    assert not (one / "data/feeds").exists()


def test_the_front_page_leads_to_feeds_where_there_are_some(
    edition_package: Package, make_package: Callable[..., Package], export: Export, tmp_path: Path
) -> None:
    held = [story for story in edition_package.stories if story.article.embargo]
    embargoed = export(make_package(*held, front=edition_package.front), tmp_path / "embargoed")
    whole, site = export(edition_package, tmp_path / "whole"), export(edition_package, tmp_path / "site", kind="html")
    for folder in (embargoed / "data", whole / "data", site):
        has_feeds = (folder / "feeds/rss.xml").exists()
        assert ("feeds/rss.xml" in (folder / "index.html").read_text("utf-8")) == has_feeds == (folder.parent == whole)


def test_a_site_is_the_pages_and_their_pictures(edition_package: Package, export: Export, tmp_path: Path) -> None:
    site = export(edition_package, tmp_path / "site", kind="html")
    names = {path.split("/")[0] for path in tree(site)}
    assert names == {"assets", "index.html", "items", "media"}
    assert {path.name for path in (site / "items").rglob("*.*")} == {"index.html"}
