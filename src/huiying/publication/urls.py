"""Addresses of publication beside Wagtail's own pages."""

from django.contrib.sitemaps import views as sitemaps
from django.urls import path
from wagtail.documents.views.serve import authenticate_with_password

from .feeds import AnswersFeed, PagesFeed
from .front.marks import shared
from .maps import MAPS, robots
from .views import (
    answers,
    board,
    board_desk,
    consultations,
    consultations_desk,
    consultations_opinions,
    consultations_points,
    demand,
    inspection,
    issues,
    manuscripts,
    media,
    planning,
    searchdesk,
    searching,
    shapes,
    waiting,
)

_ONE = "<slug:slug>/"
CONSULTATIONS_ON_THE_DESK = (
    ("", consultations_desk.consultations, "desk-consultations"),
    ("new/", consultations_desk.new, "desk-consultation-new"),
    (_ONE, consultations_desk.consultation, "desk-consultation"),
    (f"{_ONE}write/", consultations_desk.write, "desk-consultation-write"),
    (f"{_ONE}deed/<slug:name>/", consultations_desk.deed, "desk-consultation-deed"),
    (f"{_ONE}opinions.xlsx", consultations_desk.sheet, "desk-consultation-sheet"),
    (f"{_ONE}report.docx", consultations_desk.report, "desk-consultation-report"),
    (f"{_ONE}opinions/", consultations_points.opinions, "desk-consultation-opinions"),
    (f"{_ONE}opinions/<int:pk>/<slug:name>/", consultations_points.opinion_deed, "desk-opinion-deed"),
    (f"{_ONE}points/", consultations_points.points, "desk-consultation-points"),
    (f"{_ONE}points/deed/<slug:name>/", consultations_points.points_deed, "desk-consultation-points-deed"),
    (f"{_ONE}points/<int:pk>/", consultations_points.point, "desk-consultation-point"),
    (f"{_ONE}points/<int:pk>/<slug:name>/", consultations_points.point_deed, "desk-point-deed"),
    (f"{_ONE}result/", consultations_points.result, "desk-consultation-result"),
)
PORTAL = [
    path("answers/", answers.answers, name="answers"),
    path("answers/<str:reference>/", answers.answer, name="answer"),
    path("search/", searching.search, name="search"),
    path("search/suggest/", searching.suggest, name="search-suggest"),
    path("search/similar/", answers.similar, name="similar-answers"),
    path("feeds/pages/", PagesFeed(), name="feed-pages"),
    path("feeds/answers/", AnswersFeed(), name="feed-answers"),
    path("feeds/column/<slug:slug>/", PagesFeed(), name="feed-column"),
    path("sitemap.xml", shared(sitemaps.index), {"sitemaps": MAPS, "sitemap_url_name": "sitemap-part"}, name="sitemap"),
    path("sitemap-<section>.xml", shared(sitemaps.sitemap), {"sitemaps": MAPS}, name="sitemap-part"),
    path("robots.txt", robots, name="robots"),
    path("media/<path:path>", media.media, name="media"),
    # Wagtail's own address of a document, by its own name, so that every link leads through our view
    path("documents/<int:document_id>/<path:document_filename>", media.document, name="wagtaildocs_serve"),
    path(
        "documents/authenticate_with_password/<int:restriction_id>/",
        authenticate_with_password,
        name="wagtaildocs_authenticate_with_password",
    ),
]
BOARD = [
    path("board/", board.board, name="board"),
    path("board/feed/", board.board_feed, name="board-feed"),
    path("board/confirm/<str:token>/", board.confirm_follow, name="board-confirm"),
    path("board/unfollow/<str:token>/", board.unfollow_thread, name="board-unfollow"),
    path("board/mine/<str:reference>/", board.mine, name="board-mine"),
    path("board/<str:reference>/", board.thread, name="board-thread"),
    path("board/<str:reference>/feed/", board.thread_feed, name="board-thread-feed"),
    path("board/<str:reference>/same/", board.same, name="board-same"),
    path("board/<str:reference>/follow/", board.follow_thread, name="board-follow"),
    path("desk/board/", board_desk.waiting, name="desk-board"),
    path("desk/board/threads/<int:pk>/", board_desk.change, name="desk-board-change"),
    path("desk/board/<str:number>/", board_desk.review, name="desk-board-review"),
    path("desk/board/<str:number>/decide/", board_desk.decide, name="desk-board-decide"),
]
INSPECTION = [
    path("desk/inspection/", inspection.inspection, name="desk-inspection"),
    path("desk/inspection/look/", inspection.look_again, name="desk-inspection-look"),
    path("desk/inspection/curve.svg", inspection.curve, name="desk-inspection-curve"),
]
CONSULTATIONS = [
    path("consultations/", consultations.consultations, name="consultations"),
    path("consultations/feed/", consultations.ConsultationsFeed(), name="consultations-feed"),
    path("consultations/opinions/", consultations_opinions.look_up, name="opinion-look-up"),
    path("consultations/opinions/<slug:number>/", consultations_opinions.opinion, name="opinion"),
    path("consultations/opinions/<slug:number>/receipt/", consultations_opinions.receipt, name="opinion-receipt"),
    path("consultations/opinions/<slug:number>/withdraw/", consultations_opinions.withdraw, name="opinion-withdraw"),
    path("consultations/<slug:slug>/", consultations.consultation, name="consultation"),
    path("consultations/<slug:slug>/opinion/", consultations_opinions.give, name="consultation-opinion"),
    path("consultations/<slug:slug>/files/<int:pk>/", consultations.consultation_file, name="consultation-file"),
    *(path(f"desk/consultations/{place}", view, name=name) for place, view, name in CONSULTATIONS_ON_THE_DESK),
]
SEARCH = [
    path("desk/search/portal/", searchdesk.portal_search, name="desk-portal-search"),
    path("desk/search/portal/synonyms/", searchdesk.keep, name="desk-portal-synonyms"),
    path("desk/search/portal/synonyms/<int:pk>/", searchdesk.change, name="desk-portal-synonyms-change"),
]
PUBLISHING = [
    path("desk/publish/", waiting.waiting, name="desk-publish"),
    path("desk/publish/releases/<int:pk>/", waiting.give_release, name="desk-publish-release"),
    path("desk/publish/<int:pk>/", waiting.decide, name="desk-publish-decide"),
]
RELEASES = [
    path("desk/releases/", manuscripts.listed, name="desk-releases"),
    path("desk/releases/new/", manuscripts.new, name="desk-release-new"),
    path("desk/releases/counts/", shapes.counted, name="desk-release-counts"),
    path("desk/releases/calendar/", planning.planned, name="desk-calendar"),
    path("desk/releases/calendar/publication.ics", planning.feed, name="desk-calendar-feed"),
    path("desk/releases/calendar/<int:pk>/move/", planning.move, name="desk-calendar-move"),
    path("desk/releases/calendar/<int:pk>/tie/", planning.tie, name="desk-calendar-tie"),
    path("desk/releases/calendar/<int:pk>/done/", planning.finish, name="desk-calendar-done"),
    path("desk/releases/issues/", issues.listed, name="desk-issues"),
    path("desk/releases/issues/<int:pk>/", issues.shown, name="desk-issue"),
    path("desk/releases/issues/<int:pk>/items/", issues.fill, name="desk-issue-fill"),
    path("desk/releases/issues/<int:pk>/close/", issues.close, name="desk-issue-close"),
    path("desk/releases/issues/<int:pk>/file/", issues.take, name="desk-issue-file"),
    path("desk/releases/issues/<int:pk>/<int:page>.png", issues.page, name="desk-issue-page"),
    path("desk/releases/<int:pk>/", manuscripts.shown, name="desk-release"),
    path("desk/releases/<int:pk>/edit/", manuscripts.edit, name="desk-release-edit"),
    path("desk/releases/<int:pk>/submit/", manuscripts.submit, name="desk-release-submit"),
    path("desk/releases/<int:pk>/recall/", manuscripts.recall, name="desk-release-recall"),
    path("desk/releases/<int:pk>/review/", manuscripts.review, name="desk-release-review"),
    path("desk/releases/<int:pk>/pictures/", manuscripts.add_picture, name="desk-release-picture-add"),
    path("desk/releases/<int:pk>/pictures/<int:row>/", manuscripts.picture, name="desk-release-picture"),
    path("desk/releases/<int:pk>/files/", manuscripts.add_enclosure, name="desk-release-file-add"),
    path("desk/releases/<int:pk>/<str:sort>/<int:row>/remove/", manuscripts.take_out, name="desk-release-take-out"),
    path("desk/releases/<int:pk>/forms/", shapes.shapes, name="desk-release-forms"),
    path("desk/releases/<int:pk>/forms/publish/", shapes.publish, name="desk-release-publish"),
    path("desk/releases/<int:pk>/forms/delivered/", shapes.delivered, name="desk-release-delivered"),
    path("desk/releases/<int:pk>/forms/<str:form>/", shapes.shape, name="desk-release-form"),
    path("desk/releases/<int:pk>/forms/<str:form>/give/", shapes.give, name="desk-release-give"),
    path("desk/releases/<int:pk>/forms/<str:form>/file/", shapes.take, name="desk-release-file"),
    path("desk/releases/<int:pk>/forms/<str:form>/<int:page>.png", shapes.sheet_page, name="desk-release-sheet"),
]
GAP = [
    path("desk/gap/", demand.gap, name="desk-gap"),
    path("desk/gap/curve.svg", demand.curve, name="desk-gap-curve"),
    path("desk/gap/<int:pk>/", demand.matter, name="desk-gap-matter"),
    path("desk/gap/<int:pk>/verdict/", demand.judge, name="desk-gap-verdict"),
    path("desk/gap/<int:pk>/task/", demand.task, name="desk-gap-task"),
    path("desk/gap/<int:pk>/draft/", demand.draft, name="desk-gap-draft"),
]

urlpatterns = [
    *PORTAL,
    *BOARD,
    *INSPECTION,
    *CONSULTATIONS,
    *SEARCH,
    *PUBLISHING,
    *RELEASES,
    *GAP,
]
