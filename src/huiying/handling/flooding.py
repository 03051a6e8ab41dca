"""How often one address may do a thing in public, for rooms behind the wall of publication."""

from huiying.intake.tries import Tries, address

__all__ = ["Tries", "address"]
