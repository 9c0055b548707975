from villages.forms.fields import BahtField, PeriodForm, RequestIdField, ThaiDateField

__all__ = ["BahtField", "PeriodForm", "RequestIdField", "ThaiDateField"]
