"""培训登记 · The verbs of the training register: what was held, who was there, what is still to be taught."""

from .attending import Mark, attend
from .items import add_training_item, settle_item
from .materials import MOST_BYTES, add_material, take_material_out
from .recording import Particulars, correct_training, particulars, record_training, withdraw_training
from .refreshers import EVERY_MONTHS, Refresher, due_refreshers, refreshers

__all__ = [
    "EVERY_MONTHS",
    "MOST_BYTES",
    "Mark",
    "Particulars",
    "Refresher",
    "add_material",
    "add_training_item",
    "attend",
    "correct_training",
    "due_refreshers",
    "particulars",
    "record_training",
    "refreshers",
    "settle_item",
    "take_material_out",
    "withdraw_training",
]
