"""The raw schema: what is kept of a delivery. No identifier, and of a refused row no value."""

import duckdb

# The fields of a case record that are kept as delivered, as text, beside those that are typed.
CASE_TEXTS = (
    "status",
    "deciding_body",
    "identifying_institution",
    "sex",
    "age_band",
    "majority",
    "citizenship",
    "area",
    "form",
    "means_of_control",
    "recruiter_relation",
    "cross_border",
    "case_status",
    "country_of_exploitation",
)

SCHEMA = f"""
create schema if not exists raw;

create table if not exists raw.deliveries (
    delivery_id varchar primary key,
    file_name varchar not null,
    layout varchar not null,
    kind varchar not null,
    register varchar not null,
    source varchar not null,
    container varchar not null,
    fictional boolean not null,
    received_at timestamp not null,
    rows_read integer not null,
    rows_loaded integer not null,
    rows_quarantined integer not null
);

create table if not exists raw.cases (
    delivery_id varchar not null,
    row_number bigint not null,
    person_key varchar not null,
    identified_date date,
    identified_year integer,
    age_years integer,
    {", ".join(f"{name} varchar" for name in CASE_TEXTS)}
);

create table if not exists raw.quarantine (
    delivery_id varchar not null,
    row_number bigint not null,
    reason varchar not null,
    field varchar not null
);
"""


def create_raw_schema(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(SCHEMA)
