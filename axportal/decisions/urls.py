"""Routes of rankings, decisions, letters and objections."""

from django.urls import path, register_converter

from axportal.decisions.views import (
    deciders,
    declining,
    exclusions,
    letters,
    objections,
    panel,
    rankings,
    results,
    selections,
)


class WordConverter:
    """A word on a selection; anything else is another page."""

    regex = "confirm|approve|return"

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


class LanguageConverter(WordConverter):
    """A language that letters are written in."""

    regex = "ko|en"


register_converter(WordConverter, "word")
register_converter(LanguageConverter, "language")

app_name = "decisions"
urlpatterns = [
    path("calls/<uuid:uuid>/ranking/", rankings.RankingView.as_view(), name="ranking"),
    path("calls/<uuid:uuid>/ranking/tie/", rankings.TieView.as_view(), name="ranking-tie"),
    path("calls/<uuid:uuid>/ranking/propose/", rankings.ProposalView.as_view(), name="ranking-propose"),
    path("calls/<uuid:uuid>/panel/", panel.PanelListView.as_view(), name="panel"),
    path("applications/<uuid:uuid>/panel/", panel.PanelView.as_view(), name="panel-detail"),
    path("applications/<uuid:uuid>/panel/adjust/", panel.AdjustView.as_view(), name="panel-adjust"),
    path("applications/<uuid:uuid>/panel/find/", panel.FindView.as_view(), name="panel-find"),
    path("findings/<uuid:uuid>/take-back/", panel.TakeBackView.as_view(), name="panel-take-back"),
    path("calls/<uuid:uuid>/results/", results.ResultsView.as_view(), name="results"),
    path("calls/<uuid:uuid>/results.csv", results.ResultsFileView.as_view(), name="results-file"),
    path("selections/<uuid:uuid>/", selections.SelectionView.as_view(), name="selection-detail"),
    path("selections/<uuid:uuid>/<word:step>/", selections.SelectionStepView.as_view(), name="selection-step"),
    path("applications/<uuid:uuid>/decline/", declining.DeclineView.as_view(), name="decline"),
    path("applications/<uuid:uuid>/outcome/", exclusions.OutcomeView.as_view(), name="outcome"),
    path("letters/<uuid:uuid>/", letters.LetterView.as_view(), name="letter"),
    path("letters/<uuid:uuid>/letter-<language:language>.pdf", letters.LetterFileView.as_view(), name="letter-file"),
    path("deciders/", deciders.DeciderListView.as_view(), name="decider-list"),
    path("objections/", objections.ObjectionListView.as_view(), name="objection-list"),
    path("objections/<uuid:uuid>/", objections.ObjectionView.as_view(), name="objection-detail"),
    path("objections/<uuid:uuid>/assign/", objections.ObjectionAssignView.as_view(), name="objection-assign"),
    path("objections/<uuid:uuid>/decide/", objections.ObjectionDecideView.as_view(), name="objection-decide"),
    path("objections/<uuid:uuid>/withdraw/", objections.ObjectionWithdrawView.as_view(), name="objection-withdraw"),
]
