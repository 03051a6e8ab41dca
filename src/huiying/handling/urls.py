"""Addresses of handling."""

from django.urls import include, path, re_path

from .views import (
    attachments,
    bulk,
    calculator,
    case,
    cases,
    feed,
    inbox,
    messages,
    review,
    rules,
    saved,
    search,
    status,
    work,
)
from .views.bulk import GRANTS
from .views.clues import beginning, listing
from .views.clues import page as clue_page
from .views.clues.offers import OFFERS
from .views.deeds import DEEDS
from .views.emergencies import changing, conferring, opening, overview, roster, timeline, writing
from .views.ending import ENDINGS

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
    path("desk/cases/<str:number>/undo/", case.undo, name="desk-case-undo"),
    path("desk/supervision/", include("huiying.handling.views.supervision.urls")),
    path("desk/clues/", listing.clues, name="desk-clues"),
    path("desk/clues/new/", beginning.new, name="desk-clue-new"),
    path("desk/clues/<str:number>/", clue_page.clue, name="desk-clue"),
    path("desk/clues/<str:number>/posts/", beginning.posts, name="desk-clue-posts"),
    path("desk/clues/<str:number>/posts/<int:pk>/", clue_page.post, name="desk-clue-post"),
    path("desk/clues/<str:number>/files/<int:pk>/", clue_page.file, name="desk-clue-file"),
    re_path(
        rf"^desk/clues/(?P<number>[\w-]+)/(?P<name>{'|'.join(OFFERS)})/$",
        clue_page.deed,
        name="desk-clue-deed",
    ),
    re_path(rf"^desk/bulk/(?P<name>{'|'.join(GRANTS)})/$", bulk.bulk, name="desk-bulk"),
    path("desk/search/", search.search, name="desk-search"),
    path("desk/views/new/", saved.new, name="desk-view-new"),
    path("desk/views/<int:pk>/", saved.change, name="desk-view"),
    path("desk/views/<int:pk>/delete/", saved.delete, name="desk-view-delete"),
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
    path("desk/emergencies/", overview.emergencies, name="desk-emergencies"),
    path("desk/emergencies/open/", opening.open_page, name="desk-emergency-open"),
    path("desk/emergencies/duty/", roster.roster, name="desk-duty"),
    path("desk/emergencies/tasks/<int:pk>/done/", overview.task_done, name="desk-emergency-task"),
    path("desk/emergencies/<str:number>/", timeline.incident, name="desk-emergency"),
    path("desk/emergencies/<str:number>/grade/", changing.grading, name="desk-emergency-grade"),
    path("desk/emergencies/<str:number>/letters/", changing.letters, name="desk-emergency-letters"),
    path("desk/emergencies/<str:number>/end/", changing.ending, name="desk-emergency-end"),
    path("desk/emergencies/<str:number>/write/", writing.write, name="desk-emergency-write"),
    path("desk/emergencies/<str:number>/releases/<int:release>/", writing.release, name="desk-emergency-release"),
    path("desk/emergencies/<str:number>/confer/", conferring.conferring, name="desk-emergency-confer"),
    path("desk/emergencies/<str:number>/review/", conferring.review, name="desk-emergency-review"),
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
