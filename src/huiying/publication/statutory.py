"""法定主动公开内容 · What every organ publishes of itself (政府信息公开条例, 国令第711号, arts. 20 and 21)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Statutory(models.TextChoices):
    """The items of art. 20 in their order; the last is what other law demands."""

    RULES = "01", _("Regulations, rules and normative documents")
    ORGAN = "02", _("Functions, structure, address, hours and heads")
    PLANS = "03", _("Development plans and their policies")
    STATISTICS = "04", _("Statistics")
    LICENCES = "05", _("Licences and services: grounds, procedure, results")
    PENALTIES = "06", _("Penalties and coercion: grounds, procedure, decisions")
    BUDGET = "07", _("Budgets and final accounts")
    FEES = "08", _("Administrative fees")
    PURCHASES = "09", _("Government purchases")
    PROJECTS = "10", _("Major construction projects")
    LIVELIHOOD = "11", _("Livelihood: poverty, schools, health, social security, work")
    EMERGENCIES = "12", _("Emergency plans, warnings and responses")
    INSPECTIONS = "13", _("Inspections of environment, health, safety, food, products")
    CIVIL_SERVANTS = "14", _("Recruitment of civil servants")
    OTHER = "15", _("Other information that law demands")
