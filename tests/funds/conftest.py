import pgtrigger
import pytest
from django.db.backends.postgresql.operations import DatabaseOperations


@pytest.fixture(scope="session", autouse=True)
def books_may_be_emptied_after_a_test():
    """Tests with threads commit what they write; the books refuse to be emptied otherwise."""
    flush = DatabaseOperations.execute_sql_flush

    def emptied(self, statements):
        with pgtrigger.ignore():
            return flush(self, statements)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", emptied)
        yield
