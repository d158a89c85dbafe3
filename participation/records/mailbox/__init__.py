"""Mails to send: recipient, template, context and state.

A command puts a mail into the box in its own transaction; the worker renders and sends it after the commit, tries
again after failures, and writes it as a file where no mail server is set. The demo shows these files at /demo/post.
"""
