"""Mails to send: recipient, template, context and state.

A command puts a mail into the box in its own transaction; the worker renders and sends it after the commit, tries
again after failures, and writes it as a file where no mail server is set. The demo shows these files at /demo/post.
What stood in a mail is forgotten once it is out, whom it went to after a month.
"""
