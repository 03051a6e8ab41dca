"""The small office and the letters that the tests of this room share; all are of our own making."""

from huiying.language.judge import Office, SectionDuty

INFORMATION, PROJECTS, POLICY = "综合信息科", "项目服务科", "政策法规科"

OFFICE = Office(
    sections=(
        SectionDuty(INFORMATION, "负责来信统一收集、登记、研判、分办、督办，门户网站内容发布和辟谣澄清。"),
        SectionDuty(PROJECTS, "负责签约项目落地服务，协调用地指标、规划许可、施工许可、不动产登记和企业用工招聘。"),
        SectionDuty(POLICY, "负责惠企政策解读，奖励、补贴、贴息和租金补助的申报、审核、公示与兑现拨付。"),
    )
)
