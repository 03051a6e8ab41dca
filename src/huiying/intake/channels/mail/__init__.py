"""The channel of mail: mailboxes read over IMAP and answered over SMTP. A mail is hostile until it is read."""
