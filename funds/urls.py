from django.urls import path

from funds import views

app_name = "funds"

urlpatterns = [
    path("g/<slug:slug>/deposit/", views.find, name="find"),
    path("g/<slug:slug>/members/<int:pk>/passbooks/", views.member, name="member"),
    path("g/<slug:slug>/members/<int:pk>/open/", views.open_passbook, name="open_passbook"),
    path("g/<slug:slug>/passbooks/<int:pk>/", views.passbook, name="passbook"),
    path("g/<slug:slug>/passbooks/<int:pk>/passbook.pdf", views.passbook_pdf, name="passbook_pdf"),
    path("g/<slug:slug>/passbooks/<int:pk>/deposit/", views.deposit, name="deposit"),
    path("g/<slug:slug>/passbooks/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("g/<slug:slug>/passbooks/<int:pk>/close/", views.close_passbook, name="close_passbook"),
    path("g/<slug:slug>/passbooks/<int:pk>/pledge/", views.pledge, name="pledge"),
    path("g/<slug:slug>/receipts/", views.receipts, name="receipts"),
    path("g/<slug:slug>/receipts/<int:pk>/", views.receipt, name="receipt"),
    path("g/<slug:slug>/receipts/<int:pk>/receipt.pdf", views.receipt_pdf, name="receipt_pdf"),
    path("g/<slug:slug>/receipts/<int:pk>/reverse/", views.reverse, name="reverse"),
    path("g/<slug:slug>/products/", views.products, name="products"),
    path("g/<slug:slug>/products/new/", views.offer, name="offer"),
    path("g/<slug:slug>/products/<int:pk>/rule/", views.set_rule, name="set_rule"),
    path("g/<slug:slug>/register/", views.register, name="register"),
    path("g/<slug:slug>/register/blank.xlsx", views.register_template, name="register_template"),
    path("g/<slug:slug>/register/<int:pk>/", views.register_upload, name="register_upload"),
    path("g/<slug:slug>/register/<int:pk>/register.xlsx", views.register_file, name="register_file"),
    path("me/", views.me, name="me"),
    path("me/passbooks/<int:pk>/", views.my_passbook, name="my_passbook"),
    path("me/passbooks/<int:pk>/passbook.pdf", views.my_passbook_pdf, name="my_passbook_pdf"),
    path("me/receipts/<int:pk>/", views.my_receipt, name="my_receipt"),
    path("me/receipts/<int:pk>/receipt.pdf", views.my_receipt_pdf, name="my_receipt_pdf"),
    path("r/<str:token>/", views.genuine, name="genuine"),
]
