"""Note changes of what sites report, so that an unchanged page or list answers 304."""

import pgtrigger.compiler
from django.db import migrations

from axportal.core import triggers


class Migration(migrations.Migration):
    dependencies = [
        ("gpu", "0006_site_token_refusals"),
    ]

    operations = [
        triggers.AddTrigger(
            model_name="attempt",
            trigger=pgtrigger.compiler.Trigger(
                name="note_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO core_change (model) VALUES ('gpu.attempt'); RETURN NULL;",
                    hash="3edf3a0fc88ae48af7b93fec51d3efc2ea3417bd",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_note_change_86258",
                    table="gpu_attempt",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="device",
            trigger=pgtrigger.compiler.Trigger(
                name="note_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO core_change (model) VALUES ('gpu.device'); RETURN NULL;",
                    hash="271d181681d033e1c6b4b0a4e681a64e2e2ee64e",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_note_change_12b4b",
                    table="gpu_device",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="job",
            trigger=pgtrigger.compiler.Trigger(
                name="note_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO core_change (model) VALUES ('gpu.job'); RETURN NULL;",
                    hash="eecd573859b9106d7e1008e6a79a42e7b1b9264a",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_note_change_7fa01",
                    table="gpu_job",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="node",
            trigger=pgtrigger.compiler.Trigger(
                name="note_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO core_change (model) VALUES ('gpu.node'); RETURN NULL;",
                    hash="f42920e4efecd46a049d2e00496567c6800aa645",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_note_change_dd10e",
                    table="gpu_node",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="nodegpus",
            trigger=pgtrigger.compiler.Trigger(
                name="note_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO core_change (model) VALUES ('gpu.nodegpus'); RETURN NULL;",
                    hash="ccfc0dbe4e9156dafd71b2641cdca91231c4461b",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_note_change_5fd3c",
                    table="gpu_nodegpus",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="outage",
            trigger=pgtrigger.compiler.Trigger(
                name="note_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO core_change (model) VALUES ('gpu.outage'); RETURN NULL;",
                    hash="fe8a19bc5f8b5e840f03bcadb2b1299145a6ef7b",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_note_change_b177d",
                    table="gpu_outage",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="rollup",
            trigger=pgtrigger.compiler.Trigger(
                name="note_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO core_change (model) VALUES ('gpu.rollup'); RETURN NULL;",
                    hash="e41509b7d8d01ddaf3f1d47ce2fac91d844f45ec",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_note_change_280a5",
                    table="gpu_rollup",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="siteaccount",
            trigger=pgtrigger.compiler.Trigger(
                name="note_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO core_change (model) VALUES ('gpu.siteaccount'); RETURN NULL;",
                    hash="138c5d6a55aa77ced4eea6330da9e20157106a51",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_note_change_027df",
                    table="gpu_siteaccount",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="streamstate",
            trigger=pgtrigger.compiler.Trigger(
                name="note_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO core_change (model) VALUES ('gpu.streamstate'); RETURN NULL;",
                    hash="64c3bf2e7c6d95aa6b795a294be91983f9ac6642",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_note_change_a1bdf",
                    table="gpu_streamstate",
                    when="AFTER",
                ),
            ),
        ),
        triggers.AddTrigger(
            model_name="usagehour",
            trigger=pgtrigger.compiler.Trigger(
                name="note_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO core_change (model) VALUES ('gpu.usagehour'); RETURN NULL;",
                    hash="9b5f2c8c6b15866285339e544c083e03f17eb488",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_note_change_2c085",
                    table="gpu_usagehour",
                    when="AFTER",
                ),
            ),
        ),
    ]
