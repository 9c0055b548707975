import django_filters as filters
from django.contrib.auth.models import User
from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Coalesce, TruncDate
from django.forms import CheckboxInput
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ledger import thai
from ledger.models import Book, Entry, Line
from ledger.users import shown_name


class JournalFilter(filters.FilterSet):
    """Which entries of a journal to show."""

    number = filters.CharFilter(method="numbered", label=_("Part of the number"))
    kind = filters.ChoiceFilter(field_name="entry__kind", choices=Entry.Kind, label=_("Kind"), empty_label=_("All"))
    by = filters.ChoiceFilter(field_name="entry__by", label=_("Recorded by"), empty_label=_("Everybody"))
    backdated = filters.BooleanFilter(method="written_later", label=_("Only written later"), widget=CheckboxInput)
    clock = filters.BooleanFilter(method="clock_behind", label=_("Only with the clock behind"), widget=CheckboxInput)
    reversals = filters.BooleanFilter(method="only_reversals", label=_("Only reversals"), widget=CheckboxInput)

    class Meta:
        model = Line
        fields: list[str] = []

    def __init__(self, *args, book: Book, **kwargs):
        super().__init__(*args, **kwargs)
        wrote = Entry.objects.filter(book=book, by=OuterRef("pk"))
        people = User.objects.filter(Exists(wrote)).order_by("first_name", "username")
        self.filters["by"].extra["choices"] = [(user.pk, shown_name(user)) for user in people]

    def filter_queryset(self, queryset: QuerySet[Line]) -> QuerySet[Line]:
        """Nothing where what was asked cannot be read: never another day's rows."""
        return super().filter_queryset(queryset) if self.form.is_valid() else queryset.none()

    def numbered(self, lines: QuerySet[Line], name: str, value: str) -> QuerySet[Line]:
        """Entries whose number holds these figures, Thai ones too."""
        return lines.filter(entry__number__icontains=thai.digits(value))

    def written_later(self, lines: QuerySet[Line], name: str, value: bool) -> QuerySet[Line]:
        """Entries written on a later day than they happened."""
        written = TruncDate(Coalesce("entry__clock", "entry__at"), tzinfo=timezone.get_default_timezone())
        return lines.alias(written=written).filter(written__gt=F("entry__on")) if value else lines

    def clock_behind(self, lines: QuerySet[Line], name: str, value: bool) -> QuerySet[Line]:
        """Entries written while the clock was behind the entry before."""
        return lines.filter(entry__clock__isnull=False) if value else lines

    def only_reversals(self, lines: QuerySet[Line], name: str, value: bool) -> QuerySet[Line]:
        """Entries that undo another one."""
        return lines.filter(entry__reverses__isnull=False) if value else lines
