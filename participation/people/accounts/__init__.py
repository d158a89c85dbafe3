"""Accounts: signing up with an e-mail address and a pseudonym, confirming, signing in and out, a new password.

A sign-in is a row with the hash of a random token: it can be ended from anywhere and is made anew at every sign-in.
Known and unknown e-mail addresses get the same answer. What others see of a person is the pseudonym alone.
"""
