"""应急 · Rules and words of opinion and emergencies: who sees an incident, what is due next, what a notice says."""
