"""Expunging (tilgen): what must go, because of the law, of a person's right or of personal data of others, goes
everywhere: from versions, pictures, files, index, mails that wait, and the words beside the journal.

One person asks, with a ground and a reason; another one confirms. Then `SubjectExpunged` stands in the journal, and
each room that `rules.ROOMS` names for this kind of thing lets go of what it holds by a task of its own. "Erledigt" is
said when all have. A tombstone stays; votes, links and the chain of the journal stay right.
"""
