"""What was found, as sentences in the reader's language: what, and what to do."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

TITLES: Mapping[str, Any] = {
    "home_unchanged": gettext_lazy("The home page does not change"),
    "columns_neglected": gettext_lazy("Columns are neglected"),
    "no_channel": gettext_lazy("One cannot write to the office"),
    "unanswered": gettext_lazy("Messages without an answer"),
    "stale_column": gettext_lazy("Columns that went stale"),
    "empty_column": gettext_lazy("Empty columns"),
    "replies_stale": gettext_lazy("No new answers to messages"),
    "consultations_few": gettext_lazy("Few consultations"),
    "dead_link": gettext_lazy("Dead links"),
    "wrong_words": gettext_lazy("Wrong words"),
    "personal_data": gettext_lazy("Personal data on public pages"),
    "page_facts": gettext_lazy("Pages without source, section or date"),
}
FOUND: Mapping[str, Any] = {
    "home_unchanged": gettext_lazy("Nothing new stands on the home page since %(days)s days."),
    "home_unchanged empty": gettext_lazy("Nothing stands on the home page."),
    "columns_neglected stale": gettext_lazy("%(count)s news and policy columns are stale; %(most)s fail the site."),
    "columns_neglected all_stale": gettext_lazy("%(count)s columns are stale; %(most)s fail the site."),
    "columns_neglected empty": gettext_lazy("%(count)s columns are empty; %(most)s fail the site."),
    "no_channel": gettext_lazy("No mailbox and no board is open to the public."),
    "unanswered": gettext_lazy("%(count)s messages of the past year wait for an answer longer than %(months)s months."),
    "stale_column": gettext_lazy("“%(column)s” has had nothing new for %(days)s days; %(limit)s are allowed."),
    "empty_column": gettext_lazy("“%(column)s” is empty."),
    "replies_stale": gettext_lazy("The newest published answer is %(days)s days old."),
    "replies_stale none": gettext_lazy("No answer has been published."),
    "consultations_few": gettext_lazy("%(count)s consultations within a year; at least %(least)s are asked for."),
    "dead_link": gettext_lazy("“%(page)s” leads to %(link)s, where nothing stands."),
    "dead_link outside": gettext_lazy("“%(page)s” leads to %(link)s, which does not answer: %(trouble)s"),
    "wrong_words": gettext_lazy("“%(page)s”: …%(around)s… — not %(wrong)s but %(right)s (%(cite)s)"),
    "wrong_words doubled": gettext_lazy("“%(page)s”: …%(around)s… — two punctuation marks stand together"),
    "personal_data phone": gettext_lazy("“%(page)s” shows a mobile phone number."),
    "personal_data id_number": gettext_lazy("“%(page)s” shows an identity number."),
    "personal_data bank_card": gettext_lazy("“%(page)s” shows the number of a bank card."),
    "page_facts": gettext_lazy("“%(page)s” does not say: %(missing)s."),
}
TO_DO: Mapping[str, Any] = {
    "home_unchanged": gettext_lazy("Publish a news item, a notice or an answer; each shows on the home page at once."),
    "columns_neglected": gettext_lazy("Begin with the columns named below; close those that nobody keeps."),
    "no_channel": gettext_lazy("Open a mailbox under Channels."),
    "unanswered": gettext_lazy("Answer them first; the list is behind the link."),
    "stale_column": gettext_lazy("Publish something in it, or close the column."),
    "empty_column": gettext_lazy("Fill it, or unpublish it until there is something."),
    "replies_stale": gettext_lazy("Publish the answers that wait under Publish."),
    "consultations_few": gettext_lazy("Plan the next ones; two a quarter are enough."),
    "dead_link": gettext_lazy("Correct the link or take it out."),
    "wrong_words": gettext_lazy("Correct the word; look at the sentence, a quotation or an old name may be right."),
    "personal_data": gettext_lazy("Take it out at once, and look who has seen it (个人信息保护法 art. 57)."),
    "page_facts": gettext_lazy("Fill in the fields of the page."),
}
FACTS: Mapping[str, Any] = {
    "source": gettext_lazy("source"),
    "section": gettext_lazy("section"),
    "date": gettext_lazy("date"),
}


def title(rule: str) -> str:
    return str(TITLES.get(rule, rule))


def to_do(rule: str) -> str:
    return str(TO_DO.get(rule, ""))


def sentence(finding: Mapping[str, Any]) -> str:
    """One finding in words; what a later version no longer knows by its rule."""
    rule, sort = str(finding.get("rule", "")), str(finding.get("sort", ""))
    told = FOUND.get(f"{rule} {sort}".strip()) or FOUND.get(rule)
    facts = dict(finding.get("facts", {}))
    if isinstance(missing := facts.get("missing"), list):
        facts["missing"] = _(", ").join(str(FACTS.get(each, each)) for each in missing)
    try:
        return str(told) % facts if told else title(rule)
    except KeyError:
        return title(rule)
