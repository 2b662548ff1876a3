"""Pages of challenges: what is looked for, one's own ones, and the answers."""

from typing import Any, cast

from django.contrib import messages
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from axportal.accounts.access import SignInRequired
from axportal.accounts.models import User
from axportal.challenges import permissions, workflow
from axportal.challenges.forms import ChallengeForm, InterestForm
from axportal.challenges.models import Challenge, ConfidentialPart, Interest
from axportal.challenges.services import challenges as services
from axportal.core import clock
from axportal.core.errors import DomainError, NotAllowed, StaleVersion

MOST = 100


def _add_errors(form: ModelForm, error: DomainError) -> None:
    for name, sentences in (error.fields or {"__all__": [error.message]}).items():
        for sentence in sentences:
            form.add_error(name if name in form.fields else None, sentence)


class ChallengeListView(View):
    """What is looked for now, newest first, and the challenges of one's own organisation."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Two short lists."""
        visible = Challenge.objects.visible_to(request.user).select_related("organisation")
        context = {
            "posted": visible.filter(status__in=["open", "matched"])[:MOST],
            "own": Challenge.objects.editable_by(request.user).select_related("organisation")[:MOST],
            "may_post": permissions.poster_choices(request.user).exists(),
        }
        return render(request, "challenges/list.html", context)


class ChallengeView(View):
    """Finds the challenge of the address."""

    @property
    def actor(self) -> User:
        """Whoever is signed in."""
        return cast(User, self.request.user)

    @cached_property
    def challenge(self) -> Challenge:
        """The challenge, as this reader may see it; 404 otherwise."""
        visible = Challenge.objects.visible_to(self.request.user).select_related("organisation")
        challenge: Challenge | None = visible.filter(uuid=self.kwargs["uuid"]).first()
        if challenge is None:
            raise Http404
        return challenge

    def ensure_keeps(self) -> None:
        """Raises `NotAllowed` for who is not of the poster."""
        if not permissions.can_keep(self.request.user, self.challenge):
            raise NotAllowed(_("이 과제를 올린 기관의 구성원이 아닙니다."), code="not_poster")

    def detail(self, *, form: InterestForm | None = None, status: int = 200) -> HttpResponse:
        """The page: the public part, and what else this reader is named for."""
        challenge, user = self.challenge, self.request.user
        answerers = permissions.answerer_choices(user)
        visible = Interest.objects.visible_to(user).filter(challenge=challenge).select_related("organisation")
        interests = [(one, workflow.INTEREST.available(user, one)) for one in visible]
        context = {
            "challenge": challenge,
            "keeps": permissions.can_keep(user, challenge),
            "steps": [row for row in workflow.CHALLENGE.available(user, challenge) if row.name != "match"],
            "confidential": ConfidentialPart.objects.visible_to(user).filter(challenge=challenge).first(),
            "interests": interests,
            "calls": challenge.calls.visible_to(user),
            "form": form or InterestForm(organisations=answerers),
            "answers": challenge.status == Challenge.Status.OPEN and answerers.exists(),
        }
        return render(self.request, "challenges/detail.html", context, status=status)


class ChallengeDetailView(ChallengeView):
    """One challenge."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """The page."""
        return self.detail()


class ChallengeCreateView(SignInRequired, View):
    """A new challenge."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """For people of companies and institutes."""
        if request.user.is_authenticated and not permissions.poster_choices(request.user).exists():
            raise NotAllowed(_("기업, 과기원, 과기정통부의 담당자만 올릴 수 있습니다."), code="not_poster")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        """An empty form."""
        return self._page(ChallengeForm(organisations=permissions.poster_choices(request.user)))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make the draft."""
        form = ChallengeForm(request.POST, organisations=permissions.poster_choices(request.user))
        if form.is_valid():
            try:
                challenge = services.write_challenge(
                    values=form.changes(),
                    confidential=form.cleaned_data["confidential"],
                    readers=form.cleaned_data["readers"],
                    actor=cast(User, request.user),
                    at=clock.now(),
                )
            except DomainError as error:
                _add_errors(form, error)
            else:
                messages.success(request, _("초안을 만들었습니다. 올리면 누구나 공개 요약을 봅니다."))
                return redirect(challenge)
        return self._page(form, status=400)

    def _page(self, form: ChallengeForm, *, status: int = 200) -> HttpResponse:
        return render(self.request, "challenges/edit.html", {"form": form, "challenge": None}, status=status)


class ChallengeEditView(SignInRequired, ChallengeView):
    """Both parts of one's own challenge."""

    def get(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """The form, filled."""
        self.ensure_keeps()
        return self._page(self._form(None))

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Save; what was typed stays when somebody else was faster."""
        self.ensure_keeps()
        form = self._form(request.POST)
        if not form.is_valid():
            return self._page(form, status=400)
        try:
            challenge = services.edit_challenge(
                challenge=self.challenge,
                values=form.changes(),
                confidential=form.cleaned_data["confidential"],
                readers=form.cleaned_data["readers"],
                actor=self.actor,
                at=clock.now(),
                base_version=form.cleaned_data["base_version"],
                base_confidential=form.cleaned_data["base_confidential"],
            )
        except DomainError as error:
            _add_errors(form, error)
            return self._page(form, status=error.status, is_stale=isinstance(error, StaleVersion))
        messages.success(request, _("저장했습니다."))
        return redirect(challenge)

    def _form(self, data: Any) -> ChallengeForm:
        challenge = Challenge.objects.get(pk=self.challenge.pk)  # validating writes into its instance
        part = ConfidentialPart.objects.get(challenge=challenge)
        initial = {"base_version": challenge.version, "base_confidential": part.version, "confidential": part.text}
        organisations = permissions.poster_choices(self.request.user)
        return ChallengeForm(data, instance=challenge, initial=initial, organisations=organisations)

    def _page(self, form: ChallengeForm, *, status: int = 200, is_stale: bool = False) -> HttpResponse:
        part = ConfidentialPart.objects.get(challenge=self.challenge)
        context = {"form": form, "challenge": self.challenge, "part": part, "is_stale": is_stale}
        return render(self.request, "challenges/edit.html", context, status=status)


class ChallengeStepView(SignInRequired, ChallengeView):
    """Posting, closing, withdrawing."""

    def post(self, request: HttpRequest, uuid: Any, name: str) -> HttpResponse:
        """Take the step."""
        if name not in {"post", "close", "withdraw"}:
            raise Http404
        services.advance_challenge(challenge=self.challenge, name=name, actor=self.actor, at=clock.now())
        return redirect(self.challenge)


class InterestOfferView(SignInRequired, ChallengeView):
    """Answering for a laboratory."""

    def post(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Send the answer to the poster."""
        answerers = permissions.answerer_choices(request.user)
        if not answerers.exists():
            raise NotAllowed(_("과기원의 담당자만 답할 수 있습니다."), code="not_answerer")
        form = InterestForm(request.POST, organisations=answerers)
        if not form.is_valid():
            return self.detail(form=form, status=400)
        values = dict(form.cleaned_data)
        try:
            services.offer_interest(
                challenge=self.challenge,
                organisation=values.pop("organisation"),
                values=values,
                actor=self.actor,
                at=clock.now(),
            )
        except DomainError as error:
            _add_errors(form, error)
            return self.detail(form=form, status=error.status)
        messages.success(request, _("관심을 전했습니다. 올린 기관과 우리 기관만 봅니다."))
        return redirect(self.challenge)


class InterestStepView(SignInRequired, ChallengeView):
    """Accepting, declining, taking back."""

    def post(self, request: HttpRequest, uuid: Any, interest: Any, name: str) -> HttpResponse:
        """Take the step; 404 for an answer this reader does not see."""
        found = Interest.objects.visible_to(request.user).filter(challenge=self.challenge, uuid=interest).first()
        if found is None or name not in workflow.INTEREST.rows:
            raise Http404
        services.settle_interest(interest=found, name=name, actor=self.actor, at=clock.now())
        return redirect(self.challenge)
