"""Tiny extracts for the ingest tests: fictional persons, one row each, written as bytes."""

from pathlib import Path

from ingest.reading.content import Content, survey

HTCDS_HEADER = (
    "prs_IdentityNumber,prs_FirstName,prs_SecondName,prs_Birthdate,prs_Gender,prs_Citizenship,"
    "vic_TraffickingStatus,vic_TraffickingStatusDecisionMakingOrg,bih_IdentificationDate,bih_Area,"
    "vic_TypeOfExploitation,vic_MethodsOfControl,vic_RelationshipToTrafficker,"
    "bih_IdentifyingInstitution,bih_CrossBorder,bih_CaseStatus"
)
CYRILLIC_HEADER = (
    "ЈМБГ;Име;Презиме;Датум рођења;Пол;Држављанство;Статус жртве;Орган који је одлучио;"
    "Датум идентификације;Подручје;Облик експлоатације;Средства контроле;Однос са врбовачем;"
    "Институција која је идентификовала;Прекогранично;Статус предмета"
)
BOSNIAN_HEADER = (
    "Matični broj,Ime,Prezime,Datum rođenja,Spol,Državljanstvo,Status žrtve,Organ koji je odlučio,"
    "Datum identifikacije,Kanton / entitet,Oblik eksploatacije,Sredstva kontrole,"
    "Odnos s vrbovateljem,Institucija koja je identificirala,Prekogranično,Status predmeta"
)


def content_of_bytes(content: bytes, name: str) -> Content:
    return Content(name=name, in_memory=content, **survey(iter([content])))


def htcds_row(
    number: str = "9900000000001",
    given: str = "Primjerka",
    family: str = "Izmišljeni-0001",
    born: str = "2005-03-01",
    sex: str = "Feminine",
    identified: str = "2019-02-28",
    form: str = "ForcedBegging",
) -> str:
    return (
        f"{number},{given},{family},{born},{sex},BA,ActualVictimOfTrafficking,Police,{identified},"
        f"BA-09,{form},,Familial,Police,internal,open"
    )


def htcds_file(folder: Path, *rows: str, name: str = "extract.csv") -> Path:
    path = folder / name
    path.write_text("\n".join([HTCDS_HEADER, *rows]) + "\n", encoding="utf-8")
    return path


def cyrillic_row(
    number: str = "9900000000001", given: str = "Примјерка", born: str = "01.03.2005."
) -> str:
    return (
        f"{number};{given};Измишљени-0001;{born};женски;БиХ;стварна жртва;полиција;01.03.2019;"
        "Република Српска;присилно просјачење;;породица;полиција;не;отворен"
    )
