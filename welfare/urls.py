from django.urls import path

from welfare import views

app_name = "welfare"

urlpatterns = [
    path("g/<slug:slug>/welfare/", views.fund, name="fund"),
    path("g/<slug:slug>/welfare/days/", views.days, name="days"),
    path("g/<slug:slug>/welfare/year/", views.year, name="year"),
    path("g/<slug:slug>/welfare/year/pdf/", views.year_pdf, name="year_pdf"),
    path("g/<slug:slug>/welfare/year/close/", views.close_year, name="close_year"),
    path("g/<slug:slug>/welfare/year/recognise/", views.recognise, name="recognise"),
    path("g/<slug:slug>/welfare/matches/", views.matches, name="matches"),
    path("g/<slug:slug>/welfare/matches/members.pdf", views.matched, {"form": "pdf"}, name="matched_pdf"),
    path("g/<slug:slug>/welfare/matches/members.xlsx", views.matched, {"form": "xlsx"}, name="matched_xlsx"),
    path("g/<slug:slug>/welfare/matches/new/", views.declare_match, name="declare_match"),
    path("g/<slug:slug>/welfare/matches/<int:pk>/came/", views.match_came, name="match_came"),
    path("g/<slug:slug>/welfare/rule/", views.rule, name="rule"),
    path("g/<slug:slug>/welfare/enrol/", views.enrol, name="enrol"),
    path("g/<slug:slug>/welfare/tables/", views.tables, name="tables"),
    path("g/<slug:slug>/welfare/tables/new/", views.draft_table, name="draft_table"),
    path("g/<slug:slug>/welfare/tables/<int:pk>/", views.table, name="table"),
    path("g/<slug:slug>/welfare/tables/<int:pk>/decide/", views.decide_table, name="decide_table"),
    path("g/<slug:slug>/welfare/tables/<int:pk>/line/", views.line, name="new_line"),
    path("g/<slug:slug>/welfare/tables/<int:pk>/line/<int:line>/", views.line, name="line"),
    path("g/<slug:slug>/welfare/tables/<int:pk>/line/<int:line>/strike/", views.strike_line, name="strike_line"),
    path("g/<slug:slug>/welfare/members/<int:pk>/", views.member, name="member"),
    path("g/<slug:slug>/welfare/members/<int:pk>/card/", views.card, name="card"),
    path("g/<slug:slug>/welfare/members/<int:pk>/back/", views.come_back, name="come_back"),
    path("g/<slug:slug>/welfare/members/<int:pk>/claim/<int:line>/", views.file_claim, name="file_claim"),
    path("g/<slug:slug>/welfare/claims/", views.claims, name="claims"),
    path("g/<slug:slug>/welfare/claims/<int:pk>/", views.claim, name="claim"),
    path("g/<slug:slug>/welfare/claims/<int:pk>/voucher/", views.voucher, name="voucher"),
    path("g/<slug:slug>/welfare/claims/<int:pk>/lapse/", views.ask_to_lapse, name="ask_to_lapse"),
    path("g/<slug:slug>/welfare/claims/<int:pk>/papers/", views.add_evidence, name="add_evidence"),
    path("g/<slug:slug>/welfare/claims/<int:pk>/papers/<int:paper>/", views.evidence, name="evidence"),
    path("g/<slug:slug>/welfare/claims/<int:pk>/decide/", views.decide, name="decide"),
    path("g/<slug:slug>/welfare/claims/<int:pk>/pay/", views.pay, name="pay"),
    path("g/<slug:slug>/welfare/claims/<int:pk>/appeal/", views.appeal, name="appeal"),
    path("g/<slug:slug>/welfare/claims/<int:pk>/meeting/", views.settle_appeal, name="settle_appeal"),
    path("me/welfare/", views.mine, name="mine"),
]
