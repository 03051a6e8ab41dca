"""What the public reads: answers that went over the wall, and the portal's pages."""

from .answers import PublishedAnswer as PublishedAnswer
from .manuscript import Enclosure as Enclosure
from .manuscript import Manuscript as Manuscript
from .manuscript import ManuscriptReview as ManuscriptReview
from .manuscript import Picture as Picture
from .pages import ArticlePage as ArticlePage
from .pages import ColumnPage as ColumnPage
from .pages import HomePage as HomePage
from .planning import PlannedItem as PlannedItem
from .searching import MissedSearch as MissedSearch
from .spreading import Issue as Issue
from .spreading import IssueItem as IssueItem
from .spreading import Shape as Shape
from .spreading import Spreading as Spreading
