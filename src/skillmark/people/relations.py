"""Which tables of the house name a person. Higher contexts name her by a foreign key of string name, and Django's own
register of models knows them all: so no context has to say, and none can forget to.
"""

from django.db import models
from django.db.models.fields.reverse_related import ForeignObjectRel


def references_to(target: type[models.Model]) -> list[tuple[type[models.Model], str]]:
    """(table, attribute that holds the id) of every foreign key to this table, in one order."""
    found = [
        (relation.related_model, relation.field.attname)
        for relation in target._meta.get_fields(include_hidden=True)
        if isinstance(relation, ForeignObjectRel) and isinstance(relation.related_model, type)
    ]
    return sorted(found, key=lambda pair: (pair[0]._meta.label, pair[1]))
