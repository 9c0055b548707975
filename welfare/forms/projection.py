from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from villages.forms.fields import BahtField
from welfare.queries.projecting import ProjectionInputs, WhatIf


class WhatIfForm(forms.Form):
    """What one would change: baht a day, newcomers a year, and what each line pays, in percent of today."""

    a_day = BahtField(label=_("Baht a day"))
    newcomers = forms.IntegerField(label=_("New members a year"), min_value=0, max_value=10_000)

    def __init__(self, data, *, inputs: ProjectionInputs):
        self.lines = {f"line_{each.benefit.pk}": each.benefit for each in inputs.frequencies}
        today = {"a_day": inputs.a_day, "newcomers": inputs.newcomers} | dict.fromkeys(self.lines, 100)
        super().__init__(data or None, initial=today)
        for name, benefit in self.lines.items():
            label = _("%(benefit)s (%% of today)") % {"benefit": benefit.name}
            self.fields[name] = forms.IntegerField(label=label, min_value=0, max_value=1000)

    def what_if(self) -> WhatIf:
        """The assumptions as the projection takes them."""
        submitted = self.cleaned_data
        percents = {benefit.code: Decimal(submitted[name]) for name, benefit in self.lines.items()}
        return WhatIf(submitted["a_day"], submitted["newcomers"], percents)
