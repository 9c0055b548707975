"""The whole site on one screen."""

from django.urls import include, path

from kahro import audit, board, dashboard, practising
from kahro.home import home
from villages.urls import accounts

own = [
    path("", home, name="home"),
    path("subdistrict/", dashboard.dashboard, name="dashboard"),
    path("subdistrict/working-days/", board.board, name="board"),
    path("subdistrict/<int:number>/", dashboard.village, name="village"),
    path("audit/", audit.desk, name="desk"),
    path("audit/verify/", audit.verify_books, name="verify"),
    path("g/<slug:slug>/practice/", practising.begin, name="practise"),
    path("g/<slug:slug>/practice/hand/", practising.lend_hand, name="lend_hand"),
    path("g/<slug:slug>/practice/end/", practising.throw_away, name="end_practice"),
    path("g/<slug:slug>/books/", audit.books, name="books"),
    path("g/<slug:slug>/books/<slug:book>/months/", audit.months, name="months"),
    path("g/<slug:slug>/books/<slug:book>/<slug:name>/", audit.report, name="report"),
    path("g/<slug:slug>/books/<slug:book>/entries/<slug:number>/", audit.entry, name="entry"),
    path("g/<slug:slug>/books/<slug:book>/entries/<slug:number>/papers/<int:pk>/", audit.voucher, name="voucher"),
]

urlpatterns = [
    path("", include((own, "kahro"))),
    path("", include("villages.urls")),
    path("", include("funds.urls")),
    path("", include("welfare.urls")),
    path("accounts/", include(accounts)),
]
