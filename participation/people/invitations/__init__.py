"""Inviting colleagues by mail: an address, a role and what it holds for.

The mail carries a link that works once and for fourteen days; only its hash is kept. Whoever opens it takes the role
over with the account that has this address, or makes one on the same page. An invitation can be sent anew (the old
link ends) and withdrawn; addresses of invitations that are over are forgotten after a while.
"""
