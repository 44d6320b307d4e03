"""The passage that shows why a document was found."""

import pytest

from monitor.archive.snippet import snippet
from monitor.query.match import match
from monitor.query.parse import parse
from monitor.query.subject import Subject


@pytest.mark.parametrize(
    ("before", "phrase", "language"),
    [
        ("白鹭港警方周日晚间宣布，从港口一家工厂解救了十一名外来工人。" * 9, "水产加工厂", "zh"),
        ("ตำรวจท่าเรือแถลงว่าได้ช่วยแรงงานข้ามชาติสิบเอ็ดคน " * 9, "โรงงานปลา", "th"),
        ("أعلنت الشرطة أنها حررت أحد عشر عاملا مهاجرا. " * 9, "مصنع الأسماك", "ar"),
        ("Police freed eleven workers on Sunday night. " * 9, "fish plant", "en"),
    ],
)
def test_snippet_shows_what_stands_before_a_term_and_marks_the_term(
    before: str, phrase: str, language: str
) -> None:
    text = f"{before}{phrase} {before}"
    found = match(parse(f'"{phrase}"'), Subject.of(title="", text=text, language=language))

    shown = snippet(text, found or ())

    assert shown is not None
    assert [shown.text[start:end] for start, end in shown.marks] == [phrase]
    assert 20 <= shown.marks[0][0] <= 70
    assert shown.text.strip("… ") in text
