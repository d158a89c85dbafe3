"""Who wants to hear of what, and what they were told: subscriptions, the inbox and mails, fed from the journal.

The worker reads the journal by position. Of each event it tells those whom it concerns, once: a line in the inbox, and
a mail where they want one. Nobody is told of their own acts but by a receipt. Each mail says why it comes and how to
stop it.
"""
