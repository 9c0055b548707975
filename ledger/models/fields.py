"""The field that holds baht."""

from django.db import models
from django.db.models import F, Q


class BahtField(models.DecimalField):
    """numeric(14,2) that refuses a third decimal: PostgreSQL's own numeric(14,2) would round it away."""

    def __init__(self, **kwargs):
        super().__init__(**{**kwargs, "max_digits": 14, "decimal_places": 2})

    def db_type(self, connection):
        return "numeric"

    def cast_db_type(self, connection):
        return "numeric"

    @staticmethod
    def whole_satang(field: str) -> Q:
        """The condition that goes with the field: at most two decimals, fourteen digits, not negative."""
        whole = models.Func(F(field), 2, function="round", output_field=models.DecimalField())
        return Q(**{field: whole}) & Q(**{f"{field}__gte": 0}) & Q(**{f"{field}__lt": 10**12})
