import pytest

from huiying.core.errors import InputError
from huiying.core.syntax import loads


def refused(text: str) -> str:
    with pytest.raises(InputError) as caught:
        loads(text, where="甲.toml")
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "place", "told"),
    [
        ("a = 1\nb = “x”", "第 2 行第 5 列", "此处用了全角引号。请改用半角引号"),
        ("a\u3000= 1", "第 1 行第 2 列", "此处有全角空格。请改用半角空格"),
        ("a ＝ 1", "第 1 行第 3 列", "此处用了全角的“＝”。请改用半角的 ="),
        ("a = [1，2]", "第 1 行第 7 列", "此处用了全角的“，”。请改用半角的 ,"),
        ("[terms。x]", "第 1 行第 7 列", "此处用了全角的“。”。请改用半角的 ."),
        ('a = "x”\n', "第 1 行第 8 列", "引号没有成对，其中有全角引号。请改用半角引号"),
        ('a = "x\nb = 1', "第 1 行第 7 列", "引号没有成对。请在文字后面补上同样的半角引号"),
        ('a = 1\nb = "x', "第 2 行第 6 列", "引号没有成对"),
        ("b = 'x", "第 1 行第 6 列", "引号没有成对"),
        ("a = 七", "第 1 行第 5 列", "等号后面的值无法识别。文字要加半角引号"),
        ("a = 1\n\nb = \n", "第 3 行第 5 列", "等号后面的值无法识别"),
        ("a b = 1", "第 1 行第 3 列", "项名后面缺少等号"),
        ("名称 = 1", "第 1 行第 1 列", "行首无法识别。写成 项名 = 值 或 [表名]；项名是汉字时要加半角引号"),
        ("a = 1 2", "第 1 行第 7 列", "这一项后面有多余的内容"),
        ("a = 2026-13-01", "第 1 行第 9 列", "这一项后面有多余的内容。每项各占一行；数字不以 0 开头，日期要真实存在"),
        ("a = 1\na = 2\n", "第 2 行第 6 列", "同一项写了两次，或与表名重复。请删去其中一个"),
        ("a = { b = 1, b = 2 }", "第 1 行第 19 列", "同一项写了两次"),
        ("[a]\n[b]\n[a]", "第 3 行第 3 列", "同一个表名写了两次"),
        ("[a", "第 1 行第 2 列", "表名缺少右方括号"),
        ("a = [\n  1\nb = 2", "第 3 行第 1 列", "方括号里的清单没有写完"),
        ("a = { b = 1", "第 1 行第 11 列", "花括号没有写完"),
        ("a = { b = 1, }", "第 1 行第 14 列", "此处应为项名。最后一项后面不写逗号"),
        ('a = "C:\\q"', "第 1 行第 10 列", "引号里的反斜杠写法不对"),
        ("a = 'x\x00'", "第 1 行第 7 列", "有不可见的控制字符"),
        ("a = 2026-02-30", "第 1 行第 5 列", "没有这个日期。日期写成 2026-10-01，并要真实存在"),
    ],
)
def test_what_is_no_toml_is_told_with_line_and_column(text: str, place: str, told: str) -> None:
    assert refused(text).startswith(f"甲.toml {place}：文件不符合 TOML 格式：{told}")


@pytest.mark.parametrize("text", ["a = " + "1" * 5000, "a = " + "[" * 20000])
def test_a_hostile_file_is_refused_and_not_the_death_of_the_reader(text: str) -> None:
    assert "文件不符合 TOML 格式" in refused(text)
    assert len(refused(text)) < 200
