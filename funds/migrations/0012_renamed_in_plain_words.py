import django.db.models.deletion
import ledger.triggers
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('funds', '0011_unsent_rows'),
        ('ledger', '0008_moments_never_go_back'),
        ('villages', '0019_renamed_in_plain_words'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='productrule',
            name='productrule_in_two_steps',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='productrule',
            name='productrule_is_final',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='productrule',
            name='productrule_is_never_emptied',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='receipt',
            name='large_receipt_is_agreed',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='takenover',
            name='taken_over_is_kept',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='unsentrow',
            name='unsent_row_is_kept',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='visit',
            name='visit_is_kept',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='workingday',
            name='closed_day_stays_closed',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='dayrule',
            name='dayrule_in_two_steps',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='dayrule',
            name='dayrule_is_final',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='dayrule',
            name='dayrule_is_never_emptied',
        ),
        migrations.RemoveConstraint(
            model_name='banking',
            name='banking_by_two_people',
        ),
        migrations.RemoveConstraint(
            model_name='box',
            name='box_once_a_day',
        ),
        migrations.RemoveConstraint(
            model_name='box',
            name='box_sits_once',
        ),
        migrations.RemoveConstraint(
            model_name='box',
            name='box_amounts',
        ),
        migrations.RemoveConstraint(
            model_name='productrule',
            name='rule_amounts_positive',
        ),
        migrations.RemoveConstraint(
            model_name='productrule',
            name='rule_once_a_day',
        ),
        migrations.RemoveConstraint(
            model_name='productrule',
            name='rule_proposed_once',
        ),
        migrations.RemoveConstraint(
            model_name='productrule',
            name='rule_agreed_by_somebody',
        ),
        migrations.RemoveConstraint(
            model_name='productrule',
            name='rule_agreed_by_somebody_else',
        ),
        migrations.RemoveConstraint(
            model_name='productrule',
            name='rule_agreed_after_writing',
        ),
        migrations.RemoveConstraint(
            model_name='dayrule',
            name='day_rule_day_of_month',
        ),
        migrations.RemoveConstraint(
            model_name='dayrule',
            name='day_rule_once_a_day',
        ),
        migrations.RemoveConstraint(
            model_name='dayrule',
            name='day_rule_proposed_once',
        ),
        migrations.RemoveConstraint(
            model_name='dayrule',
            name='day_rule_agreed_by_somebody',
        ),
        migrations.RemoveConstraint(
            model_name='dayrule',
            name='day_rule_agreed_by_somebody_else',
        ),
        migrations.RemoveConstraint(
            model_name='dayrule',
            name='day_rule_agreed_after_writing',
        ),
        migrations.RenameModel(
            old_name='Box',
            new_name='CashBox',
        ),
        migrations.RenameModel(
            old_name='Banking',
            new_name='BankDeposit',
        ),
        migrations.RenameModel(
            old_name='DayRule',
            new_name='WorkingDayBylaw',
        ),
        migrations.RenameModel(
            old_name='ProductRule',
            new_name='ProductBylaw',
        ),
        migrations.RenameField(
            model_name='SavingsProduct',
            old_name='pot',
            new_name='group_book',
        ),
        migrations.RenameField(
            model_name='CashBox',
            old_name='pot',
            new_name='group_book',
        ),
        migrations.RenameField(
            model_name='BankDeposit',
            old_name='box',
            new_name='cash_box',
        ),
        migrations.AlterModelOptions(
            name='cashbox',
            options={'ordering': ['day', 'group_book_id'], 'verbose_name_plural': 'cash boxes'},
        ),
        migrations.AlterField(
            model_name='bankdeposit',
            name='cash_box',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='bank_deposit', to='funds.cashbox'),
        ),
        migrations.AlterField(
            model_name='bankdeposit',
            name='entry',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bank_deposit', to='ledger.entry'),
        ),
        migrations.AlterField(
            model_name='cashbox',
            name='day',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cash_boxes', to='funds.workingday'),
        ),
        migrations.AlterField(
            model_name='cashbox',
            name='group_book',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cash_boxes', to='villages.groupbook'),
        ),
        migrations.AlterField(
            model_name='productbylaw',
            name='product',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bylaws', to='funds.savingsproduct'),
        ),
        migrations.AlterField(
            model_name='workingdaybylaw',
            name='group',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='working_day_bylaws', to='villages.group'),
        ),
        migrations.AddConstraint(
            model_name='bankdeposit',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_by', None), models.Q(('confirmed_by', models.F('by')), _negated=True), _connector='OR'), name='bank_deposit_by_two_people'),
        ),
        migrations.AddConstraint(
            model_name='cashbox',
            constraint=models.UniqueConstraint(fields=('day', 'group_book'), name='cash_box_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='cashbox',
            constraint=models.UniqueConstraint(condition=models.Q(('is_sitting', True)), fields=('group_book',), name='cash_box_sits_once'),
        ),
        migrations.AddConstraint(
            model_name='cashbox',
            constraint=models.CheckConstraint(condition=models.Q(('kept__gte', 0), ('opening_float__gte', 0)), name='cash_box_amounts'),
        ),
        migrations.AddConstraint(
            model_name='productbylaw',
            constraint=models.UniqueConstraint(condition=models.Q(('agreed_at__isnull', False)), fields=('product', 'effective_from'), name='product_bylaw_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='productbylaw',
            constraint=models.UniqueConstraint(condition=models.Q(('agreed_at', None)), fields=('product',), name='product_bylaw_proposed_once'),
        ),
        migrations.AddConstraint(
            model_name='productbylaw',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('agreed_at', None), ('agreed_by', None)), models.Q(('agreed_at__isnull', False), ('agreed_by__isnull', False)), models.Q(('agreed_at__isnull', False), ('agreed_by', None), ('written_by', None)), _connector='OR'), name='product_bylaw_agreed_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='productbylaw',
            constraint=models.CheckConstraint(condition=models.Q(('agreed_by', None), models.Q(('agreed_by', models.F('written_by')), _negated=True), _connector='OR'), name='product_bylaw_agreed_by_somebody_else'),
        ),
        migrations.AddConstraint(
            model_name='productbylaw',
            constraint=models.CheckConstraint(condition=models.Q(('agreed_at', None), ('agreed_at__gte', models.F('written_at')), _connector='OR'), name='product_bylaw_agreed_after_writing'),
        ),
        migrations.AddConstraint(
            model_name='productbylaw',
            constraint=models.CheckConstraint(condition=models.Q(('minimum__gt', 0), ('step__gt', 0)), name='product_bylaw_amounts_positive'),
        ),
        migrations.AddConstraint(
            model_name='workingdaybylaw',
            constraint=models.UniqueConstraint(condition=models.Q(('agreed_at__isnull', False)), fields=('group', 'effective_from'), name='working_day_bylaw_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='workingdaybylaw',
            constraint=models.UniqueConstraint(condition=models.Q(('agreed_at', None)), fields=('group',), name='working_day_bylaw_proposed_once'),
        ),
        migrations.AddConstraint(
            model_name='workingdaybylaw',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('agreed_at', None), ('agreed_by', None)), models.Q(('agreed_at__isnull', False), ('agreed_by__isnull', False)), models.Q(('agreed_at__isnull', False), ('agreed_by', None), ('written_by', None)), _connector='OR'), name='working_day_bylaw_agreed_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='workingdaybylaw',
            constraint=models.CheckConstraint(condition=models.Q(('agreed_by', None), models.Q(('agreed_by', models.F('written_by')), _negated=True), _connector='OR'), name='working_day_bylaw_agreed_by_somebody_else'),
        ),
        migrations.AddConstraint(
            model_name='workingdaybylaw',
            constraint=models.CheckConstraint(condition=models.Q(('agreed_at', None), ('agreed_at__gte', models.F('written_at')), _connector='OR'), name='working_day_bylaw_agreed_after_writing'),
        ),
        migrations.AddConstraint(
            model_name='workingdaybylaw',
            constraint=models.CheckConstraint(condition=models.Q(('day_of_month__range', (1, 31))), name='working_day_bylaw_day_of_month'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='productbylaw',
            trigger=pgtrigger.compiler.Trigger(name='productbylaw_in_two_steps', sql=ledger.triggers.GuardSql(declare='DECLARE demo BOOLEAN := (SELECT coalesce(bool_and(book.is_demo), false) FROM villages_groupbook group_book\n              JOIN ledger_book book ON book.id = group_book.book_id WHERE group_book.group_id = (SELECT group_id FROM funds_savingsproduct WHERE id = NEW.product_id));', func='\n        IF TG_OP = \'UPDATE\' AND OLD.agreed_at IS NOT NULL THEN\n            RAISE EXCEPTION \'an agreed by-law stays as it is\' USING ERRCODE = \'23514\', CONSTRAINT = \'productbylaw_is_final\';\n        ELSIF TG_OP = \'INSERT\' AND (NEW.agreed_at IS NOT NULL OR NEW.agreed_by_id IS NOT NULL) THEN\n            RAISE EXCEPTION \'a by-law is written before it is agreed\'\n                USING ERRCODE = \'23514\', CONSTRAINT = \'bylaw_is_written_first\';\n        ELSIF NEW.written_by_id IS NULL OR NEW.decided_on IS NULL THEN\n            RAISE EXCEPTION \'a by-law says who wrote it and which meeting decided\'\n                USING ERRCODE = \'23514\', CONSTRAINT = \'bylaw_names_its_meeting\';\n        END IF;\n        IF TG_OP = \'UPDATE\' AND NEW.product_id <> OLD.product_id THEN\n            RAISE EXCEPTION \'a by-law stays with what it is about\'\n                USING ERRCODE = \'23514\', CONSTRAINT = \'bylaw_stays_with_its_subject\';\n        ELSIF NEW.agreed_at IS NULL THEN\n            IF NEW.written_at IS NULL OR NOT demo THEN\n                NEW.written_at := clock_timestamp();\n            END IF;\n            IF NEW.decided_on > (NEW.written_at AT TIME ZONE \'Asia/Bangkok\')::date THEN\n                RAISE EXCEPTION \'the meeting lies in days to come\'\n                    USING ERRCODE = \'23514\', CONSTRAINT = \'bylaw_names_its_meeting\';\n            END IF;\n            RETURN NEW;\n        END IF;\n\n        IF to_jsonb(NEW) - ARRAY[\'agreed_by_id\', \'agreed_at\'] <> to_jsonb(OLD) - ARRAY[\'agreed_by_id\', \'agreed_at\'] THEN\n            RAISE EXCEPTION \'what is agreed to is what was written\'\n                USING ERRCODE = \'23514\', CONSTRAINT = \'bylaw_is_agreed_as_written\';\n        ELSIF NOT demo THEN\n            NEW.agreed_at := clock_timestamp();\n        END IF;\n        -- Who writes money and who changes its rule wait for each other at the book.\n        PERFORM FROM ledger_book WHERE id IN (SELECT book_id FROM villages_groupbook WHERE group_id = (SELECT group_id FROM funds_savingsproduct WHERE id = NEW.product_id))\n            ORDER BY id FOR NO KEY UPDATE;\n        IF EXISTS (SELECT FROM funds_productbylaw bylaw WHERE bylaw.product_id = NEW.product_id AND bylaw.agreed_at IS NOT NULL)\n           AND EXISTS (SELECT FROM (\n    SELECT entry."on" AS day, \'money\' AS what FROM ledger_line line\n      JOIN ledger_entry entry ON entry.id = line.entry_id\n      JOIN funds_passbook passbook ON passbook.account_id = line.account_id\n     WHERE passbook.product_id = NEW.product_id AND entry.event <> \'J01\' AND entry.reverses_id IS NULL\n     UNION ALL\n    SELECT owed.due_on, \'month\' FROM funds_obligation owed\n      JOIN funds_passbook passbook ON passbook.id = owed.passbook_id\n     WHERE passbook.product_id = NEW.product_id\n) judged WHERE judged.day >= NEW.effective_from) THEN\n            RAISE EXCEPTION \'something was judged on this day or later\'\n                USING ERRCODE = \'23514\', CONSTRAINT = \'bylaw_comes_after_what_was_judged\';\n        END IF;\n        RETURN NEW;\n    ', hash='bd1aeae82e8a7cf198bd30e878d1a186943d34f2', operation='INSERT OR UPDATE', pgid='pgtrigger_productbylaw_in_two_steps_0be1e', table='funds_productbylaw', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='productbylaw',
            trigger=pgtrigger.compiler.Trigger(name='productbylaw_is_final', sql=ledger.triggers.GuardSql(condition='WHEN (OLD."agreed_at" IS NOT NULL)', func="\n        IF TG_OP = 'DELETE' AND current_setting('kahro.throwing_away', true) = 'yes' AND EXISTS (SELECT FROM villages_group WHERE id = (SELECT group_id FROM funds_savingsproduct WHERE id = OLD.product_id) AND is_practice) THEN\n            RETURN OLD;\n        END IF;\n     RAISE EXCEPTION 'an agreed by-law stays as it is' USING ERRCODE = '23514', CONSTRAINT = 'productbylaw_is_final';", hash='744cc9ec76558d222e2f925ca454687a0040cda6', operation='DELETE', pgid='pgtrigger_productbylaw_is_final_b96ea', table='funds_productbylaw', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='productbylaw',
            trigger=pgtrigger.compiler.Trigger(name='productbylaw_is_never_emptied', sql=ledger.triggers.GuardSql(func="RAISE EXCEPTION 'the books are never emptied' USING ERRCODE = '23514', CONSTRAINT = 'books_are_kept';", hash='b52ffcf8573ab1ef99b45e1da44f4b087a8ff79e', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_productbylaw_is_never_emptied_f3d2b', table='funds_productbylaw', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='receipt',
            trigger=pgtrigger.compiler.Trigger(name='large_receipt_is_agreed', sql=ledger.triggers.GuardSql(func='\n        IF EXISTS (\n            SELECT FROM ledger_entry entry JOIN villages_groupbook group_book ON group_book.book_id = entry.book_id\n              JOIN LATERAL (SELECT second_look FROM funds_workingdaybylaw\n                             WHERE group_id = group_book.group_id AND agreed_at IS NOT NULL\n                               AND effective_from <= entry."on"\n                             ORDER BY effective_from DESC LIMIT 1) bylaw ON bylaw.second_look > 0\n             WHERE entry.id = NEW.entry_id AND entry.kind = \'RV\' AND entry.approved_by_id IS NULL\n               AND (SELECT sum(line.debit) FROM ledger_line line JOIN ledger_account account\n                        ON account.id = line.account_id AND account.heading_id = \'11010\'\n                     WHERE line.entry_id = entry.id) > bylaw.second_look) THEN\n            RAISE EXCEPTION \'a large receipt names who agreed\'\n                USING ERRCODE = \'23514\', CONSTRAINT = \'large_receipt_is_agreed\';\n        END IF;\n        RETURN NULL;\n    ', hash='37e08c8013665363f16e39a7b1b38f3040e3a485', operation='INSERT', pgid='pgtrigger_large_receipt_is_agreed_a8343', table='funds_receipt', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='takenover',
            trigger=pgtrigger.compiler.Trigger(name='taken_over_is_kept', sql=ledger.triggers.GuardSql(func="\n        IF TG_OP = 'DELETE' AND current_setting('kahro.throwing_away', true) = 'yes' AND EXISTS (SELECT FROM funds_visit visit WHERE visit.id = OLD.visit_id AND coalesce((SELECT bool_and(book.is_practice) FROM funds_cashbox box\n                  JOIN villages_groupbook group_book ON group_book.id = box.group_book_id\n                  JOIN ledger_book book ON book.id = group_book.book_id WHERE box.day_id = visit.day_id), false)) THEN\n            RETURN OLD;\n        END IF;\n     RAISE EXCEPTION 'the books are never emptied' USING ERRCODE = '23514', CONSTRAINT = 'books_are_kept';", hash='9c2259e0058b7a8bd13f7535276af171548ecd93', operation='DELETE', pgid='pgtrigger_taken_over_is_kept_0bb8e', table='funds_takenover', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unsentrow',
            trigger=pgtrigger.compiler.Trigger(name='unsent_row_is_kept', sql=ledger.triggers.GuardSql(func="\n        IF TG_OP = 'DELETE' AND current_setting('kahro.throwing_away', true) = 'yes' AND coalesce((SELECT bool_and(book.is_practice) FROM funds_cashbox box\n                  JOIN villages_groupbook group_book ON group_book.id = box.group_book_id\n                  JOIN ledger_book book ON book.id = group_book.book_id WHERE box.day_id = OLD.day_id), false) THEN\n            RETURN OLD;\n        END IF;\n     RAISE EXCEPTION 'the books are never emptied' USING ERRCODE = '23514', CONSTRAINT = 'books_are_kept';", hash='258f5f0107c92cfe3a14215f90cfef9cfdf450fc', operation='DELETE', pgid='pgtrigger_unsent_row_is_kept_a40e9', table='funds_unsentrow', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visit',
            trigger=pgtrigger.compiler.Trigger(name='visit_is_kept', sql=ledger.triggers.GuardSql(func="\n        IF TG_OP = 'DELETE' AND current_setting('kahro.throwing_away', true) = 'yes' AND coalesce((SELECT bool_and(book.is_practice) FROM funds_cashbox box\n                  JOIN villages_groupbook group_book ON group_book.id = box.group_book_id\n                  JOIN ledger_book book ON book.id = group_book.book_id WHERE box.day_id = OLD.day_id), false) THEN\n            RETURN OLD;\n        END IF;\n     RAISE EXCEPTION 'the books are never emptied' USING ERRCODE = '23514', CONSTRAINT = 'books_are_kept';", hash='efcfbe48d4ba59ca4cfd1e890c6c8bd5cd383c34', operation='DELETE', pgid='pgtrigger_visit_is_kept_b6c62', table='funds_visit', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='workingday',
            trigger=pgtrigger.compiler.Trigger(name='closed_day_stays_closed', sql=ledger.triggers.GuardSql(condition='WHEN (OLD."state" = \'closed\')', func="\n        IF TG_OP = 'DELETE' AND current_setting('kahro.throwing_away', true) = 'yes' AND coalesce((SELECT bool_and(book.is_practice) FROM funds_cashbox box\n                  JOIN villages_groupbook group_book ON group_book.id = box.group_book_id\n                  JOIN ledger_book book ON book.id = group_book.book_id WHERE box.day_id = OLD.id), false) THEN\n            RETURN OLD;\n        END IF;\n     RAISE EXCEPTION 'a closed day stays as it is' USING ERRCODE = '23514', CONSTRAINT = 'day_is_final';", hash='6c4490d6b466f0b5fca9d97ba22d903e1827c544', operation='UPDATE OR DELETE', pgid='pgtrigger_closed_day_stays_closed_2d1e2', table='funds_workingday', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='workingdaybylaw',
            trigger=pgtrigger.compiler.Trigger(name='workingdaybylaw_in_two_steps', sql=ledger.triggers.GuardSql(declare='DECLARE demo BOOLEAN := (SELECT coalesce(bool_and(book.is_demo), false) FROM villages_groupbook group_book\n              JOIN ledger_book book ON book.id = group_book.book_id WHERE group_book.group_id = NEW.group_id);', func='\n        IF TG_OP = \'UPDATE\' AND OLD.agreed_at IS NOT NULL THEN\n            RAISE EXCEPTION \'an agreed by-law stays as it is\' USING ERRCODE = \'23514\', CONSTRAINT = \'workingdaybylaw_is_final\';\n        ELSIF TG_OP = \'INSERT\' AND (NEW.agreed_at IS NOT NULL OR NEW.agreed_by_id IS NOT NULL) THEN\n            RAISE EXCEPTION \'a by-law is written before it is agreed\'\n                USING ERRCODE = \'23514\', CONSTRAINT = \'bylaw_is_written_first\';\n        ELSIF NEW.written_by_id IS NULL OR NEW.decided_on IS NULL THEN\n            RAISE EXCEPTION \'a by-law says who wrote it and which meeting decided\'\n                USING ERRCODE = \'23514\', CONSTRAINT = \'bylaw_names_its_meeting\';\n        END IF;\n        IF TG_OP = \'UPDATE\' AND NEW.group_id <> OLD.group_id THEN\n            RAISE EXCEPTION \'a by-law stays with what it is about\'\n                USING ERRCODE = \'23514\', CONSTRAINT = \'bylaw_stays_with_its_subject\';\n        ELSIF NEW.agreed_at IS NULL THEN\n            IF NEW.written_at IS NULL OR NOT demo THEN\n                NEW.written_at := clock_timestamp();\n            END IF;\n            IF NEW.decided_on > (NEW.written_at AT TIME ZONE \'Asia/Bangkok\')::date THEN\n                RAISE EXCEPTION \'the meeting lies in days to come\'\n                    USING ERRCODE = \'23514\', CONSTRAINT = \'bylaw_names_its_meeting\';\n            END IF;\n            RETURN NEW;\n        END IF;\n\n        IF to_jsonb(NEW) - ARRAY[\'agreed_by_id\', \'agreed_at\'] <> to_jsonb(OLD) - ARRAY[\'agreed_by_id\', \'agreed_at\'] THEN\n            RAISE EXCEPTION \'what is agreed to is what was written\'\n                USING ERRCODE = \'23514\', CONSTRAINT = \'bylaw_is_agreed_as_written\';\n        ELSIF NOT demo THEN\n            NEW.agreed_at := clock_timestamp();\n        END IF;\n        -- Who writes money and who changes its rule wait for each other at the book.\n        PERFORM FROM ledger_book WHERE id IN (SELECT book_id FROM villages_groupbook WHERE group_id = NEW.group_id)\n            ORDER BY id FOR NO KEY UPDATE;\n        IF EXISTS (SELECT FROM funds_workingdaybylaw bylaw WHERE bylaw.group_id = NEW.group_id AND bylaw.agreed_at IS NOT NULL)\n           AND EXISTS (SELECT FROM (\n    SELECT day."on" AS day, \'evening\' AS what FROM funds_workingday day\n     WHERE day.opened_at IS NOT NULL AND EXISTS (\n           SELECT FROM funds_cashbox box JOIN villages_groupbook group_book ON group_book.id = box.group_book_id\n            WHERE box.day_id = day.id AND group_book.group_id = NEW.group_id)\n) judged WHERE judged.day >= NEW.effective_from) THEN\n            RAISE EXCEPTION \'something was judged on this day or later\'\n                USING ERRCODE = \'23514\', CONSTRAINT = \'bylaw_comes_after_what_was_judged\';\n        END IF;\n        RETURN NEW;\n    ', hash='bb6e5a408288f3e54de10e4da19517bec258cb6a', operation='INSERT OR UPDATE', pgid='pgtrigger_workingdaybylaw_in_two_steps_da39a', table='funds_workingdaybylaw', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='workingdaybylaw',
            trigger=pgtrigger.compiler.Trigger(name='workingdaybylaw_is_final', sql=ledger.triggers.GuardSql(condition='WHEN (OLD."agreed_at" IS NOT NULL)', func="\n        IF TG_OP = 'DELETE' AND current_setting('kahro.throwing_away', true) = 'yes' AND EXISTS (SELECT FROM villages_group WHERE id = OLD.group_id AND is_practice) THEN\n            RETURN OLD;\n        END IF;\n     RAISE EXCEPTION 'an agreed by-law stays as it is' USING ERRCODE = '23514', CONSTRAINT = 'workingdaybylaw_is_final';", hash='6764c22cf617f3fbdba498678d98d8bf640cb7ad', operation='DELETE', pgid='pgtrigger_workingdaybylaw_is_final_f4828', table='funds_workingdaybylaw', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='workingdaybylaw',
            trigger=pgtrigger.compiler.Trigger(name='workingdaybylaw_is_never_emptied', sql=ledger.triggers.GuardSql(func="RAISE EXCEPTION 'the books are never emptied' USING ERRCODE = '23514', CONSTRAINT = 'books_are_kept';", hash='a7323b94c59622bb83c981778d253f55c6eaec32', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_workingdaybylaw_is_never_emptied_a8aed', table='funds_workingdaybylaw', when='BEFORE')),
        ),
    ]
