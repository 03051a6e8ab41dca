"""Addresses of handling."""

from django.urls import path, re_path

from .views import (
    attachments,
    calculator,
    case,
    cases,
    feed,
    inbox,
    keeping,
    loops,
    messages,
    review,
    rules,
    status,
    work,
)
from .views.deeds import DEEDS
from .views.ending import ENDINGS
from .views.looping import LOOP_DEEDS

urlpatterns = [
    path("desk/inbox/", inbox.inbox, name="desk-inbox"),
    path("desk/inbox/<str:number>/", inbox.voice, name="desk-voice"),
    path("desk/inbox/<str:number>/confirm/", inbox.confirm_and_assign, name="desk-confirm"),
    path("desk/inbox/<str:number>/by-hand/", inbox.by_hand, name="desk-by-hand"),
    path("desk/inbox/<str:number>/again/", inbox.again, name="desk-try-again"),
    path("desk/cases/", cases.cases, name="desk-cases"),
    path("desk/cases/<str:number>/", case.case, name="desk-case"),
    path("desk/cases/<str:number>/contact/", case.contact, name="desk-case-contact"),
    path("desk/cases/<str:number>/check/", case.check, name="desk-case-check"),
    path("desk/cases/<str:number>/preview/", case.preview, name="desk-case-preview"),
    re_path(
        rf"^desk/cases/(?P<number>[\w-]+)/(?P<name>{'|'.join(DEEDS)})/$",
        case.deed,
        name="desk-case-deed",
    ),
    re_path(
        rf"^desk/cases/(?P<number>[\w-]+)/(?P<name>{'|'.join(ENDINGS)})/$",
        case.end,
        name="desk-case-end",
    ),
    re_path(
        rf"^desk/cases/(?P<number>[\w-]+)/(?P<name>{'|'.join(LOOP_DEEDS)})/$",
        case.loop_deed,
        name="desk-case-loop",
    ),
    path("desk/cases/<str:number>/undo/", case.undo, name="desk-case-undo"),
    path("desk/loops/", loops.loops, name="desk-loops"),
    path("desk/keeping/", keeping.keeping, name="desk-keeping"),
    path("desk/keeping/due/", keeping.confirm, name="desk-keeping-due"),
    path("desk/keeping/one/", keeping.one, name="desk-keeping-one"),
    path("desk/keeping/hold/", keeping.hold, name="desk-keeping-hold"),
    path("desk/keeping/<int:pk>/lift/", keeping.lift, name="desk-keeping-lift"),
    path("desk/attachments/<int:pk>/", attachments.attachment, name="desk-attachment"),
    path("desk/messages/", messages.settings, name="desk-messages"),
    path("desk/messages/deed/", messages.deed, name="desk-messages-deed"),
    path("desk/mine/", work.my_work, name="desk-mine"),
    path("desk/review/", review.reviews, name="desk-review"),
    path("desk/review/<int:pk>/", review.review, name="desk-review-one"),
    path("desk/review/<int:pk>/decide/", review.decide, name="desk-review-decide"),
    path("desk/clocks/", work.clock_wall, name="desk-clocks"),
    path("desk/clocks/feed/", feed.feed, name="desk-feed"),
    path("clocks/<str:token>.ics", feed.clock_feed, name="clock-feed"),
    path("desk/rules/", rules.rules, name="desk-rules"),
    path("desk/rules/preview/", rules.preview, name="desk-rules-preview"),
    path("desk/rules/adopt/", rules.adopt, name="desk-rules-adopt"),
    path("desk/rules/<int:pk>/withdraw/", rules.withdraw, name="desk-rules-withdraw"),
    path("due/", calculator.calculator, name="calculator"),
    path("status/", status.status, name="status"),
    path("status/<str:number>/", status.letter, name="status-letter"),
    path("status/<str:number>/answer/", status.answer, name="status-answer"),
    path("status/<str:number>/more/", status.more, name="status-more"),
]
