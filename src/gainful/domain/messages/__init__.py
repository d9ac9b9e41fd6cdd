"""Messages: one outbox for the application, e-mail and SMS, and how each person wants to be reached."""
