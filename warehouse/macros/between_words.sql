{# What may stand between two words of one cell. Reports of deliveries part them alike
   (ingest/deliveries/report_words.py). #}
{% macro between_words() %}[,/\r\n]+|\s(?:i|и|and)\s{% endmacro %}
