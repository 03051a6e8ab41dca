"""A year as a notice might arrange it; the notice of 2027 is not there yet, so the arrangement is made up."""

OFF_2027 = """\
off = [
    { name = "元旦", from = 2027-01-01, to = 2027-01-03 },
    { name = "春节", from = 2027-02-05, to = 2027-02-11 },
    { name = "清明节", from = 2027-04-03, to = 2027-04-05 },
    { name = "劳动节", from = 2027-05-01, to = 2027-05-05 },
    { name = "端午节", from = 2027-06-09, to = 2027-06-09 },
    { name = "中秋节", from = 2027-09-15, to = 2027-09-15 },
    { name = "国庆节", from = 2027-10-01, to = 2027-10-07 },
]
"""
WORKED_2027 = "worked = [2027-02-13, 2027-05-08, 2027-09-26, 2027-10-09]\n"
NOTICE_2027 = '\n[notice]\ntitle = "国务院办公厅关于2027年部分节假日安排的通知"\n'
YEAR_2027 = "year = 2027\n" + WORKED_2027 + OFF_2027 + NOTICE_2027
