"""What the house remembers: subjects, the journal, the search index, dated promises and mails to send."""
