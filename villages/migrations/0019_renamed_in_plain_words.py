import django.db.models.deletion
import ledger.triggers
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0008_moments_never_go_back'),
        ('villages', '0018_names_in_one_spelling'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='returnrule',
            name='returnrule_in_two_steps',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='returnrule',
            name='returnrule_is_final',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='returnrule',
            name='returnrule_is_never_emptied',
        ),
        migrations.RemoveConstraint(
            model_name='spell',
            name='spell_one_at_a_time',
        ),
        migrations.RemoveConstraint(
            model_name='spell',
            name='spell_ends_after_it_begins',
        ),
        migrations.RemoveConstraint(
            model_name='returnrule',
            name='return_rule_once_a_day',
        ),
        migrations.RemoveConstraint(
            model_name='returnrule',
            name='return_rule_proposed_once',
        ),
        migrations.RemoveConstraint(
            model_name='returnrule',
            name='return_rule_agreed_by_somebody',
        ),
        migrations.RemoveConstraint(
            model_name='returnrule',
            name='return_rule_agreed_by_somebody_else',
        ),
        migrations.RemoveConstraint(
            model_name='returnrule',
            name='return_rule_agreed_after_writing',
        ),
        migrations.RenameModel(
            old_name='Spell',
            new_name='MembershipPeriod',
        ),
        migrations.RenameModel(
            old_name='ReturnRule',
            new_name='ReturnBylaw',
        ),
        migrations.AlterField(
            model_name='membershipperiod',
            name='member',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='membership_periods', to='villages.member'),
        ),
        migrations.AlterField(
            model_name='returnbylaw',
            name='group',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='return_bylaws', to='villages.group'),
        ),
        migrations.AddConstraint(
            model_name='membershipperiod',
            constraint=models.UniqueConstraint(condition=models.Q(('left_on', None)), fields=('member',), name='membership_period_one_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='membershipperiod',
            constraint=models.CheckConstraint(condition=models.Q(('left_on', None), ('left_on__gte', models.F('joined_on')), _connector='OR'), name='membership_period_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='returnbylaw',
            constraint=models.UniqueConstraint(condition=models.Q(('agreed_at__isnull', False)), fields=('group', 'effective_from'), name='return_bylaw_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='returnbylaw',
            constraint=models.UniqueConstraint(condition=models.Q(('agreed_at', None)), fields=('group',), name='return_bylaw_proposed_once'),
        ),
        migrations.AddConstraint(
            model_name='returnbylaw',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('agreed_at', None), ('agreed_by', None)), models.Q(('agreed_at__isnull', False), ('agreed_by__isnull', False)), models.Q(('agreed_at__isnull', False), ('agreed_by', None), ('written_by', None)), _connector='OR'), name='return_bylaw_agreed_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='returnbylaw',
            constraint=models.CheckConstraint(condition=models.Q(('agreed_by', None), models.Q(('agreed_by', models.F('written_by')), _negated=True), _connector='OR'), name='return_bylaw_agreed_by_somebody_else'),
        ),
        migrations.AddConstraint(
            model_name='returnbylaw',
            constraint=models.CheckConstraint(condition=models.Q(('agreed_at', None), ('agreed_at__gte', models.F('written_at')), _connector='OR'), name='return_bylaw_agreed_after_writing'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='returnbylaw',
            trigger=pgtrigger.compiler.Trigger(name='returnbylaw_in_two_steps', sql=ledger.triggers.GuardSql(declare='DECLARE demo BOOLEAN := (SELECT coalesce(bool_and(book.is_demo), false) FROM villages_groupbook group_book\n              JOIN ledger_book book ON book.id = group_book.book_id WHERE group_book.group_id = NEW.group_id);', func="\n        IF TG_OP = 'UPDATE' AND OLD.agreed_at IS NOT NULL THEN\n            RAISE EXCEPTION 'an agreed by-law stays as it is' USING ERRCODE = '23514', CONSTRAINT = 'returnbylaw_is_final';\n        ELSIF TG_OP = 'INSERT' AND (NEW.agreed_at IS NOT NULL OR NEW.agreed_by_id IS NOT NULL) THEN\n            RAISE EXCEPTION 'a by-law is written before it is agreed'\n                USING ERRCODE = '23514', CONSTRAINT = 'bylaw_is_written_first';\n        ELSIF NEW.written_by_id IS NULL OR NEW.decided_on IS NULL THEN\n            RAISE EXCEPTION 'a by-law says who wrote it and which meeting decided'\n                USING ERRCODE = '23514', CONSTRAINT = 'bylaw_names_its_meeting';\n        END IF;\n        IF TG_OP = 'UPDATE' AND NEW.group_id <> OLD.group_id THEN\n            RAISE EXCEPTION 'a by-law stays with what it is about'\n                USING ERRCODE = '23514', CONSTRAINT = 'bylaw_stays_with_its_subject';\n        ELSIF NEW.agreed_at IS NULL THEN\n            IF NEW.written_at IS NULL OR NOT demo THEN\n                NEW.written_at := clock_timestamp();\n            END IF;\n            IF NEW.decided_on > (NEW.written_at AT TIME ZONE 'Asia/Bangkok')::date THEN\n                RAISE EXCEPTION 'the meeting lies in days to come'\n                    USING ERRCODE = '23514', CONSTRAINT = 'bylaw_names_its_meeting';\n            END IF;\n            RETURN NEW;\n        END IF;\n\n        IF to_jsonb(NEW) - ARRAY['agreed_by_id', 'agreed_at'] <> to_jsonb(OLD) - ARRAY['agreed_by_id', 'agreed_at'] THEN\n            RAISE EXCEPTION 'what is agreed to is what was written'\n                USING ERRCODE = '23514', CONSTRAINT = 'bylaw_is_agreed_as_written';\n        ELSIF NOT demo THEN\n            NEW.agreed_at := clock_timestamp();\n        END IF;\n        -- Who writes money and who changes its rule wait for each other at the book.\n        PERFORM FROM ledger_book WHERE id IN (SELECT book_id FROM villages_groupbook WHERE group_id = NEW.group_id)\n            ORDER BY id FOR NO KEY UPDATE;\n        IF EXISTS (SELECT FROM villages_returnbylaw bylaw WHERE bylaw.group_id = NEW.group_id AND bylaw.agreed_at IS NOT NULL)\n           AND EXISTS (SELECT FROM (\n    SELECT again.joined_on AS day, 'return' AS what FROM villages_membershipperiod again\n      JOIN villages_member member ON member.id = again.member_id\n     WHERE member.group_id = NEW.group_id AND EXISTS (\n           SELECT FROM villages_membershipperiod before WHERE before.member_id = again.member_id\n              AND before.joined_on < again.joined_on AND before.cause <> 'moved')\n) judged WHERE judged.day >= NEW.effective_from) THEN\n            RAISE EXCEPTION 'something was judged on this day or later'\n                USING ERRCODE = '23514', CONSTRAINT = 'bylaw_comes_after_what_was_judged';\n        END IF;\n        RETURN NEW;\n    ", hash='4a4788618d9bcd730b9c98e65432a61c71c0572c', operation='INSERT OR UPDATE', pgid='pgtrigger_returnbylaw_in_two_steps_47156', table='villages_returnbylaw', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='returnbylaw',
            trigger=pgtrigger.compiler.Trigger(name='returnbylaw_is_final', sql=ledger.triggers.GuardSql(condition='WHEN (OLD."agreed_at" IS NOT NULL)', func="\n        IF TG_OP = 'DELETE' AND current_setting('kahro.throwing_away', true) = 'yes' AND EXISTS (SELECT FROM villages_group WHERE id = OLD.group_id AND is_practice) THEN\n            RETURN OLD;\n        END IF;\n     RAISE EXCEPTION 'an agreed by-law stays as it is' USING ERRCODE = '23514', CONSTRAINT = 'returnbylaw_is_final';", hash='33614c34cf41ce32a3e6736ed8059e35b0e8d244', operation='DELETE', pgid='pgtrigger_returnbylaw_is_final_c4e0e', table='villages_returnbylaw', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='returnbylaw',
            trigger=pgtrigger.compiler.Trigger(name='returnbylaw_is_never_emptied', sql=ledger.triggers.GuardSql(func="RAISE EXCEPTION 'the books are never emptied' USING ERRCODE = '23514', CONSTRAINT = 'books_are_kept';", hash='7b5298a48c71ef13ac4b085002359bda175d42da', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_returnbylaw_is_never_emptied_eeb8d', table='villages_returnbylaw', when='BEFORE')),
        ),
    ]
