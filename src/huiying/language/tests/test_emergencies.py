import pytest

from huiying.language.emergencies import emergency_in
from huiying.language.reading import read


@pytest.mark.parametrize(
    "text",
    [
        "您好，领导，我们小区3栋现在着火了，物业没人管，请快派消防车来！",
        "尊敬的领导，临港路化工厂今天早上发生氯气泄漏，味道刺鼻，已有多人送医，请尽快处置。",
        "投诉：望江路施工工地刚刚发生脚手架坍塌，有工人被埋，业主都看见了，请求救援。",
        "学校食堂吃完饭后二十多个孩子上吐下泻，都送到医院了，家长很着急，希望领导重视。",
        "松溪大桥上两辆大货车相撞，司机被困在驾驶室里，交警还没来，请帮忙。",
        "我们村被洪水淹了，几十户老人困在屋顶，请求救援！",
        "昨晚园区仓库起火，烧了一夜，消防员还在扑救。",
        "有人要跳楼，就站在18楼楼顶，快来救人！",
        "河边有小孩落水了，还没救上来，快派人！",
        "電梯從十樓墜落，三人受傷，正在等救護車。",
        "地震了，房子裂了，有人压在下面",
        "不是演习，三号楼真的着火了，快来人！",
        "刚才的不是鞭炮，是车间爆炸了，有人受伤。",
    ],
)
def test_what_happens_now_wakes_people_however_politely_it_is_told(text):
    assert emergency_in(read(text)).flagged


@pytest.mark.parametrize(
    "text",
    [
        "不是火灾，只是烧烤的烟，大家不用担心。",
        "今天下午园区举行消防演练，模拟厂房起火，消防员扑救，被困人员疏散，请大家不要惊慌。",
        "网传松溪产业园昨晚爆炸多人死亡，是真的吗？",
        "网上说化工厂着火了，是谣言，请官方辟谣。",
        "请问火灾保险怎么投保？工厂起火造成人员受伤能赔多少？",
        "去年我家被火灾烧毁，人受伤住院，赔偿至今没有到位，请领导解决。",
        "如果工厂发生爆炸，周边居民怎么逃生？有没有应急预案？",
        "2019年的事故中我丈夫死亡，工伤认定一直拖着，恳请领导过问。",
        "我在交通事故中受伤，肇事司机不赔偿，交警队的认定书不公正，请复核。",
        "看了电影里的爆炸场面，多人死亡，想到我们厂的安全，建议检查。",
        "小区电梯多次坠落，有人受伤，物业一直不修，投诉。",
        "路口经常发生车祸，去年死了三个人，希望装红绿灯。",
        "请核实昨天有没有发生过火灾，没有就请澄清。",
        "楼上漏水把我家淹了，物业不管，请协调。",
    ],
)
def test_denied_drilled_rumoured_insured_past_or_feared_is_none(text):
    assert not emergency_in(read(text)).flagged


def test_the_words_are_told_as_the_letter_has_them():
    said = emergency_in(read("發生火災，三人受傷，消防員正在撲救"))
    assert "火災" in said.words
    assert "三人受傷" in said.words
