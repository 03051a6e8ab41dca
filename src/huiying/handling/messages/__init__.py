"""提醒 · Staff are told outside the desk of what waits for them: read from the ledger, held back in quiet hours, sent
by apprise, and never with personal data.
"""
