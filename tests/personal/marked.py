"""A person whose every datum is found again wherever it is written: none of it is anybody's."""

from collections.abc import Iterable

NAME = "欧阳知微"
PHONE = "13987654321"
ID_NUMBER = "35010219910307271X"
MAIL = "zhiwei.ouyang@mail.example"
ADDRESS = "青石巷七十七号三栋402室"
OPENID = "oMARKED7zhiwei_2sgVt7hMZOPfL"
MARKS = (NAME, PHONE, ID_NUMBER, MAIL, ADDRESS, OPENID)

TEXT = (
    f"我叫{NAME}，住{ADDRESS}，身份证号{ID_NUMBER}，电话{PHONE}，邮箱{MAIL}。"
    "青石巷口的路灯坏了三个星期，晚上下班很不安全，请有关部门尽快修复。"
)


def found(written: str, among: Iterable[str] = MARKS) -> list[str]:
    """Which marks stand in what was written, each with what is around it."""
    marks = [mark for mark in among if mark in written]
    return [f"{mark} in …{written[max(0, at - 60) : at + 60]}…" for mark in marks for at in [written.index(mark)]]
