"""Pages that list other pages: they say nothing themselves, and are not news when they are made."""

from .models import AnnualReportsPage, CataloguePage, ColumnPage, HomePage, PoliciesPage, QuestionsPage

LISTS = (HomePage, ColumnPage, CataloguePage, PoliciesPage, AnnualReportsPage, QuestionsPage)
