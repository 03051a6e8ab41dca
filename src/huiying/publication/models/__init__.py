"""What the public reads: answers that went over the wall, threads of the board, and the portal's pages."""

from .answers import PublishedAnswer as PublishedAnswer
from .board import BoardAside as BoardAside
from .board import BoardFollower as BoardFollower
from .board import BoardSame as BoardSame
from .board import BoardState as BoardState
from .board import BoardThread as BoardThread
from .inspection import Inspection as Inspection
from .consultations import Consultation as Consultation
from .consultations import ConsultationArticle as ConsultationArticle
from .consultations import ConsultationFile as ConsultationFile
from .consultations import ConsultationKind as ConsultationKind
from .consultations import ConsultationQuerySet as ConsultationQuerySet
from .consultations import Phase as Phase
from .opinions import ConsultationResult as ConsultationResult
from .opinions import JunkGround as JunkGround
from .opinions import Opinion as Opinion
from .opinions import Point as Point
from .opinions import ResultState as ResultState
from .opinions import Standing as Standing
from .finding import SearchEntry as SearchEntry
from .finding import SearchTerm as SearchTerm
from .finding import Synonyms as Synonyms
from .pages import ArticlePage as ArticlePage
from .pages import ColumnPage as ColumnPage
from .pages import HomePage as HomePage
from .searching import MissedSearch as MissedSearch
