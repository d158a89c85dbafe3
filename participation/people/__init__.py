"""Who is who, and who wants to hear: accounts, departments and roles, bodies, notifications."""
