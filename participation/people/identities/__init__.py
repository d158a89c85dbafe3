"""Signing in through the city's identity broker (OpenID Connect), beside the password.

An identity says which account a person of the broker has here. Of what the broker tells, only issuer and a keyed hash
of the person's number there are kept, with the level that was proved last; no name. The broker never takes an account
over because an address is the same: whoever has one links it while signed in. Roles that the broker names are given
and ended with each sign-in; those given by hand stay as they are. The broker ends sign-ins that it began.
"""
