"""What happened: an append-only record of who did what to which subject, when and in which role.

An entry is written in the same transaction as the change. It holds ids and enumerated values and a salted digest of
its details; texts and details lie beside it and can be erased without breaking the chain. The worker gives committed
entries their position and chains their hashes; timelines, notifications, audit and open data read by position.
"""
