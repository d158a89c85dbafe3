"""Searches that somebody keeps: a topic, a status, a district or what lies around a place, each under a name of theirs.

What was asked is kept in its parts, never as an address. A person sees how many ideas came since they last looked, and
says how often they want to hear of new ones. Nobody else sees what somebody searches for.
"""
