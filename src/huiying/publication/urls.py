"""Addresses of publication beside Wagtail's own pages."""

from django.urls import path

from .views import answers, board, board_desk, inspection, waiting

urlpatterns = [
    path("answers/", answers.answers, name="answers"),
    path("answers/<str:reference>/", answers.answer, name="answer"),
    path("search/", answers.search, name="search"),
    path("search/similar/", answers.similar, name="similar-answers"),
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
    path("desk/inspection/", inspection.inspection, name="desk-inspection"),
    path("desk/inspection/look/", inspection.look_again, name="desk-inspection-look"),
    path("desk/inspection/curve.svg", inspection.curve, name="desk-inspection-curve"),
    path("desk/publish/", waiting.waiting, name="desk-publish"),
    path("desk/publish/releases/<int:pk>/", waiting.give_release, name="desk-publish-release"),
    path("desk/publish/<int:pk>/", waiting.decide, name="desk-publish-decide"),
]
