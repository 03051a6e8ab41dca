"""What the public reads: answers that went over the wall, and the portal's pages."""

from .answers import PublishedAnswer as PublishedAnswer
from .demand import Asking as Asking
from .demand import Demand as Demand
from .demand import GapMonth as GapMonth
from .demand import PublishingTask as PublishingTask
from .demand import Ruling as Ruling
from .demand import VerdictWord as VerdictWord
from .pages import ArticlePage as ArticlePage
from .pages import ColumnPage as ColumnPage
from .pages import HomePage as HomePage
from .searching import MissedSearch as MissedSearch
