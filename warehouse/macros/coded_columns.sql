{# Which raw column holds the words of which dimension. Several words may stand in one cell only where a
   person can really have several. #}
{% macro coded_columns() %}
    {{ return([
        {'dimension': 'status', 'raw': 'status', 'several': false},
        {'dimension': 'deciding_body', 'raw': 'deciding_body', 'several': false},
        {'dimension': 'identifying_institution', 'raw': 'identifying_institution', 'several': false},
        {'dimension': 'sex', 'raw': 'sex', 'several': false},
        {'dimension': 'age_group', 'raw': 'age_band', 'several': false},
        {'dimension': 'child_adult', 'raw': 'majority', 'several': false},
        {'dimension': 'citizenship_group', 'raw': 'citizenship', 'several': true},
        {'dimension': 'area', 'raw': 'area', 'several': false},
        {'dimension': 'form', 'raw': 'form', 'several': true},
        {'dimension': 'means_of_control', 'raw': 'means_of_control', 'several': true},
        {'dimension': 'recruiter_relation', 'raw': 'recruiter_relation', 'several': true},
        {'dimension': 'cross_border', 'raw': 'cross_border', 'several': false},
        {'dimension': 'case_status', 'raw': 'case_status', 'several': false},
        {'dimension': 'record_state', 'raw': 'record_state', 'several': false},
    ]) }}
{% endmacro %}
