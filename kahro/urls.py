"""The whole site on one screen."""

from django.urls import include, path

from kahro import board, dashboard
from kahro.books import views as books_views
from kahro.home import home
from kahro.practice import views as practice_views
from villages.urls import account_patterns

own = [
    path("", home, name="home"),
    path("subdistrict/", dashboard.dashboard, name="dashboard"),
    path("subdistrict/working-days/", board.board, name="board"),
    path("subdistrict/<int:number>/", dashboard.village, name="village"),
    path("audit/", books_views.desk, name="desk"),
    path("audit/verify/", books_views.verify_books, name="verify"),
    path("g/<slug:slug>/practice/", practice_views.begin, name="practise"),
    path("g/<slug:slug>/practice/hand/", practice_views.lend_hand, name="lend_hand"),
    path("g/<slug:slug>/practice/end/", practice_views.throw_away, name="end_practice"),
    path("g/<slug:slug>/books/", books_views.books, name="books"),
    path("g/<slug:slug>/books/<slug:book>/months/", books_views.months, name="months"),
    path("g/<slug:slug>/books/<slug:book>/<slug:name>/", books_views.report, name="report"),
    path("g/<slug:slug>/books/<slug:book>/entries/<slug:number>/", books_views.entry, name="entry"),
    path("g/<slug:slug>/books/<slug:book>/entries/<slug:number>/papers/<int:pk>/", books_views.voucher, name="voucher"),
]

urlpatterns = [
    path("", include((own, "kahro"))),
    path("", include("villages.urls")),
    path("", include("funds.urls")),
    path("", include("welfare.urls")),
    path("accounts/", include(account_patterns)),
]
