"""`make bench`: how fast the platform answers, as ratios to a bare Flask "hello" under the same server.

Both run in the same minute on the same machine with the same workers, so that a noisy machine disturbs both. Needs
`wrk` (a small load generator, a package of most systems).
"""
