"""Codes, and what people prove before they take part.

A process names the level of assurance that it asks for (core.assurance) and, where it likes, an age. A *code letter*
brings somebody with an account to the level of their letter; a *group code* lets a class or group take part in one
process without any account. Plain codes stand once, in the file that is handed to whoever made them; here are only
keyed hashes. No row says which person used which code, and none leads from a code to an address.
"""
