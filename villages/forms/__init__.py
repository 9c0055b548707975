from villages.forms.fields import BahtField, RequestIdField, ThaiDateField

__all__ = ["BahtField", "RequestIdField", "ThaiDateField"]
