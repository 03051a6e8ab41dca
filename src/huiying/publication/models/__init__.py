"""What the public reads: answers that went over the wall, and the portal's pages."""

from .answers import PublishedAnswer as PublishedAnswer
from .finding import SearchEntry as SearchEntry
from .finding import SearchTerm as SearchTerm
from .finding import Synonyms as Synonyms
from .pages import ArticlePage as ArticlePage
from .pages import ColumnPage as ColumnPage
from .pages import HomePage as HomePage
from .searching import MissedSearch as MissedSearch
