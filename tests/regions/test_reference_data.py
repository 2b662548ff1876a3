"""The reference facts as they lie in the repository: complete, well formed, each with its source.

No database is needed: what is checked here would otherwise be found only when somebody loads the files.
"""

import json
from collections import Counter
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).resolve().parents[2]

TEXT, OPTIONAL_TEXT = "text", "optional text"
NUMBER, INTEGER, DAY = "number or null", "integer or null", "date or null"
REFERENCE = "key or null"

FACT = {"source": TEXT, "as_of": TEXT, "grade": TEXT}
NAMES = {"name_ko": TEXT, "name_en": TEXT}
VALIDITY = {"valid_from": DAY, "valid_to": DAY}
FIGURE = {"value": NUMBER, "unit_ko": OPTIONAL_TEXT, "unit_en": OPTIONAL_TEXT, "source_group": OPTIONAL_TEXT}

FIELDS: dict[str, dict[str, str]] = {
    "regions/sources": {
        "key": TEXT,
        "title": TEXT,
        "publisher": TEXT,
        "url": TEXT,
        "published_on": DAY,
        "note": OPTIONAL_TEXT,
    },
    "regions/zones": {"code": TEXT, "slug": TEXT, **NAMES, "position": INTEGER, "lead": TEXT, **FACT},
    "regions/provinces": {
        "code": TEXT,
        "code_system": TEXT,
        **NAMES,
        "short_ko": TEXT,
        "short_en": TEXT,
        "zone": REFERENCE,
        "map_id": OPTIONAL_TEXT,
        **VALIDITY,
        "successor": REFERENCE,
        "succession_status": OPTIONAL_TEXT,
        "succession_note_ko": OPTIONAL_TEXT,
        "succession_note_en": OPTIONAL_TEXT,
        **FACT,
    },
    "regions/organisations": {
        "key": TEXT,
        "kind": TEXT,
        **NAMES,
        "short_ko": TEXT,
        "short_en": TEXT,
        "biz_reg_no": OPTIONAL_TEXT,
        "province": REFERENCE,
        "address_ko": OPTIONAL_TEXT,
        "website": OPTIONAL_TEXT,
        "founded_on": DAY,
        "latitude": NUMBER,
        "longitude": NUMBER,
        "size_class": OPTIONAL_TEXT,
        "parent": REFERENCE,
        **VALIDITY,
        **FACT,
    },
    "regions/industries": {"code": TEXT, **NAMES, "parent": REFERENCE, **FACT},
    "regions/zone_industries": {"zone": TEXT, "industry": TEXT, **VALIDITY, **FACT},
    "regions/zone_partners": {"zone": TEXT, "organisation": TEXT, "topic_ko": TEXT, "topic_en": TEXT, **FACT},
    "regions/statements": {
        "key": TEXT,
        "topic": TEXT,
        "zone": REFERENCE,
        "organisation": REFERENCE,
        "label_ko": TEXT,
        "label_en": TEXT,
        "text_ko": TEXT,
        "text_en": TEXT,
        **FIGURE,
        **FACT,
    },
    "talent/schools": {
        "key": TEXT,
        **NAMES,
        "kind": OPTIONAL_TEXT,
        "province": TEXT,
        "affiliated_institute": REFERENCE,
        "school_origin": TEXT,
        "status": TEXT,
        "intake": INTEGER,
        "capacity": INTEGER,
        "entry_year_first": INTEGER,
        "designated_year": INTEGER,
        "address_ko": OPTIONAL_TEXT,
        **FACT,
    },
    "talent/school_milestones": {
        "school": TEXT,
        "kind": TEXT,
        "label_ko": TEXT,
        "label_en": TEXT,
        "value_text_ko": TEXT,
        "value_text_en": TEXT,
        **FIGURE,
        "happened_on": DAY,
        **FACT,
    },
    "startups/startup_centres": {
        "key": TEXT,
        "institute": TEXT,
        **NAMES,
        "strategy_action": TEXT,
        "status": TEXT,
        "predecessor_ko": OPTIONAL_TEXT,
        "predecessor_en": OPTIONAL_TEXT,
        "opened_on": DAY,
        **FACT,
    },
    "gpu/data_centres": {"key": TEXT, **NAMES, "owner": TEXT, "province": TEXT, "opened_month": OPTIONAL_TEXT, **FACT},
    "gpu/gpu_models": {"code": TEXT, "name": TEXT, "vendor": OPTIONAL_TEXT, "memory_gib": INTEGER, **FACT},
    "gpu/gpu_aliases": {"kind": TEXT, "name": TEXT, "gpu_model": REFERENCE},
    "gpu/gpu_pools": {
        "key": TEXT,
        "data_centre": TEXT,
        "gpu_model": REFERENCE,
        "count": INTEGER,
        "server_count": INTEGER,
        "source_group": OPTIONAL_TEXT,
        "note_ko": OPTIONAL_TEXT,
        "note_en": OPTIONAL_TEXT,
        **FACT,
    },
}

NATURAL_KEYS: dict[str, tuple[str, ...]] = {
    "regions/zones": ("code",),
    "regions/provinces": ("code_system", "code"),
    "regions/industries": ("code",),
    "regions/zone_industries": ("zone", "industry", "valid_from"),
    "regions/zone_partners": ("zone", "organisation", "source"),
    "talent/school_milestones": ("school", "kind", "label_ko", "source"),
    "gpu/gpu_models": ("code",),
    "gpu/gpu_aliases": ("kind", "name"),
}

REFERENCES = {
    ("regions/zones", "lead"): "regions/organisations",
    ("regions/provinces", "zone"): "regions/zones",
    ("regions/provinces", "successor"): "regions/provinces",
    ("regions/organisations", "province"): "regions/provinces",
    ("regions/organisations", "parent"): "regions/organisations",
    ("regions/industries", "parent"): "regions/industries",
    ("regions/zone_industries", "zone"): "regions/zones",
    ("regions/zone_industries", "industry"): "regions/industries",
    ("regions/zone_partners", "zone"): "regions/zones",
    ("regions/zone_partners", "organisation"): "regions/organisations",
    ("regions/statements", "zone"): "regions/zones",
    ("regions/statements", "organisation"): "regions/organisations",
    ("talent/schools", "province"): "regions/provinces",
    ("talent/schools", "affiliated_institute"): "regions/organisations",
    ("talent/school_milestones", "school"): "talent/schools",
    ("startups/startup_centres", "institute"): "regions/organisations",
    ("gpu/data_centres", "owner"): "regions/organisations",
    ("gpu/data_centres", "province"): "regions/provinces",
    ("gpu/gpu_pools", "data_centre"): "gpu/data_centres",
    ("gpu/gpu_pools", "gpu_model"): "gpu/gpu_models",
    ("gpu/gpu_aliases", "gpu_model"): "gpu/gpu_models",
}

CHOICES = {
    ("regions/provinces", "succession_status"): {"", "planned", "confirmed"},
    ("regions/organisations", "kind"): {
        "institute",
        "university",
        "research_institute",
        "company",
        "ministry",
        "local_government",
        "school",
        "agency",
        "data_centre",
        "cluster",
        "other",
    },
    ("regions/organisations", "size_class"): {"", "sme", "mid", "large"},
    ("talent/schools", "kind"): {"", "science", "science_arts", "ai"},
    ("talent/schools", "school_origin"): {"existing", "new", "converted"},
    ("talent/schools", "status"): {"operating", "planned", "sought"},
    ("talent/school_milestones", "kind"): {
        "opening_target",
        "total_cost",
        "site",
        "area",
        "designation",
        "law",
        "other",
    },
    ("gpu/gpu_aliases", "kind"): {"slurm", "dcgm"},
    ("startups/startup_centres", "strategy_action"): {"enlarge", "new"},
    ("startups/startup_centres", "status"): {"existing", "planned", "unknown"},
}

MAP_IDS = {
    "seoul", "busan", "daegu", "incheon", "gwangju", "daejeon", "ulsan", "sejong", "gyeonggi", "gangwon",
    "north-chungcheong", "south-chungcheong", "north-jeolla", "south-jeolla", "north-gyeongsang",
    "south-gyeongsang", "jeju",
}  # fmt: skip

#: Names of things state nothing about the world.
FACT_FILES = sorted(set(FIELDS) - {"regions/sources", "gpu/gpu_aliases"})


def path_of(name: str) -> Path:
    app, file = name.split("/")
    return ROOT / app / "data" / f"{file}.json"


def rows(name: str) -> list[dict]:
    return json.loads(path_of(name).read_text(encoding="utf-8"))["rows"]


def natural_key(name: str, row: dict) -> tuple:
    return tuple(row[field] for field in NATURAL_KEYS.get(name, ("key",)))


def keys(name: str) -> set[str]:
    return {row["code" if "code" in FIELDS[name] else "key"] for row in rows(name)}


def complaint(kind: str, value: object) -> str:
    """Say what is wrong with a value of this kind, or nothing."""
    if kind in (TEXT, OPTIONAL_TEXT):
        if not isinstance(value, str) or value != value.strip():
            return "is not a trimmed text"
        return "is empty" if kind == TEXT and not value else ""
    if value is None:
        return ""
    if kind == DAY:
        return "" if is_day(value) else "is not an ISO date"
    wanted = {NUMBER: (int, float), INTEGER: int, REFERENCE: str}[kind]
    return "" if isinstance(value, wanted) and not isinstance(value, bool) else f"is not a {kind}"


def is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


@pytest.mark.parametrize("name", sorted(FIELDS))
def test_file_is_readable_json_with_rows_only(name):
    text = path_of(name).read_text(encoding="utf-8")
    content = json.loads(text)
    assert list(content) == ["rows"]
    assert content["rows"]
    assert text == json.dumps(content, ensure_ascii=False, indent=2) + "\n"


@pytest.mark.parametrize("name", sorted(FIELDS))
def test_rows_have_exactly_the_declared_fields(name):
    wrong = [
        f"{natural_key(name, row)}.{field} {problem}"
        for row in rows(name)
        for field, kind in FIELDS[name].items()
        if (problem := complaint(kind, row.get(field)))
    ]
    assert wrong == []
    assert {tuple(sorted(row)) for row in rows(name)} == {tuple(sorted(FIELDS[name]))}


@pytest.mark.parametrize("name", sorted(FIELDS))
def test_natural_keys_are_unique(name):
    counted = Counter(natural_key(name, row) for row in rows(name))
    assert [key for key, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("name", FACT_FILES)
def test_every_fact_has_source_date_and_grade(name):
    known = {row["key"] for row in rows("regions/sources")}
    for row in rows(name):
        assert row["source"] in known, natural_key(name, row)
        assert is_day(row["as_of"]), natural_key(name, row)
        assert row["grade"] in {"S", "P", "L", "D"}, natural_key(name, row)


@pytest.mark.parametrize("name", FACT_FILES)
def test_no_fact_is_dated_after_the_day_its_source_appeared(name):
    published = {row["key"]: row["published_on"] for row in rows("regions/sources")}
    late = [
        natural_key(name, row)
        for row in rows(name)
        if published[row["source"]] and row["as_of"] > published[row["source"]]
    ]
    assert late == []


@pytest.mark.parametrize(("name", "field"), sorted(REFERENCES))
def test_references_resolve(name, field):
    used = {row[field] for row in rows(name)} - {None}
    assert used - keys(REFERENCES[name, field]) == set()


@pytest.mark.parametrize(("name", "field"), sorted(CHOICES))
def test_choices_are_known(name, field):
    assert {row[field] for row in rows(name)} - CHOICES[name, field] == set()


def test_only_strategy_facts_come_from_the_strategy_article():
    """Grade S is the article of the strategy and nothing else; grade L is the text of a law."""
    for name in FACT_FILES:
        for row in rows(name):
            assert (row["grade"] != "S") or row["source"] == "A1", natural_key(name, row)
            assert (row["grade"] == "L") == row["source"].startswith("L"), natural_key(name, row)


def test_source_addresses_are_https():
    for row in rows("regions/sources"):
        parts = urlsplit(row["url"])
        assert (parts.scheme, bool(parts.netloc)) == ("https", True), row["key"]


def test_a_source_without_a_date_says_so():
    silent = [row["key"] for row in rows("regions/sources") if not row["published_on"] and not row["note"]]
    assert silent == []


def test_every_province_of_the_map_appears_once():
    on_map = [row["map_id"] for row in rows("regions/provinces") if row["map_id"]]
    assert sorted(on_map) == sorted(MAP_IDS)


def test_the_planned_merger_leaves_both_provinces_valid():
    by_code = {row["code"]: row for row in rows("regions/provinces")}
    assert (by_code["12"]["map_id"], by_code["12"]["succession_status"]) == ("", "planned")
    for code in ("29", "46"):
        old = by_code[code]
        assert (old["successor"], old["succession_status"], old["valid_to"]) == ("12", "planned", None)
        assert old["succession_note_ko"]
        assert old["succession_note_en"]


def test_zones_hold_the_provinces_and_industries_of_the_strategy():
    zones = {row["code"]: row["lead"] for row in rows("regions/zones")}
    assert zones == {"JUNGBU": "kaist", "HONAM": "gist", "DAEGYEONG": "dgist", "DONGNAM": "unist"}
    provinces = Counter(row["zone"] for row in rows("regions/provinces") if row["map_id"])
    assert provinces == {"JUNGBU": 4, "HONAM": 2, "DAEGYEONG": 2, "DONGNAM": 3, None: 6}
    assert Counter(row["zone"] for row in rows("regions/zone_industries")) == dict.fromkeys(zones, 3)


def test_eight_operating_schools_take_789_entrants():
    operating = [row for row in rows("talent/schools") if row["status"] == "operating"]
    assert (len(operating), sum(row["intake"] for row in operating)) == (8, 789)


def test_a_school_may_stand_outside_the_zone_of_its_institute():
    ksa = next(row for row in rows("talent/schools") if row["key"] == "ksa")
    zone_of = {row["code"]: row["zone"] for row in rows("regions/provinces")}
    assert (ksa["affiliated_institute"], zone_of[ksa["province"]]) == ("kaist", "DONGNAM")


def test_coordinates_not_trusted_stay_empty():
    dgist = next(row for row in rows("regions/organisations") if row["key"] == "dgist")
    assert (dgist["latitude"], dgist["longitude"]) == (None, None)


@pytest.mark.parametrize("name", ["regions/statements", "talent/school_milestones", "gpu/gpu_pools"])
def test_a_group_of_sources_holds_more_than_one(name):
    groups: dict[str, set] = {}
    for grouped in ("regions/statements", "talent/school_milestones", "gpu/gpu_pools"):
        for row in rows(grouped):
            groups.setdefault(row["source_group"], set()).add(row["source"])
    lonely = {row["source_group"] for row in rows(name) if row["source_group"] and len(groups[row["source_group"]]) < 2}
    assert lonely == set()


def test_gpu_counts_of_disagreeing_sources_stand_apart():
    h100 = {row["source"]: row["count"] for row in rows("gpu/gpu_pools") if row["gpu_model"] == "H100"}
    assert h100 == {"D5": 880, "D7": 1120}
