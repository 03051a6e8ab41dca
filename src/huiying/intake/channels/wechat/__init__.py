"""微信 · The office's WeChat official account: messages are pushed to us and answered on the spot, comments under
articles are fetched, answers go back as customer-service messages or comment replies, releases become drafts.
"""
