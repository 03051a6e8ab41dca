"""The portal's own forms: mayor's mailbox, department mailbox, public board."""
