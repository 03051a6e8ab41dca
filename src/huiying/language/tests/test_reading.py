from huiying.language.phrases import PhraseBook
from huiying.language.reading import fold, read
from huiying.language.segment import words
from huiying.language.theme_tree import theme_tree
from huiying.language.where import names_in, where


def test_folding_keeps_every_place():
    text = "ＡＢ①\u200b㎡Ⅳ\x00\n火"
    assert len(fold(text)) == len(text)
    assert fold("ＡＢ１２：") == "ab12:"


def test_a_reading_knows_where_the_text_begins():
    reading = read("正文", title="标\n题")
    assert (reading.title, reading.text, reading.cut) == ("标 题", "正文", False)
    assert read("字" * 30_000).cut


def test_words_leave_out_courtesies_and_numbers():
    assert words("您好，请问松溪的租金补贴 2026 怎么办") == ["松溪", "租金", "补贴"]


def test_the_longest_phrase_counts_and_a_weightless_one_blocks():
    book = PhraseBook({"a": {"投诉": 2.0, "投诉无门": 3.0, "投诉电话": 0.0}})
    assert [(h.word, h.start) for h in book.hits("投诉无门，打了投诉电话，再投诉")] == [("投诉无门", 0), ("投诉", 13)]


def test_phrases_that_overlap_both_count():
    book = PhraseBook({"a": {"小区物业": 1.0, "物业费": 1.0}})
    assert [h.word for h in book.hits("小区物业费")] == ["小区物业", "物业费"]


def test_every_theme_belongs_to_a_top_theme():
    tree = theme_tree()
    assert set(tree.tops) >= {"城乡建设", "教育文体", "招商引资"}
    assert tree.parent("政策兑现") == "招商引资"
    assert tree.parent("环境保护") == "环境保护"
    assert all(tree.parent(name) for name in tree.names)
    assert tree.parent("没有这个主题") == ""


def test_names_of_places_and_firms():
    assert "松溪产业园" in names_in("请问松溪产业园的厂房怎么租")
    assert names_in("我们小区和公司") == []
    assert where(["松溪产业园停电", "松溪产业园又停电", "投诉松溪产业园"]) == "松溪产业园"
    assert where(["停电了", "没水了"]) == ""
