"""TOML text into tables; what is wrong with it is said in a clerk's words, with line and column."""

import re
import tomllib
from typing import Any

from huiying.core.errors import InputError

PLACE = re.compile(r"\(at line (\d+), column (\d+)\)$")
# Typed with a Chinese input method on, and the commonest cause of all.
FULL_WIDTH = dict(zip("＝，：［］｛｝【】。＃", "=,:[]{}[].#", strict=True))
FULL_WIDTH_QUOTES = "“”‘’＂"
FULL_WIDTH_SPACE = "\u3000"

# How the parser of the standard library begins its message: what it means, what to do.
CAUSES = (
    ("Invalid value", "等号后面的值无法识别", "文字要加半角引号，日期写成 2026-10-01，数字不加引号"),
    ("Expected '=' after a key", "项名后面缺少等号", "写成 项名 = 值；项名里有空格或汉字时要加半角引号"),
    ("Unclosed array", "方括号里的清单没有写完", "各项之间用半角逗号隔开，最后用 ] 结束"),
    ("Unclosed inline table", "花括号没有写完", "各项之间用半角逗号隔开，并在同一行里用 } 结束"),
    ("Unterminated string", "引号没有成对", "请在文字后面补上同样的半角引号"),
    ("Illegal character '\\n'", "引号没有成对", "请在文字后面补上同样的半角引号"),
    ('Expected "\'"', "引号没有成对", "请在文字后面补上同样的半角引号"),
    ("Expected newline or end of document", "这一项后面有多余的内容", "每项各占一行；数字不以 0 开头，日期要真实存在"),
    ("Invalid statement", "行首无法识别", "写成 项名 = 值 或 [表名]；项名是汉字时要加半角引号"),
    ("Cannot overwrite a value", "同一项写了两次，或与表名重复", "请删去其中一个"),
    ("Duplicate inline table key", "同一项写了两次", "请删去其中一个"),
    ("Cannot declare", "同一个表名写了两次", "请合并为一处，或删去其中一个"),
    ("Expected ']", "表名缺少右方括号", "写成 [表名] 或 [[表名]]"),
    ("Unescaped '\\'", "引号里的反斜杠写法不对", "反斜杠要写成 \\\\，或改用半角单引号"),
    ("Invalid initial character for a key part", "此处应为项名", "最后一项后面不写逗号；项名是汉字时要加半角引号"),
    ("Invalid date or datetime", "没有这个日期", "日期写成 2026-10-01，并要真实存在"),
    ("Illegal character", "有不可见的控制字符", "请删去后重新输入"),
    ("Found invalid character", "有不可见的控制字符", "请删去后重新输入"),
)


def loads(text: str, *, where: str) -> dict[str, Any]:
    """The tables of a TOML text; InputError with line, column, cause and remedy."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _told(str(error), text, where) from error
    except (ValueError, RecursionError) as error:
        # A number of thousands of digits, or brackets nested a thousand deep: nobody's regulation.
        raise InputError("文件不符合 TOML 格式：数字过长或括号层数过多", where=where, fix="请检查文件内容") from error


def _told(message: str, text: str, where: str) -> InputError:
    line, column = _place(message, text)
    lines = text.replace("\r\n", "\n").split("\n")
    char = lines[line - 1][column - 1 : column]
    what, fix = _cause(message, char, lines[line - 1])
    return InputError(f"文件不符合 TOML 格式：{what}", where=f"{where} 第 {line} 行第 {column} 列", fix=fix)


def _place(message: str, text: str) -> tuple[int, int]:
    """Line and column, from 1; the end of the last line that says something where the parser names the end."""
    if found := PLACE.search(message):
        return int(found[1]), int(found[2])
    lines = text.rstrip().split("\n")
    return len(lines), max(len(lines[-1]), 1)


def _cause(message: str, char: str, line: str) -> tuple[str, str]:
    if full_width := _full_width(char):
        return full_width
    for beginning, what, fix in CAUSES:
        if message.startswith(beginning):
            if "引号没有成对" in what and any(quote in line for quote in FULL_WIDTH_QUOTES):
                return f"{what}，其中有全角引号", "请改用半角引号"
            return what, fix
    return "写法无法识别", "请对照格式说明检查所指的行"


def _full_width(char: str) -> tuple[str, str] | None:
    if char and char in FULL_WIDTH_QUOTES:
        return "此处用了全角引号", "请改用半角引号"
    if char == FULL_WIDTH_SPACE:
        return "此处有全角空格", "请改用半角空格"
    if char in FULL_WIDTH:
        return f"此处用了全角的“{char}”", f"请改用半角的 {FULL_WIDTH[char]}"
    return None
