"""The functions that run as the owner look nowhere but where they mean to, and drop no day that is still kept.

Names of temporary objects come last, and no day of the last 13 can be dropped by whoever may call the function.
"""

from django.db import migrations

PATH = "pg_catalog, public, pg_temp"
GUARD = """
    IF before_day > (now() AT TIME ZONE 'UTC')::date - 13 THEN
        RAISE EXCEPTION 'the last 13 days are kept';
    END IF;"""
DROP_DAYS = """
CREATE OR REPLACE FUNCTION gpu_drop_days(before_day date) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {path} SET lock_timeout = '300ms' AS $$
DECLARE
    part text;
    dropped integer := 0;
BEGIN{guard}
    FOR part IN
        SELECT child.relname FROM pg_inherits
        JOIN pg_class child ON child.oid = inhrelid
        JOIN pg_class parent ON parent.oid = inhparent
        WHERE parent.relname IN ('gpu_nodesample', 'gpu_gpusample') AND child.relname ~ '_[0-9]{{8}}$'
          AND to_date(right(child.relname, 8), 'YYYYMMDD') < before_day
        ORDER BY 1
    LOOP
        BEGIN
            EXECUTE format('DROP TABLE public.%I', part);
            dropped := dropped + 1;
        EXCEPTION WHEN lock_not_available THEN
            RETURN dropped;
        END;
    END LOOP;
    RETURN dropped;
END $$;
"""
OPEN_DAYS = "ALTER FUNCTION gpu_open_days(date, date) SET search_path = {path};"


class Migration(migrations.Migration):
    dependencies = [("gpu", "0009_words_for_slices")]

    operations = [
        migrations.RunSQL(
            OPEN_DAYS.format(path=PATH) + DROP_DAYS.format(path=PATH, guard=GUARD),
            OPEN_DAYS.format(path="pg_catalog, public") + DROP_DAYS.format(path="pg_catalog, public", guard=""),
        )
    ]
