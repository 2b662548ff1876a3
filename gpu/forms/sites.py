"""The form of a site, with the fields that its way of connecting needs."""

import re
from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from gpu.models import Cluster, ConnectorSecret, DataCentre
from gpu.rules.addresses import host_and_port

SECRET = "secret_"  # noqa: S105 - how the fields of secrets begin
_HOST_KEY = re.compile(r"(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)) [A-Za-z0-9+/]+={0,2}( [^\n]*)?")
_MATCH = re.compile(r'\s*[a-zA-Z_][a-zA-Z0-9_]*\s*(=|!=|=~|!~)\s*"[^"\\\n]*"\s*')
_KEY_BEGINS = "-----BEGIN"
_NOT_KEPT = {"autocomplete": "off", "spellcheck": "false"}
Purpose = ConnectorSecret.Purpose
_COMMON = ("name_ko", "name_en", "data_centre")
_READ = ("remote_name", "poll_seconds", "people")
_MONITOR = ("telemetry_address", "telemetry_match", "secret_telemetry")
FIELDS: dict[str, tuple[str, ...]] = {
    "slurm_rest": (*_COMMON, "address", "account", "secret_slurm_token", *_READ, *_MONITOR),
    "slurm_ssh": (*_COMMON, "address", "account", "host_key", "secret_ssh_key", *_READ, *_MONITOR),
    "push": (*_COMMON, "poll_seconds", "people", *_MONITOR),
    "hand": _COMMON,
}
NEEDED: dict[str, tuple[str, ...]] = {
    "slurm_rest": ("address", "secret_slurm_token"),
    "slurm_ssh": ("address", "account", "host_key", "secret_ssh_key"),
}


class Unseen(forms.Widget):
    """Takes a text and never shows it again, not even when the form comes back."""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Without the value."""
        return super().get_context(name, None, attrs)


class UnseenInput(Unseen, forms.TextInput):
    """A token: nobody's password, so that no browser offers to keep it or fills it in."""


class UnseenTextarea(Unseen, forms.Textarea):
    """A key of several lines."""


def _secret(label: Any, help_text: Any, widget: forms.Widget) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=8000, strip=True, widget=widget)


class SiteForm(forms.ModelForm):
    """A site's fields; those of secrets begin with `secret_` and are empty whenever the form is shown."""

    base_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    secret_slurm_token = _secret(
        _("Slurm 토큰(JWT)"),
        _("scontrol token username=계정 lifespan=초 로 만듭니다. 암호로 잠가 두고 다시 보이지 않습니다."),
        UnseenInput(attrs=_NOT_KEPT),
    )
    secret_ssh_key = _secret(
        _("SSH 개인키"),
        _("암호 없는 개인키 전체. 이 키로는 정해진 명령만 되게 서버에 적어 두세요. 잠가 두고 다시 보이지 않습니다."),
        UnseenTextarea(attrs={"rows": 6, **_NOT_KEPT}),
    )
    secret_telemetry = _secret(
        _("Prometheus 토큰"),
        _("Prometheus 앞에서 토큰을 물을 때만 적습니다. 다시 보이지 않습니다."),
        UnseenInput(attrs=_NOT_KEPT),
    )

    class Meta:
        model = Cluster
        fields = (
            "name_ko", "name_en", "data_centre", "address", "account", "host_key", "remote_name", "poll_seconds",
            "people", "telemetry_address", "telemetry_match",
        )  # fmt: skip
        help_texts = {
            "remote_name": _("scontrol show config의 ClusterName. 하나뿐이면 비워 둡니다."),
            "people": _("숨김: 아무 이름도 두지 않습니다. 가명: 사람마다 다른 부호로 바꿉니다."),
            "telemetry_address": _("dcgm-exporter를 모으는 Prometheus. 예: https://prom.example.ac.kr:9090"),
            "telemetry_match": _('이 사이트의 것만 고르는 조건. 예: cluster="gpu1"'),
            "poll_seconds": _(
                "보통 60초입니다. 이 주기의 두 배 동안 새 자료가 없으면 늦음, 다섯 배면 오래됨으로 보입니다."
            ),
        }
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "poll_seconds": forms.TextInput(attrs={"class": "w-s num", "inputmode": "numeric"}),
            "host_key": forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
            "people": forms.RadioSelect(),
        }

    def __init__(self, *args: Any, connector: str, centres: Iterable[DataCentre], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.connector = connector
        kept = (*FIELDS[connector], "base_version")
        self.fields = {name: self.fields[name] for name in kept}
        self.fields["data_centre"].queryset = centres  # type: ignore[attr-defined]
        for name in NEEDED.get(connector, ()):
            self.fields[name].required = not (name.startswith(SECRET) and self.instance.pk)
        if self.instance.pk:
            self._tell_what_is_kept()
        if "address" in self.fields:
            self.fields["address"].help_text = (
                _("slurmrestd의 주소. 예: https://slurm.example.ac.kr:6820")
                if connector == "slurm_rest"
                else _("로그인 서버의 이름과 포트. 예: login.example.ac.kr:22")
            )
        if "host_key" in self.fields:
            self.fields["host_key"].help_text = _(
                "ssh-keyscan -t ed25519 서버 로 얻어, 서버에서 직접 본 것과 견주어 적습니다."
            )
        if "account" in self.fields and connector == "slurm_rest":
            self.fields["account"].help_text = _("토큰을 만든 계정. Slurm 22.05는 꼭 필요합니다.")

    def _tell_what_is_kept(self) -> None:
        kept = set(self.instance.secrets.values_list("purpose", flat=True))
        for name in [name for name in self.fields if name.startswith(SECRET)]:
            if name.removeprefix(SECRET) in kept:
                self.fields[name].help_text = _("보관하고 있습니다. 바꿀 때만 적어 주세요. 다시 보이지 않습니다.")
            else:
                self.fields[name].required = name in NEEDED.get(self.connector, ())

    @property
    def had_secrets(self) -> bool:
        """Whether a secret was typed: it is not in the form that comes back, and the page says so."""
        return any(self.data.get(name) for name in self.fields if name.startswith(SECRET))

    def changes(self) -> dict[str, Any]:
        """The validated values of the site's own fields."""
        own = {name: value for name, value in self.cleaned_data.items() if name != "base_version"}
        return {name: value for name, value in own.items() if not name.startswith(SECRET)}

    def kept(self) -> dict[str, str]:
        """The secrets that were typed, by purpose."""
        return {
            name.removeprefix(SECRET): value
            for name, value in self.cleaned_data.items()
            if name.startswith(SECRET) and value
        }

    def clean_address(self) -> str:
        """An address of the connector's kind, without a person or a secret in it."""
        address: str = self.cleaned_data["address"].strip().removeprefix("ssh://")
        is_web = address.startswith(("http://", "https://"))
        wants_web = self.connector == "slurm_rest"
        if address and (is_web != wants_web or host_and_port(address) is None):
            raise forms.ValidationError(
                _("https://서버:포트 처럼 적어 주세요.")
                if wants_web
                else _("서버:포트 처럼 적어 주세요. http로 시작하지 않습니다.")
            )
        return address.rstrip("/")

    def clean_telemetry_address(self) -> str:
        """An address of the web."""
        address: str = self.cleaned_data["telemetry_address"].strip()
        if address and (not address.startswith(("http://", "https://")) or host_and_port(address) is None):
            raise forms.ValidationError(_("https://서버:포트 처럼 적어 주세요."))
        return address.rstrip("/")

    def clean_telemetry_match(self) -> str:
        """Conditions on labels, parted by commas, and nothing that would end them."""
        text: str = self.cleaned_data["telemetry_match"].strip().removeprefix("{").removesuffix("}").strip()
        if text and not re.fullmatch(rf"{_MATCH.pattern}(,{_MATCH.pattern})*", text):
            raise forms.ValidationError(_('라벨="값" 처럼, 여럿이면 쉼표로 나누어 적어 주세요.'))
        return text

    def clean_host_key(self) -> str:
        """One line as a server shows its public key."""
        lines = [
            line.strip() for line in self.cleaned_data["host_key"].splitlines() if line.strip()[:1] not in {"", "#"}
        ]
        for line in lines:
            _host, _blank, rest = line.partition(" ")
            for text in (line, rest):
                if _HOST_KEY.fullmatch(text):
                    return " ".join(text.split()[:2])
        raise forms.ValidationError(
            _("ssh-ed25519 AAAA… 처럼 한 줄로 적어 주세요. 개인키가 아니라 서버의 공개키입니다.")
        )

    def clean_secret_slurm_token(self) -> str:
        """What scontrol prints, with or without its name."""
        text: str = self.cleaned_data["secret_slurm_token"].removeprefix("SLURM_JWT=")
        return self._one_word(text)

    def clean_secret_telemetry(self) -> str:
        """One word."""
        return self._one_word(self.cleaned_data["secret_telemetry"])

    def clean_secret_ssh_key(self) -> str:
        """A whole private key."""
        text: str = self.cleaned_data["secret_ssh_key"].replace("\r\n", "\n")
        if text and (not text.startswith(_KEY_BEGINS) or "PRIVATE KEY" not in text):
            raise forms.ValidationError(_("-----BEGIN으로 시작하는 개인키 전체를 적어 주세요."))
        return f"{text}\n" if text else ""

    @staticmethod
    def _one_word(text: str) -> str:
        if text and (not text.isascii() or not text.isprintable() or " " in text):
            raise forms.ValidationError(_("빈칸이나 줄바꿈 없이 토큰만 적어 주세요."))
        return text

    def clean_poll_seconds(self) -> int:
        """What the database takes, said at the field."""
        seconds: int = self.cleaned_data["poll_seconds"]
        if not 5 <= seconds <= 300:
            raise forms.ValidationError(_("5초부터 300초까지 됩니다."))
        return seconds

    def _post_clean(self) -> None:
        """The instance is the service's to change."""

    def save(self, commit: bool = True) -> Any:
        """Forms do not write; the services do."""
        raise NotImplementedError
