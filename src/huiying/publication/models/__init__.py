"""What the public reads: answers that went over the wall, and the portal's pages."""

from .annual_reports import AnnualReportPage as AnnualReportPage
from .annual_reports import AnnualReportsPage as AnnualReportsPage
from .answers import PublishedAnswer as PublishedAnswer
from .catalogue import CataloguePage as CataloguePage
from .guides import GuidePage as GuidePage
from .pages import ArticlePage as ArticlePage
from .pages import ColumnPage as ColumnPage
from .pages import HomePage as HomePage
from .policies import Effect as Effect
from .policies import PoliciesPage as PoliciesPage
from .policies import PolicyAttachment as PolicyAttachment
from .policies import PolicyPage as PolicyPage
from .questions import QuestionPage as QuestionPage
from .questions import QuestionsPage as QuestionsPage
from .reviews import ReviewTask as ReviewTask
from .searching import MissedSearch as MissedSearch
from .stamp import PortalStamp as PortalStamp
