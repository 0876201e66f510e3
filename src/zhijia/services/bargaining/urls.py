"""Pages of collective bargaining beside the case page, which the faces own."""

from django.urls import URLPattern, path

from zhijia.services.bargaining.views import (
    campaigns,
    comparing,
    contracts,
    drafting,
    employer,
    inspections,
    listing,
    opening,
    targets,
)

app_name = "bargaining"
urlpatterns: list[URLPattern] = [
    path("bargaining/", listing.list_bargainings, name="list"),
    path("bargaining/list.xlsx", listing.list_sheet, name="sheet"),
    path("bargaining/open/<int:union>/", opening.open_one, name="open"),
    path("bargaining/open/<int:union>/firms/", opening.find_firms, name="find_firms"),
    path("drafts/<int:pk>/", drafting.show_draft, name="draft"),
    path("drafts/<int:pk>/compare/", comparing.compare_draft, name="compare"),
    path("drafts/<int:pk>/history/", comparing.show_history, name="history"),
    path("drafts/<int:pk>/standard/", drafting.issue, name="issue_standard"),
    path("drafts/<int:pk>/edit/", drafting.edit_draft, name="edit_draft"),
    path("bargaining/campaigns/", campaigns.list_campaigns, name="campaigns"),
    path("bargaining/campaigns/new/", campaigns.new_campaign, name="new_campaign"),
    path("bargaining/campaigns/<int:pk>/", campaigns.show_campaign, name="campaign"),
    path("bargaining/campaigns/<int:pk>/edit/", campaigns.edit_campaign, name="edit_campaign"),
    path("bargaining/campaigns/<int:pk>/start/", campaigns.start_campaign, name="start_campaign"),
    path("bargaining/campaigns/<int:pk>/go-on/", campaigns.go_on, name="go_on"),
    path("bargaining/campaigns/<int:pk>/targets/", targets.list_targets, name="targets"),
    path("bargaining/campaigns/<int:pk>/remind/", targets.remind_targets, name="remind_targets"),
    path("bargaining/campaigns/<int:pk>/letters/", targets.print_letters, name="letters"),
    path("partner/offer/", employer.demand, name="demand_talks"),
    path("inspections/<int:pk>/", inspections.show_inspection, name="inspection"),
    path("contracts/<int:pk>/", contracts.show_contract, name="contract"),
    path("contracts/<int:pk>/ask/", contracts.ask, name="ask"),
    path("contracts/<int:pk>/opinion/", contracts.judge, name="opinion"),
    path("contracts/<int:pk>/next/", opening.succeed_contract, name="succeed"),
]
