"""Remember in which year each person is counted, before anything is drawn from the cells.

A correction may move a first record into another year. If the year before was drawn already, the
person would then be in the tables of two years and lose twice; so whoever was counted once stays
where that was (macros/cells.sql). It must never forget or change what it has remembered.
"""

import duckdb

# Of each population: the mart with a row per person, or per event of a person, and where it is.
PLACES = """
select register, 'victims' as population, person_key, '' as event,
    cohort_year as year, cohort_quarter as quarter
from marts.victims
union all
select register, 'defendants', person_key, '', cohort_year, null from marts.defendants
union all
select register, 'defendants', person_key, stage, stage_year, null from marts.proceedings
"""


def remember_counted(
    connection: duckdb.DuckDBPyConnection, register: str, closed_through: int, open_quarters: int
) -> None:
    """All persons and events of closed years, and of the closed quarters of the year after."""
    connection.execute(
        f"""
        insert into raw.counted_years by name
        select places.*
        from ({PLACES}) as places
        anti join raw.counted_years using (register, population, person_key, event)
        where register = $register
          and (year <= $last or (year = $last + 1 and quarter between 1 and $quarters))
        """,
        {"register": register, "last": closed_through, "quarters": open_quarters},
    )
