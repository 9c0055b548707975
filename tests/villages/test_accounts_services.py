"""Under what name and password somebody logs in."""

import pytest
from django.core.exceptions import ValidationError

from tests.villages.test_adapter import log_in
from tests.villages.test_slips import CHOSEN, activate


@pytest.mark.parametrize("name", ["ประเสริฐ", "น้ำฝน", "ยายแก่", "สมชาย", "ปู่๑", "จ๊ะเอ๋"])
def test_thai_marks_are_letters_of_a_user_name(world, client, slip, name):
    activate(slip, username=name)

    typed = name.replace("ำ", "\u0e4d\u0e32").replace("\u0e49\u0e4d", "\u0e4d\u0e49") + "\u200b"
    log_in(client, typed, CHOSEN["password"])

    assert "_auth_user_id" in client.session


@pytest.mark.parametrize("name", ["ก²", "a b", "\u200b", "a/b", "①", "ก" * 61])
def test_a_user_name_of_other_signs_is_refused(world, slip, name):
    with pytest.raises(ValidationError):
        activate(slip, username=name)
