"""栏目 · The portal's four columns, by the slugs under which pages and links know them."""

INFORMATION = "zhengwu-gongkai"
NEWS = "xinxi-fabu"
INTERACTION = "hudong-jiaoliu"
CONSULTATIONS = "yijian-zhengji"
NOTICES = "tongzhi-gonggao"  # inside NEWS

COLUMNS = (
    (INFORMATION, "政务公开", "机构职能、政策文件、办事指南和依申请公开。"),
    (NEWS, "信息发布", "工作动态、通知公告和项目信息。"),
    (INTERACTION, "互动交流", "写信留言、查询办件、常见问题和公开答复。"),
    (CONSULTATIONS, "意见征集", "正在征求意见的事项和采纳结果。"),
)
