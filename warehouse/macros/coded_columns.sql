{# Which raw column of each kind holds the words of which dimension. `name` is what the column is called
   from staging on; it is the dimension unless two columns of a kind share one. #}
{% macro coded_columns(kind) %}
    {% set columns = {
        'cases': {
            'status': 'status',
            'deciding_body': 'deciding_body',
            'identifying_institution': 'identifying_institution',
            'sex': 'sex',
            'age_group': 'age_band',
            'child_adult': 'majority',
            'citizenship_group': 'citizenship',
            'citizenship': 'citizenship',
            'area': 'area',
            'form': 'form',
            'means_of_control': 'means_of_control',
            'recruiter_relation': 'recruiter_relation',
            'cross_border': 'cross_border',
            'case_status': 'case_status',
        },
        'referrals': {
            'referring_body': 'referring_body',
            'receiving_body': 'receiving_body',
            'service': 'service',
            'area': 'area',
        },
        'proceedings': {
            'stage': 'stage',
            'court_level': 'court_level',
            'charge': 'charge',
            'sentence': 'sentence',
            'sex': 'sex',
            'citizenship_group': 'citizenship',
        },
        'trainings': {
            'topic': 'course',
            'profession': 'profession',
            'institution': 'institution',
            'sex': 'sex',
            'area': 'area',
        },
        'activities': {
            'activity': 'activity',
            'area': 'area',
        },
    } %}
    {% set words_of = {
        'referring_body': 'identifying_institution',
        'receiving_body': 'identifying_institution',
        'topic': 'course',
    } %}
    {% set coded = [] %}
    {% for name, raw in columns[kind].items() %}
        {% set dimension = words_of.get(name, name) %}
        {% do coded.append({
            'name': name,
            'dimension': dimension,
            'raw': raw,
            'several': dimension in several_dimensions(),
        }) %}
    {% endfor %}
    {% do coded.append({
        'name': 'record_state',
        'dimension': 'record_state',
        'raw': 'record_state',
        'several': false,
    }) %}
    {{ return(coded) }}
{% endmacro %}

{% macro kinds() %}
    {{ return(['cases', 'referrals', 'proceedings', 'trainings', 'activities']) }}
{% endmacro %}

{# Several words may stand in one cell only where a person can really have several. #}
{% macro several_dimensions() %}
    {{ return([
        'citizenship_group',
        'citizenship',
        'form',
        'means_of_control',
        'recruiter_relation',
        'service',
    ]) }}
{% endmacro %}

{% macro main_date(kind) %}
    {{- return({
        'cases': 'identified_date',
        'referrals': 'referred_date',
        'proceedings': 'stage_date',
        'trainings': 'started_date',
        'activities': 'activity_date',
    }[kind]) -}}
{% endmacro %}
