"""SQL functions of Korean search; see axportal/core/text_search.py."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION ax_join(VARIADIC parts text[]) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_to_string(parts, ' ')
$$;

CREATE FUNCTION ax_search_vector(source text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(array_to_tsvector(array_agg(DISTINCT piece)), ''::tsvector) FROM (
        SELECT substr(run[1], i, 2) AS piece
        FROM regexp_matches(lower(source), '[가-힣]+', 'g') AS run,
             generate_series(1, greatest(length(run[1]) - 1, 1)) AS i
        UNION ALL
        SELECT word[1] FROM regexp_matches(lower(source), '[a-z0-9]+', 'g') AS word
    ) AS pieces
$$;

CREATE FUNCTION ax_chosung(source text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(string_agg(
        CASE WHEN ascii(letter) BETWEEN 44032 AND 55203
             THEN substr('ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ', (ascii(letter) - 44032) / 588 + 1, 1)
             ELSE letter END, '' ORDER BY position), '')
    FROM regexp_split_to_table(replace(source, ' ', ''), '') WITH ORDINALITY AS letters (letter, position)
$$;
"""

BACKWARD = """
DROP FUNCTION ax_chosung(text);
DROP FUNCTION ax_search_vector(text);
DROP FUNCTION ax_join(text[]);
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
