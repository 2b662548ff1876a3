"""Routes of those who keep GPU sites."""

from django.urls import path

from gpu.views.operators import by_hand, console, sites, tokens

urlpatterns = [
    path("sites/", sites.SiteListView.as_view(), name="site_list"),
    path("sites/new/", sites.SiteNewView.as_view(), name="site_new"),
    path("sites/<uuid:uuid>/edit/", sites.SiteEditView.as_view(), name="site_edit"),
    path("sites/<uuid:uuid>/test/", sites.SiteTestView.as_view(), name="site_test"),
    path("sites/<uuid:uuid>/steps/<slug:step>/", sites.SiteStepView.as_view(), name="site_step"),
    path("sites/<uuid:uuid>/console/", console.ConsoleView.as_view(), name="console"),
    path("sites/<uuid:uuid>/accounts/", console.AccountsView.as_view(), name="site_accounts"),
    path("sites/<uuid:uuid>/tokens/", tokens.TokensView.as_view(), name="site_tokens"),
    path("sites/<uuid:uuid>/by-hand/", by_hand.HandView.as_view(), name="by_hand"),
    path("sites/<uuid:uuid>/servers.csv", by_hand.HandFileView.as_view(), name="by_hand_file"),
    path("tokens/<uuid:uuid>/revoke/", tokens.TokenRevokeView.as_view(), name="token_revoke"),
    path("nodes/<uuid:uuid>/steps/<slug:step>/", console.NodeStepView.as_view(), name="node_step"),
    path("discrepancies/<uuid:uuid>/", console.DiscrepancyView.as_view(), name="discrepancy"),
    path("batches/<uuid:uuid>/", console.BatchView.as_view(), name="batch"),
]
