from collections.abc import Sequence
from xml.etree.ElementTree import Element, fromstring

import pytest

from dashboard.indicators.iati import iati_xml
from dashboard.language.texts import LANGUAGES, use_language
from dashboard.release.facts import Release
from tests.support.dashboard_pages import small_release

NARRATIVE = ("narrative",)
# Of the activity schema 2.03: the children of each element in their order, the attributes that must
# be there, and those that may be. "+" must occur, "*" and "+" may be repeated.
SCHEMA: dict[str, tuple[Sequence[str], Sequence[str], Sequence[str]]] = {
    "iati-activities": (["iati-activity+"], ["version"], ["generated-datetime"]),
    "iati-activity": (
        [
            "iati-identifier.", "reporting-org.", "title.", "description+", "participating-org+",
            "other-identifier*", "activity-status.", "activity-date+", "contact-info*",
            "activity-scope?", "recipient-country*", "recipient-region*", "location*", "sector*",
            "result*",
        ],
        [],
        ["last-updated-datetime", "{http://www.w3.org/XML/1998/namespace}lang"],
    ),
    "iati-identifier": ([], [], []),
    "reporting-org": (["narrative+"], ["ref", "type"], []),
    "title": (["narrative+"], [], []),
    "description": (["narrative+"], [], ["type"]),
    "participating-org": (["narrative*"], ["role"], ["ref", "type"]),
    "activity-status": ([], ["code"], []),
    "activity-date": (["narrative*"], ["type", "iso-date"], []),
    "recipient-country": (["narrative*"], ["code"], ["percentage"]),
    "result": (
        ["title.", "description?", "document-link*", "reference*", "indicator+"],
        ["type"],
        ["aggregation-status"],
    ),
    "indicator": (
        ["title.", "description?", "document-link*", "reference*", "baseline*", "period*"],
        ["measure"],
        ["ascending", "aggregation-status"],
    ),
    "reference": ([], ["vocabulary", "code"], ["indicator-uri"]),
    "baseline": (
        ["location*", "dimension*", "document-link*", "comment?"],
        ["year"],
        ["iso-date", "value"],
    ),
    "period": (["period-start.", "period-end.", "target*", "actual*"], [], []),
    "period-start": ([], ["iso-date"], []),
    "period-end": ([], ["iso-date"], []),
    "target": (["location*", "dimension*", "comment?", "document-link*"], [], ["value"]),
    "actual": (["location*", "dimension*", "comment?", "document-link*"], [], ["value"]),
    "dimension": ([], ["name", "value"], []),
    "comment": (["narrative+"], [], []),
    "narrative": ([], [], []),
}  # fmt: skip


@pytest.fixture
def release() -> Release:
    use_language("en")
    return small_release("donor")


def root(release: Release) -> Element:
    return fromstring(iati_xml(release))


def indicator(release: Release, code: str) -> Element:
    elements = [
        element
        for element in root(release).iter("indicator")
        if any(reference.get("code") == code for reference in element.findall("reference"))
    ]
    return elements[0]


def check(element: Element) -> None:
    children, required, optional = SCHEMA[element.tag]
    names = [child[:-1] for child in children]
    tags = [child.tag for child in element]
    assert tags == sorted(tags, key=names.index), f"order in {element.tag}"
    for child in children:
        number = tags.count(child[:-1])
        least, most = {".": (1, 1), "?": (0, 1), "+": (1, None), "*": (0, None)}[child[-1]]
        assert number >= least, f"{child[:-1]} missing in {element.tag}"
        assert most is None or number <= most, f"{child[:-1]} repeated in {element.tag}"
    assert set(required) <= set(element.attrib) <= {*required, *optional}, element.tag
    for child in element:
        check(child)


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_order_number_and_attributes_of_all_elements_follow_the_schema(
    release: Release, language: str
) -> None:
    use_language(language)
    check(root(release))


def test_codes_come_from_the_lists_of_the_standard(release: Release) -> None:
    tree = root(release)
    assert {result.get("type") for result in tree.iter("result")} <= {"1", "2", "3", "9"}
    assert {element.get("measure") for element in tree.iter("indicator")} <= {"1", "2"}
    assert {element.get("vocabulary") for element in tree.iter("reference")} == {"3", "99"}
    assert {element.get("type") for element in tree.iter("activity-date")} == {"2", "4"}


def test_values_are_plain_numbers_and_dates_are_in_order(release: Release) -> None:
    tree = root(release)
    for name in ("baseline", "target", "actual"):
        assert all(float(element.get("value")) >= 0 for element in tree.iter(name))
    for period in tree.iter("period"):
        first, last = period.find("period-start"), period.find("period-end")
        assert first.get("iso-date") < last.get("iso-date")


def test_the_project_has_its_target_and_actual(release: Release) -> None:
    element = indicator(release, "PS.5.1-28")
    period = element.find("period")
    assert period.find("target").get("value") == "250"
    assert period.find("actual").get("value") == "260"
    assert element.get("ascending") == "1"
    assert element.get("aggregation-status") == "1"


def test_disaggregations_are_dimensions_one_at_a_time(release: Release) -> None:
    actuals = [actual for actual in indicator(release, "PS.5.1-28").iter("actual")]
    assert any(actual.find("dimension") is not None for actual in actuals)
    assert all(len(actual.findall("dimension")) <= 1 for actual in actuals)


def test_every_protected_actual_carries_its_interval(release: Release) -> None:
    element = indicator(release, "victims_identified")
    actuals = list(element.iter("actual"))
    assert actuals
    for actual in actuals:
        assert "19 times out of 20" in actual.find("comment/narrative").text
    total = next(actual for actual in actuals if actual.find("dimension") is None)
    assert "61 (" in total.find("comment/narrative").text


def test_context_has_no_direction_and_is_a_result_of_another_type(release: Release) -> None:
    element = indicator(release, "victims_identified")
    assert element.get("ascending") is None
    (result,) = [result for result in root(release).iter("result") if contains(result, element)]
    assert result.get("type") == "9"


def contains(result: Element, element: Element) -> bool:
    names = [child.findtext("title/narrative") for child in result.findall("indicator")]
    return element.findtext("title/narrative") in names


def test_a_share_of_few_persons_has_no_actual(release: Release) -> None:
    assert not list(indicator(release, "referred_within_7_days").iter("actual"))


def test_identifiers_are_placeholders_until_the_office_enters_its_own(release: Release) -> None:
    activity = root(release).find("iati-activity")
    organisation = activity.find("reporting-org").get("ref")
    assert activity.findtext("iati-identifier").startswith(f"{organisation}-")
    assert "PLACEHOLDER" in organisation


def test_the_same_release_gives_the_same_file(release: Release) -> None:
    assert iati_xml(release) == iati_xml(release)
