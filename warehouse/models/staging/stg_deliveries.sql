-- One row per delivered file. A snapshot is as new as its last receipt, whatever it holds and whatever is
-- left of it; a list of changes is as new as its first, since the same changes again change nothing.
with

receipts_per_delivery as (

    select
        delivery_id,
        min(receipt_number) as first_receipt,
        max(receipt_number) as last_receipt

    from {{ source('raw', 'receipts') }}
    group by all

)

select
    deliveries.* exclude (delivery_number),
    case when deliveries.delivers = 'snapshot' then last_receipt else first_receipt end as delivery_number,
    coalesce(last_receipt < max(last_receipt) filter (where deliveries.delivers = 'snapshot') over (
        partition by deliveries.register, deliveries.source, deliveries.kind
    ), false) and deliveries.delivers = 'snapshot' as is_outdated_snapshot

from {{ source('raw', 'deliveries') }} as deliveries
inner join receipts_per_delivery
    using (delivery_id)
