"""Bytes to text: what is changed, what is refused, and where the fault is."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.diagnostics import Diagnostic, Place
from detente.errors import FileError, InputError
from detente.evidence.texts import digest, is_digest, normalise, read_report, report_text
from detente.files import disk


def fault(data: bytes) -> Diagnostic:
    """Return the one fault of some bytes."""
    with pytest.raises(InputError) as caught:
        report_text(data, "a.txt")
    (diagnostic,) = caught.value.diagnostics
    return diagnostic


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("\ufeffone\r\ntwo\r\n", "one\ntwo\n"),
        ("one\rtwo", "one\rtwo"),  # a lone CR stays
        ("one \t\n\n two\u2028\u00a0", "one \t\n\n two\u2028\u00a0"),  # so does all other white space
        ("one\ufefftwo", "one\ufefftwo"),  # and a mark that is not at the head
        ("e\u0301", "e\u0301"),  # letters are not composed
        ("one\r\r\ntwo", "one\ntwo"),
    ],
)
def test_normalise_changes_marks_and_line_ends_only(before: str, after: str) -> None:
    assert normalise(before) == after
    assert report_text(before.encode(), "a.txt") == after


def test_a_long_run_of_carriage_returns_takes_no_time() -> None:
    run = "\r" * 1_000_000
    assert normalise(run) == run
    assert normalise(run + "\n") == "\n"


def test_digest_is_the_sha256_of_the_utf8() -> None:
    assert digest("é") == "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"
    assert is_digest(digest("é"))
    assert not is_digest(digest("é").upper())
    assert not is_digest(digest("é") + "\n")


def test_bytes_that_are_not_utf8_are_placed() -> None:
    found = fault("né\nab".encode() + b"\xe9")
    assert (found.code, found.place) == ("not-utf8", Place("a.txt", 2, 3))
    assert "0xe9" in found.message
    assert "UTF-8" in found.cure


def test_utf16_is_called_not_utf8_and_not_binary() -> None:
    assert fault("one".encode("utf-16")).code == "not-utf8"


def test_a_surrogate_in_bytes_is_not_utf8() -> None:
    assert fault(b"\xed\xa0\x80").code == "not-utf8"


def test_binary_bytes_are_refused() -> None:
    assert fault(b"one\0two").code == "binary-file"


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf\n"])
def test_a_text_without_words_is_refused(data: bytes) -> None:
    assert fault(data).code == "empty-text"


def test_a_text_over_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(disk, "SIZE_LIMIT", 4)
    path = tmp_path / "a.txt"
    path.write_bytes(b"1234")
    assert read_report(path) == "1234"
    path.write_bytes(b"123456")
    with pytest.raises(InputError, match=r"has .* bytes, and a text may have 4"):
        read_report(path)


def test_read_text_reads(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"one\r\ntwo")
    assert read_report(path) == "one\ntwo"


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "none.txt", "no-such-file"), (tmp_path, "is-a-folder")):
        with pytest.raises(FileError) as caught:
            read_report(path)
        assert caught.value.diagnostics[0].code == code
        assert caught.value.diagnostics[0].place == Place(str(path))
