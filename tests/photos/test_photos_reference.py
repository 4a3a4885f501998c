"""Every leaf of a picture that carries all of IPTC Photo Metadata: what is read and goes out, against exiftool."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from deskeditor.core.region import Region, Term
from deskeditor.photos import RenditionSize, make_renditions, read_picture

pytestmark = pytest.mark.skipif(shutil.which("exiftool") is None, reason="exiftool is not installed")

REFERENCES = "DESKEDITOR_IPTC_REFERENCES"
"""The environment's name for a folder with the reference pictures of the IPTC (``IPTC-PhotometadataRef-*.jpg``)."""

TERM = {"Identifier": ["http://cv.example/a", "http://cv.example/b"], "Name": "말하는 사람"}
PLACE = {
    "City": "Mokpo",
    "CountryCode": "KOR",
    "CountryName": "대한민국",
    "GPSLatitude": 34.78,
    "GPSLongitude": 126.38,
    "LocationId": ["http://places.example/mokpo"],
    "LocationName": "Mokpo harbour",
    "ProvinceState": "Jeollanam-do",
    "Sublocation": "Pier 1",
    "WorldRegion": "Asia",
}
LICENSOR = {
    "LicensorName": "해안통신",
    "LicensorID": "wire-1",
    "LicensorURL": "https://wire.example/licence",
    "LicensorEmail": "sales@wire.example",
    "LicensorTelephone1": "+82 61 000 0000",
    "LicensorCity": "Mokpo",
}
EVERYTHING: dict[str, object] = {
    "XMP-photoshop:Headline": "Ferry returns",
    "XMP-dc:Description": "The ferry is back.",
    "XMP-dc:Description-ko": "배가 돌아왔다.",
    "XMP-dc:Title": "Ferry 0042",
    "XMP-dc:Creator": ["Kim Sora", "이민호"],
    "XMP-dc:Rights": "© 2025 Coast Daily",
    "XMP-dc:Subject": ["ferry", "여객선"],
    "XMP-iptcCore:AltTextAccessibility": "A ship at a quay",
    "XMP-iptcCore:ExtDescrAccessibility": "A white ship lies at a quay in the morning.",
    "XMP-iptcCore:CreatorContactInfo": {"CiEmailWork": "desk@coast.example", "CiUrlWork": "https://coast.example"},
    "XMP-iptcCore:IntellectualGenre": "Actuality",
    "XMP-iptcCore:Scene": ["010100"],
    "XMP-iptcCore:SubjectCode": ["04015000"],
    "XMP-iptcExt:AboutCvTerm": [{"CvId": "http://cv.example", "CvTermId": "http://cv.example/1", "CvTermName": "Sea"}],
    "XMP-iptcExt:ArtworkOrObject": [{"AOTitle": "Figurehead", "AOCreator": ["A carver"], "AOSource": "Museum"}],
    "XMP-iptcExt:Event": "The ferry's return",
    "XMP-iptcExt:LocationCreated": [PLACE],
    "XMP-iptcExt:LocationShown": [PLACE, {**PLACE, "City": "Jeju"}],
    "XMP-iptcExt:ModelAge": [25, 31],
    "XMP-iptcExt:OrganisationInImageName": ["Coast Guard"],
    "XMP-iptcExt:PersonInImage": ["Park Jiwoo"],
    "XMP-iptcExt:PersonInImageWDetails": [{"PersonName": "Park Jiwoo", "PersonId": ["http://people.example/1"]}],
    "XMP-iptcExt:ProductInImage": [{"ProductName": "Ship", "ProductGTIN": "1234567890123"}],
    "XMP-iptcExt:RegistryID": [{"RegItemId": "1", "RegOrgId": "2", "RegEntryRole": "3"}],
    "XMP-iptcExt:ImageRegion": [
        {
            "Name": "Listener",
            "PersonInImage": ["Park Jiwoo"],
            "OrganisationInImageName": ["Coast Guard"],
            "RCtype": [TERM],
            "RRole": [TERM],
            "RId": "one",
            "RegionBoundary": {
                "RbShape": "rectangle", "RbUnit": "relative", "RbX": 0.31, "RbY": 0.18, "RbW": 0.127, "RbH": 0.385,
            },
        },
        {
            "Name": "Buoy",
            "RId": "two",
            "RegionBoundary": {"RbShape": "circle", "RbUnit": "relative", "RbX": 0.59, "RbY": 0.426, "RbRx": 0.068},
        },
        {
            "Name": "Sail",
            "RId": "three",
            "RegionBoundary": {
                "RbShape": "polygon",
                "RbUnit": "relative",
                "RbVertices": [{"RbX": 0.05, "RbY": 0.713}, {"RbX": 0.148, "RbY": 0.041}, {"RbX": 0.375, "RbY": 0.863}],
            },
        },
    ],
    "XMP-plus:CopyrightOwner": [{"CopyrightOwnerName": "Coast Daily", "CopyrightOwnerID": "cd"}],
    "XMP-plus:ImageSupplier": [{"ImageSupplierName": "Wire", "ImageSupplierID": "w"}],
    "XMP-plus:Licensor": [LICENSOR, {**LICENSOR, "LicensorName": "Another"}],
    "XMP-plus:ModelReleaseID": ["release 1"],
    "XMP-xmpRights:UsageTerms": "No resale",
    "XMP-xmpRights:WebStatement": "https://coast.example/rights",
    "XMP-exif:GPSLatitude": 34.78,
    "XMP-xmpMM:DocumentID": "xmp.did:1",
    "XMP-photoshop:ColorMode": 3,
    "XMP-dc:Format": "image/tiff",
}  # fmt: skip
NOT_PASSED_ON = (
    "XMP-exif:",
    "XMP-xmpMM:",
    "XMP-x:",
    "XMP-xmp:",
    "XMP-tiff:",
    "XMP-photoshop:ColorMode",
    "XMP-dc:Format",
)


FIELDS = {
    "headline": "photoshop:Headline",
    "title": "dc:Title",
    "caption": "dc:Description",
    "alt": "iptcCore:AltTextAccessibility",
    "extended_description": "iptcCore:ExtDescrAccessibility",
    "caption_writer": "photoshop:CaptionWriter",
    "creator": "dc:Creator",
    "creator_title": "photoshop:AuthorsPosition",
    "credit": "photoshop:Credit",
    "source": "photoshop:Source",
    "copyright": "dc:Rights",
    "usage_terms": "xmpRights:UsageTerms",
    "web_statement": "xmpRights:WebStatement",
    "keywords": "dc:Subject",
    "people": "iptcExt:PersonInImage",
    "event": "iptcExt:Event",
    "sublocation": "iptcCore:Location",
    "city": "photoshop:City",
    "state": "photoshop:State",
    "country": "photoshop:Country",
    "country_code": "iptcCore:CountryCode",
    "instructions": "photoshop:Instructions",
    "job_id": "photoshop:TransmissionReference",
    "digital_source_type": "iptcExt:DigitalSourceType",
    "guid": "iptcExt:DigitalImageGUID",
}
"""Fields whose text exiftool tells as it stands."""


def assert_fields_are_read(path: Path) -> None:
    """Each field is what exiftool finds in its place, and is empty where it finds nothing."""
    found, fields = told(path), read_picture(path).fields
    for name, tag in FIELDS.items():
        value = found.get(f"XMP-{tag}", [])
        listed = [str(each).strip() for each in (value if isinstance(value, list) else [value])]
        said = getattr(fields, name)
        assert (list(said) if isinstance(said, tuple) else [said] if said else []) == listed, name
    licensors = found.get("XMP-plus:Licensor", [{}])
    assert isinstance(licensors, list)
    assert fields.licensor == licensors[0].get("LicensorName", "")
    assert fields.licensor_url == licensors[0].get("LicensorURL", "")
    for name, tag in (("model_release", "ModelReleaseStatus"), ("minor_age", "MinorModelAgeDisclosure")):
        assert getattr(fields, name).rpartition("/")[2] == found.get(f"XMP-plus:{tag}", "")


def told(path: Path) -> dict[str, object]:
    """The XMP as exiftool has it, without what is the file's and not the picture's."""
    command = ["exiftool", "-json", "-G1", "-struct", "-n", "-XMP:all", str(path)]
    found = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)[0]
    return {
        tag: placeless(value)
        for tag, value in found.items()
        if tag.startswith("XMP") and not tag.startswith(NOT_PASSED_ON)
    }


def placeless(value: object) -> object:
    if isinstance(value, dict):
        return {name: placeless(part) for name, part in value.items() if not name.startswith("GPS")}
    return [placeless(part) for part in value] if isinstance(value, list) else value


@pytest.fixture
def everything(tmp_path: Path) -> Path:
    """A picture with a value in every place that the standard has."""
    path, values = tmp_path / "all.jpg", tmp_path / "all.json"
    Image.new("RGB", (800, 400), "teal").save(path)
    values.write_text(json.dumps([{"SourceFile": str(path), **EVERYTHING}]), encoding="utf-8")
    command = ["exiftool", "-overwrite_original", "-n", f"-json={values}", str(path)]
    subprocess.run(command, capture_output=True, check=True)
    return path


def exported(path: Path) -> Path:
    """A rendition as the desk sends it when nothing was edited."""
    picture = read_picture(path)
    assert picture.warnings == ()
    made = make_renditions(path, picture.fields, [RenditionSize("web", 800)], regions=picture.said.regions)
    out = path.with_name("out.jpg")
    out.write_bytes(made[0].data)
    return out


def test_every_leaf_goes_out_but_for_places(everything: Path) -> None:
    before = told(everything)
    assert len(before) > 30
    assert_fields_are_read(everything)
    assert told(exported(everything)) == before


def test_a_small_picture_carries_the_fields_alone(everything: Path) -> None:
    picture = read_picture(everything)
    out = everything.with_name("out.jpg")
    made = make_renditions(everything, picture.fields, [RenditionSize("thumb", 320)], regions=picture.said.regions)
    out.write_bytes(made[0].data)
    found = told(out)
    assert found["XMP-dc:Description"] == "The ferry is back."
    assert not {"XMP-iptcExt:ArtworkOrObject", "XMP-iptcExt:ImageRegion", "XMP-dc:Description-ko"} & set(found)


def test_no_place_goes_out(everything: Path) -> None:
    out = exported(everything)
    shown = subprocess.run(["exiftool", "-a", "-G1", "-struct", str(out)], capture_output=True, check=True, text=True)
    assert "GPS" not in shown.stdout
    assert b"GPS" not in out.read_bytes()


def test_regions_are_read_leaf_by_leaf(everything: Path) -> None:
    term = Term(("http://cv.example/a", "http://cv.example/b"), "말하는 사람")
    assert read_picture(everything).said.regions == (
        Region(
            "rectangle",
            ((0.31, 0.18), (0.31 + 0.127, 0.18 + 0.385)),
            id="one",
            name="Listener",
            people=("Park Jiwoo",),
            organisations=("Coast Guard",),
            kinds=(term,),
            roles=(term,),
        ),
        Region("circle", ((0.59, 0.426),), 0.068, id="two", name="Buoy"),
        Region("polygon", ((0.05, 0.713), (0.148, 0.041), (0.375, 0.863)), id="three", name="Sail"),
    )


def test_a_field_that_was_edited_loses_what_it_no_longer_says(everything: Path) -> None:
    from dataclasses import replace

    picture = read_picture(everything)
    edited = replace(picture.fields, caption="Another caption", licensor="", licensor_url="", usage_terms="")
    out = everything.with_name("out.jpg")
    out.write_bytes(make_renditions(everything, edited, [RenditionSize("web", 800)])[0].data)
    found = told(out)
    assert found["XMP-dc:Description"] == "Another caption"
    assert not {"XMP-dc:Description-ko", "XMP-plus:Licensor", "XMP-xmpRights:UsageTerms"} & set(found)
    assert "XMP-iptcExt:ArtworkOrObject" in found


def test_the_reference_pictures_of_the_iptc_go_out_leaf_by_leaf(tmp_path: Path) -> None:
    folder = os.environ.get(REFERENCES)
    references = sorted(Path(folder).glob("IPTC-PhotometadataRef-*.jpg")) if folder else []
    if not references:
        pytest.skip(f"{REFERENCES} names no folder with the reference pictures of the IPTC")
    for reference in references:
        path = tmp_path / reference.name
        shutil.copy(reference, path)
        assert_fields_are_read(path)
        assert told(exported(path)) == told(path)
