"""What an archive of made-up letters asks: letters a second and peak memory, in a process of its own.

The archive is made once in `--folder` and used again. A tenth of the letters ask of a few matters that many have, the
others of some thousands; a fifth repeat the title of another word for word. `--same` compares with the letters held.
"""

import argparse
import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from bench.archive import BEGIN, DAYS, MATTERS, PARTS, SORTS, measured_run, store
from bench.archive import arguments as arguments_of_posts

REPEATED, COMMON = 0.2, 0.1
WHAT = tuple(
    word
    for line in (
        "公租房 经适房 廉租房 公积金 医保卡 社保卡 养老保险 生育津贴 失业金 工伤认定 居住证 身份证 护照 户口 驾驶证",
        "营业执照 食品许可证 不动产证 房产证 学区 转学 中考 高考 幼儿园 校车 助学金 职称 教师资格 护士执业 疫苗",
        "体检 献血 救护车 残疾证 低保 高龄补贴 托育 婚姻登记 收养 公证 法律援助 仲裁 信访 纳税 发票 出租车 网约车",
        "公交卡 地铁 高铁站 停车场 充电桩 加油站 自行车道 人行天桥 路灯 井盖 排水管 自来水 燃气 暖气 电价 宽带 基站",
        "垃圾分类 渣土车 扬尘 油烟 噪声 河道 湿地 古树 公园 图书馆 博物馆 体育馆 游泳池 广场舞 养犬 流浪猫 电梯",
        "物业费 维修基金 业委会 外墙 防水 征地 拆迁 补偿款 宅基地 农机 种子 灌溉 水库 林权 采砂 矿山 港口 快递 外卖",
        "预付卡 保健品 彩票 民宿 景区 门票 导游 夜市 摊位 消防 应急 防汛",
    )
    for word in line.split()
)
DONE = tuple(
    word
    for line in (
        "办理条件 办理流程 所需材料 申请时间 补办 年审 收费标准 退费 补贴发放 名额 网上预约 窗口排队 转移接续",
        "变更信息 注销 异地使用 投诉处理 执法检查 安全隐患 维修进度 建设规划 搬迁安置 环境评估 服务态度 工作时间",
        "信息公开 政策解释 资格审核 处罚依据 监督电话",
    )
    for word in line.split()
)
FORMS = (
    "请问{what}的{done}",
    "咨询{place}{what}{done}问题",
    "{place}{what}{done}为何迟迟没有答复？",
    "关于{what}{done}的几点疑问",
    "{place}的{what}{done}怎么办",
    "希望改进{what}{done}",
)


def arguments(parser: argparse.ArgumentParser) -> None:
    arguments_of_posts(parser, of="letters")


def run(options: argparse.Namespace) -> dict[str, Any]:
    archive = options.folder / f"letters-{options.letters}"
    if not archive.exists():
        store(archive, letters(options.letters))
    work = options.folder / f"work-letters-{options.letters}-{options.processes}"
    measured = measured_run("bench.archive_gap_run", archive, work, options)
    sizes = (file.stat().st_size for file in work.rglob("*") if file.is_file())
    return {
        "letters": options.letters,
        "letters_a_second": round(options.letters / measured["seconds"]),
        "work_mib": sum(sizes) // 2**20,
        **measured,
    }


def letters(count: int) -> Iterator[dict[str, Any]]:
    """Letters in the order of their time."""
    chance = random.Random(count)
    recent = ["请问办事窗口周末开不开"]
    for number in range(count):
        title = chance.choice(recent) if chance.random() < REPEATED else _title(chance)
        recent = [*recent[-400:], title]
        yield {
            "id": str(number),
            "number": str(number),
            "channel": "letters",
            "at": BEGIN + timedelta(days=DAYS) * (number / count),
            "title": title,
            "text": "",
            "person": f"p{chance.randrange(max(count // 2, 1))}",
            "likes": min(int(chance.paretovariate(1.2)) - 1, 1000),
            "against": 0,
            "reposts": 0,
            "place": "",
            "url": "",
        }


def _title(chance: random.Random) -> str:
    place = f"{chance.choice(PARTS)}{chance.choice(PARTS)}{chance.choice(SORTS)}"
    if chance.random() < COMMON:
        matter = chance.choice(MATTERS)
        return f"{place}{matter[0]}{matter[1]}{chance.choice(('严重', '没人管', '怎么解决', '影响生活'))}"
    return chance.choice(FORMS).format(place=place, what=chance.choice(WHAT), done=chance.choice(DONE))
