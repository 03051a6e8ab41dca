"""What the public reads: answers that went over the wall, threads of the board, and the portal's pages."""

from .answers import PublishedAnswer as PublishedAnswer
from .board import BoardAside as BoardAside
from .board import BoardFollower as BoardFollower
from .board import BoardSame as BoardSame
from .board import BoardState as BoardState
from .board import BoardThread as BoardThread
from .inspection import Inspection as Inspection
from .pages import ArticlePage as ArticlePage
from .pages import ColumnPage as ColumnPage
from .pages import HomePage as HomePage
from .searching import MissedSearch as MissedSearch
