"""The process desk: where editors make processes from patterns or copies, write their parts, plan their phases,
have them released by a second person, publish them and bring them to an end.

What a process holds and how it changes belongs to the room of processes; here stands what an editor needs around it:
what is missing, in plain words, what a guest will see, and who has to agree.
"""
