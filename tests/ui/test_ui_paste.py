"""What is pasted into the window: taken in, told, and never fetched."""

from __future__ import annotations

import base64
import os
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QImage, QTextCursor
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from tests.ui.conftest import Driver, Fill, Start

BODY = 5


@pytest.fixture
def story(driver: Driver) -> Driver:
    """An open story with an empty body."""
    driver.window.write.new_story()
    driver.settle()
    return driver


def go_to(driver: Driver, block: int) -> None:
    cursor = QTextCursor(driver.block(block))
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    driver.editor.setTextCursor(cursor)
    driver.editor.setFocus()


def paste(driver: Driver, html: str = "", *, text: str = "", image: QImage | None = None, block: int = BODY) -> None:
    mime = QMimeData()
    if html:
        mime.setHtml(html)
    if text:
        mime.setText(text)
    if image is not None:
        mime.setImageData(image)
    QApplication.clipboard().setMimeData(mime)
    go_to(driver, block)
    driver.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    driver.settle()


def data_url(path: Path) -> str:
    return f"data:image/jpeg;base64,{base64.b64encode(path.read_bytes()).decode()}"


def test_pictures_whose_bytes_are_pasted_become_photos_where_they_stood(story: Driver, picture: Path) -> None:
    address = data_url(picture)
    broken = "data:image/png;base64,iVBORw0KGgo="
    paste(
        story,
        f"<p>Before.</p><figure><img src='{address}' alt='A quay'><figcaption>The quay.</figcaption></figure>"
        f"<p>Between.</p><img src='{address}'><img src='https://a.example/x.jpg'><img src='{broken}'><p>After.</p>",
    )
    assert story.story.story is not None
    (photo,) = {used.photo.id: used.photo for used in story.story.story.photos}.values()
    assert photo.filename == "pasted.jpg"
    assert story.article.body == (
        f"Before.\n\n![A quay](photo:{photo.id})\nThe quay.\n\nBetween.\n\n![](photo:{photo.id})\n\nAfter.\n"
    )
    said = story.window.strip.text
    assert said.startswith("Pasted 3 paragraphs, 1 picture · 1 picture on the web or on a disk, not fetched · ")
    assert "1 picture not taken in: pasted.png: " in said
    story.editor.undo()
    story.settle()
    assert story.article.body == ""


def test_what_is_left_out_is_told_and_what_is_seen_anyway_is_not(story: Driver) -> None:
    paste(story, "<p>One</p><p>Two</p>")
    assert story.window.strip.text == ""
    paste(story, "<p>Three<img src='https://a.example/x.jpg'><img src='file:///x.jpg'></p>")
    assert story.window.strip.text == "Pasted 1 paragraph · 2 pictures on the web or on a disk, not fetched"
    paste(story, "<img src='https://a.example/x.jpg'>")
    assert story.window.strip.text == "Nothing was pasted · 1 picture on the web or on a disk, not fetched"


def test_characters_that_no_text_can_hold_are_told(story: Driver) -> None:
    paste(story, text="One\x00 two\x07\r\nthree")
    assert story.window.strip.text == "Pasted 2 paragraphs · 2 characters that no text can hold left out"
    story.settle()
    assert story.article.body == "One two\n\nthree\n"


def test_a_picture_copied_from_a_page_is_that_picture(story: Driver) -> None:
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    paste(story, "<img src='https://a.example/x.jpg'>", text="https://a.example/x.jpg", image=image)
    assert story.editor.lead_photo
    assert story.article.body == ""
    paste(story, "<table><tr><td>a<td>b<tr><td>1<td>2</table>", text="a\tb", image=image, block=BODY + 2)
    assert story.article.body == "| a | b |\n| --- | --- |\n| 1 | 2 |\n"


def test_a_long_text_comes_in_beside_what_is_typed(story: Driver) -> None:
    paste(story, "<p>First.</p>")
    go_to(story, BODY)
    mime = QMimeData()
    mime.setHtml("".join(f"<p>{'word ' * 400}{number}</p>" for number in range(120)))
    QApplication.clipboard().setMimeData(mime)
    story.editor.paste()
    assert story.window.work.is_busy
    story.type(" Typed.")
    story.bot.waitUntil(lambda: not story.window.work.is_busy, timeout=20_000)
    story.settle()
    assert story.article.body.startswith("First.word word")
    assert story.article.body.endswith("word 119 Typed.\n")
    assert story.window.strip.text == "Pasted 120 paragraphs"


def test_a_long_paste_can_be_stopped(story: Driver) -> None:
    mime = QMimeData()
    mime.setHtml("".join(f"<p>{'word ' * 400}{number}</p>" for number in range(120)))
    QApplication.clipboard().setMimeData(mime)
    go_to(story, BODY)
    story.editor.paste()
    story.window.work.cancel_all()
    story.bot.waitUntil(lambda: not story.window.work.is_busy, timeout=20_000)
    story.settle()
    assert story.article.body == ""
    assert "still on the clipboard" in story.window.strip.text


def test_another_story_of_the_desk_is_copied_whole(start: Start, fill: Fill, picture: Path) -> None:
    first, second = fill("One", "Two")
    driver = start()
    driver.open(first)
    driver.story.photos.add([picture])
    driver.settle()
    driver.story.photos.insert(driver.editor.lead_photo)
    photo = driver.editor.lead_photo
    body = (
        f"Of **One**, [there](https://a.example) and[^1].\n\n## Head\n\n- a\n    1. b\n\n> Said.\n\n"
        f"![Alt](photo:{photo})\nOf it\n\n| a | b |\n| --- | --- |\n| 1 | *2* |\n\n"
        '!!! aside "Box"\n    In it.\n\n!!! pullquote\n    Large.\n\n***\n\n[^1]: Noted.\n'
    )
    driver.story.change({"body": body})
    driver.settle()
    start_of_body = driver.editor.document().blockCount()
    cursor = QTextCursor(driver.block(BODY + 2))
    cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
    assert start_of_body > BODY + 2
    driver.editor.setTextCursor(cursor)
    driver.editor.setFocus()
    driver.press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    driver.open(second)
    cursor = QTextCursor(driver.block(BODY))
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    driver.editor.setTextCursor(cursor)
    driver.editor.setFocus()
    driver.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    driver.settle()
    assert driver.article.body == body
    assert driver.story.story is not None
    assert photo in driver.story.story.used


@dataclass
class Canary:
    """A server and a file; both say whether anybody came."""

    web: str = ""
    file: str = ""
    visits: list[str] = field(default_factory=list)


@pytest.fixture
def canary(tmp_path: Path) -> Iterator[Canary]:
    told = Canary()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told.visits.append(self.path)
            self.send_error(404)

        def log_message(self, *_arguments: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    pipe = tmp_path / "canary.png"
    os.mkfifo(pipe)
    told.web, told.file = f"http://127.0.0.1:{server.server_port}", pipe.as_uri()

    def watch() -> None:
        os.close(os.open(pipe, os.O_WRONLY))  # waits until somebody reads
        told.visits.append("file")

    threads = [threading.Thread(target=work, daemon=True) for work in (server.serve_forever, watch)]
    for thread in threads:
        thread.start()
    yield told
    # The canaries do sing: else their silence would prove nothing.
    with suppress(HTTPError):
        urlopen(told.web + "/sung")
    pipe.open("rb").close()
    threads[1].join(10)
    server.shutdown()
    server.server_close()
    assert sorted(told.visits) == ["/sung", "file"]


REMOTE = """
<html><head><base href="{web}/"><link rel="stylesheet" href="{web}/a.css"><link rel="icon" href="{file}">
<link rel="preload" as="image" href="{web}/b.png"><meta http-equiv="refresh" content="0;url={web}/c">
<style>@import "{web}/d.css"; @import url({file}); body {{background: url({web}/e.png)}}
@font-face {{font-family: x; src: url({web}/f.woff)}}</style></head>
<body background="{web}/g.png" style="background-image: url('{file}')"><p>Text that stays.</p>
<img src="{web}/h.png"><img src="{file}"><img srcset="{web}/i.png 2x"><img src="//127.0.0.1/j.png"><img src="k.png">
<picture><source srcset="{web}/l.avif"><img src="{web}/m.jpg"></picture><img src="\\\\127.0.0.1\\share\\n.png">
<img src="file://127.0.0.1/share/o.png"><img src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><image
href='{web}/p.png'/></svg>"><table background="{web}/q.png"><tr><td background="{file}">cell
<td style="background:url({web}/r.png)">cell<tr><td>cell<td style="list-style-image:url({file})">cell</table>
<ul style="list-style: url({web}/s.png)"><li>item</ul><video src="{web}/t.mp4" poster="{web}/u.png"></video>
<audio src="{web}/v.mp3"></audio><object data="{file}"></object><embed src="{web}/w"><iframe src="{web}/x"></iframe>
<input type="image" src="{web}/y.png"><svg><image href="{web}/z.png"/><use href="{file}"/></svg>
<a href="{web}/link" ping="{web}/ping">a link that nobody follows</a></body></html>
"""


@pytest.mark.parametrize("block", [1, BODY])
def test_nothing_that_a_pasted_page_names_is_ever_loaded(story: Driver, canary: Canary, block: int) -> None:
    paste(story, REMOTE.format(web=canary.web, file=canary.file), block=block)
    story.window.grab()
    story.settle()
    assert "Text that stays." in (story.article.body or story.article.headline)
    assert not canary.visits


@pytest.mark.parametrize("text", ["{web}/a.png", "![x]({web}/a.png)", "<img src={file}>", "{file}"])
def test_nothing_that_a_pasted_text_names_is_ever_loaded(story: Driver, canary: Canary, text: str) -> None:
    paste(story, text=text.format(web=canary.web, file=canary.file))
    story.window.grab()
    assert not canary.visits
