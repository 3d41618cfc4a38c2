import pytest

from retrieval.documents.encodings import decode, extract
from retrieval.errors import DocumentError

RUSSIAN = "Старый мост закрыт до июня. Для пешеходов указан обход, сообщает мэрия. Жители ждут."
GERMAN = "Die Brücke bleibt bis Juni gesperrt. Für Fußgänger ist eine Umleitung ausgeschildert."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((RUSSIAN, encoding) for encoding in ("cp1251", "koi8-r", "utf-16", "utf-32", "utf-8")),
        (GERMAN * 3, "cp1252"),
        ("旧桥关闭至六月。行人请绕行，市政府表示。" * 5, "gb18030"),
        (
            "古い橋は六月まで閉鎖されます。歩行者には迂回路が示されています。市役所が発表しました。"
            * 5,
            "shift_jis",
        ),
    ],
)
def test_an_encoding_that_is_certain_is_read(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    "data",
    [
        "café ".encode("latin-1") * 50,
        "Eski köprü kapalı. Şişli ığdır.".encode("cp1254"),
        bytes(range(1, 256)),
    ],
    ids=["one letter", "a tie", "noise"],
)
def test_an_encoding_that_is_a_guess_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError, match="save it as UTF-8"):
        decode(data)


def test_binary_data_is_no_text_in_any_encoding() -> None:
    with pytest.raises(DocumentError, match="binary"):
        extract(b"\xff\0\xfe\1")


def test_a_declared_encoding_is_believed_where_it_fits() -> None:
    assert decode("café".encode("latin-1"), "iso-8859-1") == "café"
    assert decode("café".encode(), "no-such-encoding") == "café"
