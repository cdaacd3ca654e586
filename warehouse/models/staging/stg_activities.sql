-- One row per delivered activity, its words turned into codes. Two equal rows in one file are two
-- activities; the same two in a later file are the same two again.
with

decoded as (

    {{ decoded_records('activities', ['activity_date', 'quantity']) }}

)

select
    *,
    row_number() over (
        partition by delivery_id, reference_key, activity_date, activity, area, quantity
        order by row_number
    ) as equal_before

from decoded
