"""Pages, PDF, subtitles, feeds: what is read from them, and what is refused."""

from __future__ import annotations

import io

import pypdf
import pytest

from detente.errors import InputError
from detente.evidence.importing.kinds import extracts
from detente.evidence.importing.source import Extract, Source


def one(name: str, data: bytes | str, **fields: str) -> Extract:
    (found,) = extracts(Source(name, data.encode() if isinstance(data, str) else data, **fields))
    return found


def code(name: str, data: bytes | str) -> str:
    with pytest.raises(InputError) as error:
        extracts(Source(name, data.encode() if isinstance(data, str) else data))
    (fault,) = error.value.diagnostics
    assert fault.place.file == name
    assert fault.cure
    return fault.code


def pdf(*pages: str, password: str = "") -> bytes:
    """Return a PDF whose pages hold lines of words."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for page in pages:
        shown = " ".join(f"({line}) Tj 0 -14 Td" for line in page.split("\n") if line)
        stream = f"BT /F1 12 Tf 72 720 Td {shown} ET"
        kids.append(f"{len(objects) + 1} 0 R")
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {len(objects) + 2} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>",
            f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        ]
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    data += f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n".encode()
    data += f"startxref\n{data.rindex(b'xref')}\n%%EOF\n".encode()
    if not password:
        return data
    writer, locked = pypdf.PdfWriter(io.BytesIO(data)), io.BytesIO()
    writer.encrypt(password, algorithm="RC4-128")
    writer.write(locked)
    return locked.getvalue()


def test_a_pdf_is_read_without_its_running_lines() -> None:
    words = ["Both sides met on 3 May 2030.", "They agreed on little.", "They will meet again."]
    found = one("a.pdf", pdf(*(f"The Post\n{line}\nPage {n}" for n, line in enumerate(words))))
    assert found.text == "\n\n".join(words) + "\n"
    assert (str(found.dated), found.dated_from) == ("2030-05-03", "the date line")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (pdf("Secret.", password="open"), "locked-pdf"),
        (pdf(""), "no-words"),
        (b"%PDF-1.4\nnothing", "broken-pdf"),
        (pdf("Words.")[:200], "broken-pdf"),
    ],
)
def test_a_bad_pdf_is_refused(data: bytes, expected: str) -> None:
    assert code("a.pdf", data) == expected


def test_subrip_becomes_turns() -> None:
    text = (
        "1\r\n00:00:01,000 --> 00:00:02,000\r\n>> Will they\r\n<i>meet</i>?\r\n\r\n"
        "2\r\n00:00:02,000 --> 00:00:03,000\r\n<i>meet</i>?\r\n- They &amp; we will.\r\n"
    )
    assert one("a.srt", text).text == "Will they meet?\n\nThey & we will.\n"


def test_webvtt_names_its_speakers() -> None:
    text = (
        "WEBVTT - title\n\nNOTE nothing\nto see\n\nSTYLE\n::cue {}\n\nintro\n"
        "00:01.000 --> 00:02.000 align:start\n"
        "<v.loud Ann>No <00:01.500><c>deal</c>.</v>\n\n00:02.000 --> 00:03.000\n<v Bob>Why?\n"
    )
    assert one("a.txt", text).text == "Ann: No deal.\n\nBob: Why?\n"


def test_subtitles_without_words_are_refused() -> None:
    assert code("a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n\n") == "no-subtitles"
    assert code("a.srt", "So it goes.") == "no-subtitles"


RSS = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>The Post</title>
<language>en-gb</language>
<item><title>Talks &amp; tea</title><link>https://post.example/1</link>
<pubDate>Fri, 03 May 2030 10:00:00 GMT</pubDate>
<description>&lt;p&gt;Both met.&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;
&lt;p&gt;“No &amp;amp; no”, she said.&lt;/p&gt;
</description></item>
<item><title>Empty</title></item>
<item><link>javascript:x</link><description>Nobody came.</description></item></channel></rss>"""


def test_a_feed_becomes_reports() -> None:
    first, second = extracts(Source("feed.xml", RSS.encode()))
    assert first.text == "Talks & tea\n\nBoth met.\n“No & no”, she said.\n"
    assert (first.title, first.outlet, first.language) == ("Talks & tea", "The Post", "en")
    assert (str(first.dated), first.dated_from, first.address) == (
        "2030-05-03",
        "the feed",
        "https://post.example/1",
    )
    assert (second.text, second.title, second.dated, second.address) == ("Nobody came.\n", None, None, None)


def test_atom_is_a_feed_whatever_its_name() -> None:
    text = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>P</title><entry><title>T</title>'
        '<published>2030-05-03T10:00:00Z</published><content type="html">Long words.</content>'
        "<summary>Long</summary></entry></feed>"
    )
    assert one("feed", text).text == "T\n\nLong words.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_feed_with_entities_is_refused(encoding: str) -> None:
    entity = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    text = RSS.replace("<rss", f"{entity}<rss", 1).replace("Nobody", "&x;").replace("UTF-8", encoding)
    assert code("feed.xml", text.encode(encoding)) == "feed-with-entities"


def test_a_feed_in_a_hiding_encoding_is_refused() -> None:
    assert code("feed.xml", RSS.replace("UTF-8", "UTF-7").encode()) == "unknown-encoding"


def test_an_empty_feed_is_refused() -> None:
    assert code("feed.xml", "<rss version='2.0'><channel></channel></rss>") == "empty-feed"


PAGE = (
    "<html><head><title>T</title></head><body><article><p>Le café est fermé, dit-elle, et personne ne vient "
    "plus de la ville pour le voir.</p></article></body></html>"
)


def test_a_page_is_read_by_the_encoding_that_it_declares() -> None:
    declared = PAGE.replace("<head>", '<head><meta charset="windows-1252">')
    assert "café" in one("a.html", declared.encode("cp1252")).text
    by_server = Source(
        "https://a.example/", PAGE.encode("cp1252"), media_type="text/html; charset=windows-1252"
    )
    assert "café" in extracts(by_server)[0].text
    assert code("a.html", PAGE.encode("cp1252")) == "not-utf8"
    assert code("a.html", declared.replace("windows-1252", "euc-kr").encode("cp1252")) == "bad-encoding"


def test_the_date_of_a_page_comes_from_linked_data_too() -> None:
    data = '{"@graph": [{"@type": "NewsArticle", "datePublished": "2030-05-03", '
    data += '"publisher": {"name": "The Post"}}]}'
    found = one("a.html", PAGE.replace("<head>", f'<head><script type="application/ld+json">{data}</script>'))
    assert (str(found.dated), found.outlet) == ("2030-05-03", "The Post")
    broken = one("a.html", PAGE.replace("<head>", '<head><script type="application/ld+json">{</script>'))
    assert broken.dated is None


@pytest.mark.parametrize(
    ("text", "code_of_language"),
    [
        ("북한은 아직 답하지 않았다.", "ko"),
        ("首脳会談は来月に開かれる。", "ja"),
        ("Der Minister hat sich mit dem Land nicht auf die Summe und das Ziel der Reise geeinigt.", "de"),
        ("Blub.", "und"),
    ],
)
def test_the_language_of_a_text(text: str, code_of_language: str) -> None:
    assert one("a.txt", text).language == code_of_language


@pytest.mark.parametrize("name", ["2030-05-03-gazette.txt", "The Post 3 May 2030.txt", "post_2030-05-03.txt"])
def test_the_name_of_a_file_may_tell_the_day(name: str) -> None:
    found = one(name, "Both sides met again.")
    assert (str(found.dated), found.dated_from) == ("2030-05-03", "the name of the file")
