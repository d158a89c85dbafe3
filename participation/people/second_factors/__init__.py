"""The second step of signing in: a code from an app, a passkey, or one of ten recovery codes.

An account has a second factor as soon as a code from an app was confirmed; passkeys come in addition and stand in for
the code. The app's secret is kept encrypted and is never shown again; of recovery codes only hashes are kept. The
same room asks people to show once more that it is them before acts of weight.
"""
