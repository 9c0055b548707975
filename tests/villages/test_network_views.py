"""What belongs to the whole sub-district, in the browser."""

import pytest

from villages.models import Village


def test_villages_get_the_names_of_those_who_know_them(world, visit):
    Village.objects.create(number=1)
    first, eighth = Village.objects.all()
    form = {"form-TOTAL_FORMS": 2, "form-INITIAL_FORMS": 2, "form-0-id": first.pk, "form-1-id": eighth.pk}

    visit("staff").post("/network/villages/", form | {"form-0-name": "บ้านกะหรอ", "form-1-name": "บ้านไสรักษ์"})

    assert [str(village) for village in Village.objects.all()] == ["หมู่ที่ 1 บ้านกะหรอ", "หมู่ที่ 8 บ้านไสรักษ์"]


@pytest.mark.parametrize(
    "page", ["/network/villages/", "/network/groups/new/", "/network/officers/", "/network/officers/new/"]
)
def test_the_network_is_kept_by_its_staff_only(world, visit, page):
    codes = {name: visit(name).get(page).status_code for name in ("staff", "auditor", "chair", "member")}

    assert codes == {"staff": 200, "auditor": 403, "chair": 403, "member": 404}
