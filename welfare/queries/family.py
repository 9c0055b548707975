"""For whom somebody may ask: themselves, whose guardian they are, and their household."""

from django.db.models import Q, QuerySet

from villages.models import Person
from welfare.models import Enrolment


def enrolments(person: Person) -> QuerySet[Enrolment]:
    """Also people who died, as their family claims the benefit of a death."""
    theirs = Q(member__person=person) | Q(member__guardian=person)
    if person.house_no:
        theirs |= Q(member__person__house_no=person.house_no, member__person__village=person.village_id)
    return Enrolment.objects.filter(theirs).order_by("member__person__born_on", "pk")
