"""One row for everything that can be followed, linked, noticed, searched or put on a map.

A subject carries what all such things share: kind, title, address, who may see it, where it lies, to which process,
department and district it belongs. The room that owns a thing alone writes its row, in the same flush; its own table
has the subject's id as its primary key, so that one number names a thing everywhere. Links between subjects are the
one store of lineage. The one rule of visibility stands here too.
"""
