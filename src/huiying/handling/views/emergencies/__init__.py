"""应急 · The pages of opinion and emergencies."""
