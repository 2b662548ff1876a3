"""The tables of raw samples, by day, and the two functions that open and drop days.

The application's role may not make or drop tables. The functions run as the owner and take days alone; a new day is
made beside the table and attached, so that nobody waits; one that cannot be dropped within 0.3 s is dropped next time.
"""

from django.db import migrations

TABLES = """
CREATE TABLE gpu_nodesample (
    cluster_id bigint NOT NULL,
    node_id bigint NOT NULL,
    type_name varchar(100) NOT NULL,
    observed_at timestamptz NOT NULL,
    installed integer NOT NULL CHECK (installed >= 0),
    in_service boolean,
    allocated integer CHECK (allocated BETWEEN 0 AND installed),
    stranded integer CHECK (stranded BETWEEN 0 AND installed),
    PRIMARY KEY (cluster_id, observed_at, node_id, type_name)
) PARTITION BY RANGE (observed_at);

CREATE TABLE gpu_gpusample (
    cluster_id bigint NOT NULL,
    device_id bigint NOT NULL,
    observed_at timestamptz NOT NULL,
    active_permille smallint CHECK (active_permille BETWEEN 0 AND 1000),
    memory_used_mib integer CHECK (memory_used_mib >= 0),
    power_mw integer CHECK (power_mw >= 0),
    PRIMARY KEY (cluster_id, observed_at, device_id)
) PARTITION BY RANGE (observed_at);
"""

FUNCTIONS = """
CREATE FUNCTION gpu_open_days(first_day date, last_day date) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    parent text;
    part text;
    one date := first_day;
    made integer := 0;
BEGIN
    IF last_day - first_day NOT BETWEEN 0 AND 60 THEN
        RAISE EXCEPTION 'between one and 61 days at once';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('gpu_days'));
    WHILE one <= last_day LOOP
        FOREACH parent IN ARRAY ARRAY['gpu_nodesample', 'gpu_gpusample'] LOOP
            part := parent || '_' || to_char(one, 'YYYYMMDD');
            IF to_regclass('public.' || part) IS NULL THEN
                EXECUTE format('CREATE TABLE public.%I (LIKE public.%I INCLUDING ALL)', part, parent);
                EXECUTE format('ALTER TABLE public.%I ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)',
                    parent, part, one::text || ' 00:00:00+00', (one + 1)::text || ' 00:00:00+00');
                made := made + 1;
            END IF;
        END LOOP;
        one := one + 1;
    END LOOP;
    RETURN made;
END $$;

CREATE FUNCTION gpu_drop_days(before_day date) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET lock_timeout = '300ms' AS $$
DECLARE
    part text;
    dropped integer := 0;
BEGIN
    FOR part IN
        SELECT child.relname FROM pg_inherits
        JOIN pg_class child ON child.oid = inhrelid
        JOIN pg_class parent ON parent.oid = inhparent
        WHERE parent.relname IN ('gpu_nodesample', 'gpu_gpusample') AND child.relname ~ '_[0-9]{8}$'
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

REVOKE ALL ON FUNCTION gpu_open_days(date, date), gpu_drop_days(date) FROM PUBLIC;
"""
REMOVED = """
DROP FUNCTION gpu_open_days(date, date);
DROP FUNCTION gpu_drop_days(date);
DROP TABLE gpu_nodesample;
DROP TABLE gpu_gpusample;
"""


class Migration(migrations.Migration):
    dependencies = [("gpu", "0003_sites")]

    operations = [migrations.RunSQL(TABLES + FUNCTIONS, REMOVED)]
