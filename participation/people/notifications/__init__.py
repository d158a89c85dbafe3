"""Who wants to hear of what, and what they were told: subscriptions, the inbox and mails, fed from the journal."""
