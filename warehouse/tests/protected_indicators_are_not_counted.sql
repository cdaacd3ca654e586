-- Values of an indicator whose persons are protected: these come from a release only.
select indicator
from {{ ref('indicator_values') }}
inner join {{ ref('indicator_registry') }} as registry
    on registry.code = indicator
where registry.basis != 'programme'

union all

select code
from {{ ref('indicators') }}
where basis != 'programme' and actual is not null
