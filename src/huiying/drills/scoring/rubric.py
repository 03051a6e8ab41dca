"""评分表 · The points in the order of the day, their weights of a hundred, and what is trained where one is low."""

from typing import Final

from .agreeing import consistency
from .answering import calls, letters
from .detecting import detection
from .hours import hours
from .mood import mood
from .point import Point
from .responding import first_response, four_parts
from .rumours import rumours
from .signing import sign_off
from .wording import wording

RUBRIC: Final = (
    Point("detection", "发现", 10, detection, "热点发现和上报：值班人员按时查看热点和突发事件提示，发现后立即上报"),
    Point("first_response", "首次回应", 20, first_response, "首次发布：在时限以内尽早发布，先说已经核实的情况"),
    Point("four_parts", "四要素", 10, four_parts, "首次通报的写法：写明基本情况、初步核实情况、措施和请公众注意的事项"),
    Point("consistency", "前后一致", 10, consistency, "口径核对：发布前逐项核对数字和事实，更正时写明原来的说法"),
    Point("rumours", "谣言回应", 10, rumours, "谣言回应：核实后及时澄清，涉嫌违法的移交线索"),
    Point("sign_off", "审签", 8, sign_off, "审签制度：拟稿和签发分开，发出的文字与签发的一致"),
    Point("hours", "时限", 8, hours, "时限管理：承诺的下一次发布、交办的任务和领导批示按时完成"),
    Point("calls", "来电", 6, calls, "来电应答：记者和上级来电按时答复，不知道的说明何时答复"),
    Point("letters", "诉求", 6, letters, "来件办理：应急期间来件同步交办、答复"),
    Point("wording", "失当言辞", 6, wording, "对外用语：不用空话套话，不指责、不命令，每期通报都说明公众应当怎么做"),
    Point("mood", "公众情绪", 6, mood, "情绪研判：根据公众反应调整发布的时间和内容"),
)

PASS, GOOD = 60.0, 80.0
"""Below the first a point is trained at once; below the second it is a problem too."""

NAMES: Final = {point.key: point.name for point in RUBRIC}
