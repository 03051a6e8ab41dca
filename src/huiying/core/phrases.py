"""The clauses of a reason in the three languages; `wording` puts the facts in."""

from huiying.core.words import Words

PHRASES = {
    "received_day": Words(
        "{day}收到{zone}，次日起算",
        "{day}收到{zone}，次日起算",
        "received {day}{zone}; counting starts the next day",
    ),
    "received_hour": Words(
        "{day}收到{zone}，按小时连续计算，夜间和节假日不停",
        "{day}收到{zone}，按小時連續計算，夜間和節假日不停",
        "received at {day}{zone}; hours run through nights and holidays",
    ),
    "received": Words("{day}收到{zone}", "{day}收到{zone}", "received {day}{zone}"),
    "restarted_day": Words(
        "{day}补正材料收到{zone}，期限自该日起重新计算，次日起算",
        "{day}補正材料收到{zone}，期限自該日起重新計算，次日起算",
        "the correction was received {day}{zone}, so the term runs anew; counting starts the next day",
    ),
    "restarted_hour": Words(
        "{day}补正材料收到{zone}，期限自该时起重新计算，按小时连续计算，夜间和节假日不停",
        "{day}補正材料收到{zone}，期限自該時起重新計算，按小時連續計算，夜間和節假日不停",
        "the correction was received at {day}{zone}, so the term runs anew; hours run through nights and holidays",
    ),
    "zone_pauses": Words(
        "暂停的起止时刻未注明时区，按北京时间计",
        "暫停的起止時刻未註明時區，按北京時間計",
        "the pauses gave no time zone and are read as Beijing time",
    ),
    "zone": Words(
        "（未注明时区，按北京时间计）", "（未註明時區，按北京時間計）", " (no time zone given, read as Beijing time)"
    ),
    "extend": Words(
        "经批准延长{amount}，共{total}", "經批准延長{amount}，共{total}", "extended by {amount} to {total}"
    ),
    "extend_by": Words(
        "经{by}批准延长{amount}，共{total}",
        "經{by}批准延長{amount}，共{total}",
        "extended by {amount} to {total}, approved by {by}",
    ),
    "pause_day": Words(
        "{start}起暂停计时，{end}恢复，其间{amount}不计",
        "{start}起暫停計時，{end}恢復，其間{amount}不計",
        "paused from {start}, resumed {end}, {amount} not counted",
    ),
    "pause_hour": Words(
        "{span}暂停计时，扣除{length}",
        "{span}暫停計時，扣除{length}",
        "paused {span}, {length} not counted",
    ),
    "part": Words(
        "办件{due}到期，协办意见在此前{amount}，即{at}前提出",
        "辦件{due}到期，協辦意見在此前{amount}，即{at}前提出",
        "the case is due {due}; the part is given {amount} before, by {at}",
    ),
    "part_half": Words(
        "办件{due}到期，所剩时间不足，协办意见在时间过半前，即{at}前提出",
        "辦件{due}到期，所剩時間不足，協辦意見在時間過半前，即{at}前提出",
        "the case is due {due}; time is short, so the part is given by half of it, {at}",
    ),
    "part_basis": Words(
        "协办期限系本机关自定，并非法定期限",
        "協辦期限係本機關自定，並非法定期限",
        "the term of a part is the office's own, not of law",
    ),
    "paused": Words(
        "{start}起暂停计时，恢复后到期日相应顺延",
        "{start}起暫停計時，恢復後到期日相應順延",
        "paused since {start}; the due date moves on when the clock resumes",
    ),
    "skip": Words("跳过{listed}", "跳過{listed}", "skipped {listed}"),
    "run": Words("{run}（{feasts}）", "{run}（{feasts}）", "{run} ({feasts})"),
    "run_weekend": Words(
        "{run}（{feasts}与周末连休）", "{run}（{feasts}與週末連休）", "{run} ({feasts} with the weekend)"
    ),
    "weekend": Words("周末（{n}天）", "週末（{n}天）", "{n} weekend day{s}"),
    "worked": Words(
        "{days}为调休上班日，计入",
        "{days}為調休上班日，計入",
        "{days} counted as {a}make-up working day{s}",
    ),
    "worked_own": Words(
        "{days}为上班日（{name}），计入",
        "{days}為上班日（{name}），計入",
        "{days} counted as {a}working day{s} ({name})",
    ),
    "end_working_day": Words(
        "第{n}个工作日为{day}，当日{close}到期",
        "第{n}個工作日為{day}，當日{close}到期",
        "working day {n} is {day}, due at {close} that day",
    ),
    "end_calendar_day": Words(
        "第{n}日为{day}，当日{close}到期",
        "第{n}日為{day}，當日{close}到期",
        "day {n} is {day}, due at {close} that day",
    ),
    "end_moved": Words(
        "第{n}日为{day}，适逢{why}，依《民法典》第二百零三条顺延至{to}，当日{close}到期",
        "第{n}日為{day}，適逢{why}，依《民法典》第二百零三條順延至{to}，當日{close}到期",
        "day {n} is {day}, a day off ({why}), so by art. 203 of the Civil Code it ends {to}, due at {close} that day",
    ),
    "end_hour": Words("满{n}小时为{day}，届时到期", "滿{n}小時為{day}，屆時到期", "due {n} hours later, at {day}"),
    "ordered": Words(
        "12345工单时限，由派单方给定：{day}到期",
        "12345工單時限，由派單方給定：{day}到期",
        "the term of a work order, given by who dispatched it: due {day}",
    ),
    "delayed": Words(
        "依《政府信息公开条例》第三十五条确定的延迟答复期限：{day}到期",
        "依《政府信息公開條例》第三十五條確定的延遲答覆期限：{day}到期",
        "the time set for a delayed answer by art. 35 of the Regulations on Open Government Information: due {day}",
    ),
    "provisional": Words(
        "日历中尚无{years}，现按周末和法定节假日推算，未计调休，到期日暂定",
        "日曆中尚無{years}，現按週末和法定節假日推算，未計調休，到期日暫定",
        "the calendar does not yet hold {years}, so weekends and statutory days are used without "
        "make-up days, and the date is provisional",
    ),
    "provisional_solar": Words(
        "日历中尚无{years}，现按周末和公历法定节假日推算，未计农历节日和调休，到期日暂定",
        "日曆中尚無{years}，現按週末和公曆法定節假日推算，未計農曆節日和調休，到期日暫定",
        "the calendar does not yet hold {years}, so weekends and solar statutory days are used without "
        "lunar feasts and make-up days, and the date is provisional",
    ),
    "basis": Words("依据：{cited}", "依據：{cited}", "basis: {cited}"),
}
JOINED = Words("、", "、", ", ")
AND = Words("及", "及", " and ")
NOTICE = Words(
    "《国务院办公厅关于{year}年部分节假日安排的通知》",
    "《國務院辦公廳關於{year}年部分節假日安排的通知》",
    "the State Council's holiday notice for {year}",
)
LENGTH = (Words("{h}小时", "{h}小時", "{h} h"), Words("{m}分钟", "{m}分鐘", "{m} min"))
