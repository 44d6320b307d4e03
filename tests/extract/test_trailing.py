"""What follows an article."""

import pytest

from monitor.extract.trailing import without

TOLD = ["La policía liberó a once personas en una fábrica del puerto el domingo. " * 3]


@pytest.mark.parametrize("heading", ["Comentarios", "12 Kommentare", "评论 (3)", "Comments:"])
def test_comments_end_an_article(heading: str) -> None:
    assert without([*TOLD, heading, "Casper", "Muy bien dicho, y ya era hora."]) == TOLD


def test_comments_without_an_article_above_them_stay() -> None:
    assert without(["Comments", *TOLD]) == ["Comments", *TOLD]


@pytest.mark.parametrize("heading", ["เรื่องที่เกี่ยวข้อง", "関連記事", "Lees ook:", "اقرأ أيضا"])
def test_list_of_other_articles_is_left_out_and_what_follows_it_stays(heading: str) -> None:
    listed = [heading, "Another headline", "A third one"]

    assert without([*TOLD, *listed, *TOLD]) == [*TOLD, *TOLD]


def test_word_in_a_sentence_is_no_heading() -> None:
    told = [*TOLD, "Comentarios de la fiscal cerraron la sesión.", "El fin"]

    assert without(told) == told
