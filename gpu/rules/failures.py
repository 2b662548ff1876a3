"""Each way in which a site can be out of reach, in a sentence for people, and what to do about it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "address_refused": _("이 주소는 이 포털이 접속해도 되는 네트워크 밖에 있습니다."),
    "unreachable": _("서버에 연결되지 않습니다."),
    "timed_out": _("정해진 시간 안에 답이 오지 않았습니다."),
    "tls": _("서버의 인증서를 믿을 수 없거나 TLS 연결이 되지 않습니다."),
    "host_key": _("서버의 SSH 공개키가 등록된 것과 다릅니다."),
    "authentication": _("서버가 토큰 또는 열쇠를 받아들이지 않았습니다."),
    "forbidden": _("접속은 되었으나 이 자료를 볼 권한이 없습니다."),
    "not_found": _("이 주소에 찾는 것이 없습니다."),
    "too_large": _("답이 너무 큽니다."),
    "bad_answer": _("알 수 없는 형식의 답이 왔습니다."),
    "reported_errors": _("스케줄러가 스스로 답할 수 없다고 알렸습니다."),
    "empty": _("있던 자료가 비어서 왔습니다. 0으로 세지 않고 마지막 값을 그대로 둡니다."),
    "no_secret": _("쓸 수 있는 토큰이나 열쇠가 없습니다."),
    "unsupported": _("이 버전 또는 설정은 읽을 수 없습니다."),
}
REMEDIES = {
    "address_refused": _("포털 관리자에게 AXPORTAL_CONNECTOR_NETWORKS에 주소와 포트를 넣어 달라고 하십시오."),
    "unreachable": _("주소와 포트, 서비스가 켜져 있는지, 방화벽이 포털을 들이는지 확인하십시오."),
    "timed_out": _("slurmctld가 켜져 있는지, 서버가 바쁘지 않은지 확인하십시오. 포털은 간격을 늘리며 다시 읽습니다."),
    "tls": _("인증서의 이름과 유효 기간, 발급 기관을 확인하십시오."),
    "host_key": _("서버를 새로 설치했다면 새 공개키를 확인하여 등록하고, 아니면 보안 담당자에게 알리십시오."),
    "authentication": _("토큰의 유효 기간과 계정 이름을 확인하고 새 토큰 또는 열쇠를 넣으십시오."),
    "forbidden": _("사이트에서 이 계정에 읽기 권한을 주어야 합니다."),
    "not_found": _("주소의 경로를 확인하십시오. 읽는 주소는 slurmrestd 또는 Prometheus의 첫 주소입니다."),
    "too_large": _("답은 128 MiB까지 읽습니다. MinJobAge를 줄이거나 라벨 조건으로 범위를 좁히십시오."),
    "bad_answer": _("다른 서비스의 주소이거나 사이에 있는 프록시가 답했을 수 있습니다. 주소를 확인하십시오."),
    "reported_errors": _("slurmctld와 slurmdbd가 켜져 있는지 확인하십시오. 자세한 말은 운영 화면에 있습니다."),
    "empty": _("정말로 비었다면 사이트를 멈추거나 서버를 내린 것으로 표시하십시오."),
    "no_secret": _("사이트 설정에서 토큰 또는 열쇠를 다시 넣으십시오."),
    "unsupported": _("docs/gpu-sites.md의 버전 표를 보고, 다른 연결 방법을 쓰십시오."),
}
#: Why a line of an answer cannot be used.
LINES = {
    "wrong_name": _("이름이 비었거나 너무 깁니다"),
    "wrong_value": _("값이 있을 수 없는 수입니다"),
    "more_than_there_are": _("쓰는 GPU가 있는 GPU보다 많습니다"),
    "future": _("시각이 10분 넘게 앞섭니다"),
    "too_old": _("13일보다 오래되었습니다"),
    "too_long": _("400일 넘게 걸린 실행입니다"),
    "ends_before_it_starts": _("시작보다 먼저 끝납니다"),
    "unknown_server": _("모르는 서버입니다"),
}


def words_of_line(code: str) -> str | Promise:
    """Why a line cannot be used, in the reader's language; the code itself where there are no words for it."""
    return LINES.get(code, code)


def sentence(code: str) -> str | Promise:
    """What is wrong, in the reader's language. Raises KeyError for a code that is none."""
    return SENTENCES[code]


def remedy(code: str) -> str | Promise:
    """What to do about it, in the reader's language. Raises KeyError for a code that is none."""
    return REMEDIES[code]
