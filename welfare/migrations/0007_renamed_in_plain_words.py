import django.db.models.deletion
import django.db.models.expressions
import ledger.triggers
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('funds', '0012_renamed_in_plain_words'),
        ('ledger', '0008_moments_never_go_back'),
        ('villages', '0019_renamed_in_plain_words'),
        ('welfare', '0006_one_event_one_claim'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='benefit',
            name='benefit_stays_when_decided',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='benefittable',
            name='benefittable_in_two_steps',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='benefittable',
            name='benefittable_is_final',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='opening',
            name='opening_is_final',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='opening',
            name='opening_is_kept',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='opening',
            name='opening_is_never_emptied',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='memberlisthandout',
            name='member_list_handout_is_kept',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='schemerule',
            name='schemerule_in_two_steps',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='schemerule',
            name='schemerule_is_final',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='schemerule',
            name='schemerule_is_never_emptied',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='tier',
            name='tier_stays_when_decided',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='voice',
            name='voice_is_final',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='voice',
            name='voice_is_kept',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='voice',
            name='voice_is_never_emptied',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='year',
            name='welfare_year_is_kept',
        ),
        migrations.RemoveConstraint(
            model_name='match',
            name='match_once_a_year',
        ),
        migrations.RemoveConstraint(
            model_name='match',
            name='match_amount_positive',
        ),
        migrations.RemoveConstraint(
            model_name='schemerule',
            name='scheme_rule_amounts',
        ),
        migrations.RemoveConstraint(
            model_name='schemerule',
            name='scheme_rule_shares_are_whole',
        ),
        migrations.RemoveConstraint(
            model_name='schemerule',
            name='scheme_rule_once_a_day',
        ),
        migrations.RemoveConstraint(
            model_name='schemerule',
            name='scheme_rule_proposed_once',
        ),
        migrations.RemoveConstraint(
            model_name='schemerule',
            name='scheme_rule_agreed_by_somebody',
        ),
        migrations.RemoveConstraint(
            model_name='schemerule',
            name='scheme_rule_agreed_by_somebody_else',
        ),
        migrations.RemoveConstraint(
            model_name='schemerule',
            name='scheme_rule_agreed_after_writing',
        ),
        migrations.RemoveConstraint(
            model_name='voice',
            name='voice_gives_a_reason',
        ),
        migrations.RenameModel(
            old_name='SchemeRule',
            new_name='SchemeBylaw',
        ),
        migrations.RenameModel(
            old_name='Match',
            new_name='MatchingGrant',
        ),
        migrations.RenameModel(
            old_name='MatchReceipt',
            new_name='MatchingGrantReceipt',
        ),
        migrations.RenameModel(
            old_name='Opening',
            new_name='EvidenceView',
        ),
        migrations.RenameModel(
            old_name='Voice',
            new_name='Vote',
        ),
        migrations.RenameField(
            model_name='Scheme',
            old_name='pot',
            new_name='group_book',
        ),
        migrations.RenameField(
            model_name='Benefit',
            old_name='pot',
            new_name='subfund',
        ),
        migrations.RenameField(
            model_name='MatchingGrantReceipt',
            old_name='match',
            new_name='matching_grant',
        ),
        migrations.AlterModelOptions(
            name='matchinggrantreceipt',
            options={'ordering': ['matching_grant', 'entry']},
        ),
        migrations.AlterField(
            model_name='evidenceview',
            name='evidence',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='views', to='welfare.evidence'),
        ),
        migrations.AlterField(
            model_name='matchinggrant',
            name='entry',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='matching_grant', to='ledger.entry'),
        ),
        migrations.AlterField(
            model_name='matchinggrant',
            name='scheme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='matching_grants', to='welfare.scheme'),
        ),
        migrations.AlterField(
            model_name='matchinggrantreceipt',
            name='entry',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='matching_grant_receipt', to='ledger.entry'),
        ),
        migrations.AlterField(
            model_name='schemebylaw',
            name='scheme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bylaws', to='welfare.scheme'),
        ),
        migrations.AlterField(
            model_name='vote',
            name='claim',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='votes', to='welfare.claim'),
        ),
        migrations.AddConstraint(
            model_name='matchinggrant',
            constraint=models.UniqueConstraint(fields=('scheme', 'source', 'year'), name='matching_grant_once_a_year'),
        ),
        migrations.AddConstraint(
            model_name='matchinggrant',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='matching_grant_amount_positive'),
        ),
        migrations.AddConstraint(
            model_name='schemebylaw',
            constraint=models.UniqueConstraint(condition=models.Q(('agreed_at__isnull', False)), fields=('scheme', 'effective_from'), name='scheme_bylaw_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='schemebylaw',
            constraint=models.UniqueConstraint(condition=models.Q(('agreed_at', None)), fields=('scheme',), name='scheme_bylaw_proposed_once'),
        ),
        migrations.AddConstraint(
            model_name='schemebylaw',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('agreed_at', None), ('agreed_by', None)), models.Q(('agreed_at__isnull', False), ('agreed_by__isnull', False)), models.Q(('agreed_at__isnull', False), ('agreed_by', None), ('written_by', None)), _connector='OR'), name='scheme_bylaw_agreed_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='schemebylaw',
            constraint=models.CheckConstraint(condition=models.Q(('agreed_by', None), models.Q(('agreed_by', models.F('written_by')), _negated=True), _connector='OR'), name='scheme_bylaw_agreed_by_somebody_else'),
        ),
        migrations.AddConstraint(
            model_name='schemebylaw',
            constraint=models.CheckConstraint(condition=models.Q(('agreed_at', None), ('agreed_at__gte', models.F('written_at')), _connector='OR'), name='scheme_bylaw_agreed_after_writing'),
        ),
        migrations.AddConstraint(
            model_name='schemebylaw',
            constraint=models.CheckConstraint(condition=models.Q(('a_day__gt', 0), ('entry_fee__gte', 0)), name='scheme_bylaw_amounts'),
        ),
        migrations.AddConstraint(
            model_name='schemebylaw',
            constraint=models.CheckConstraint(condition=models.Q(('benefits_share__gte', 0), ('growth_share__gte', 0), ('reserve_share__gte', 0), ('benefits_share', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.Value(100), '-', models.F('growth_share')), '-', models.F('reserve_share')))), name='scheme_bylaw_shares_are_whole'),
        ),
        migrations.AddConstraint(
            model_name='vote',
            constraint=models.CheckConstraint(condition=models.Q(('yes', True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='vote_gives_a_reason'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='benefit',
            trigger=pgtrigger.compiler.Trigger(name='benefit_stays_when_decided', sql=ledger.triggers.GuardSql(func="\n        IF EXISTS (SELECT FROM welfare_benefittable tab JOIN welfare_scheme scheme ON scheme.id = tab.scheme_id\n              JOIN villages_groupbook group_book ON group_book.id = scheme.group_book_id\n              JOIN ledger_book book ON book.id = group_book.book_id\n              WHERE tab.id IN (OLD.table_id, NEW.table_id) AND tab.agreed_at IS NOT NULL AND NOT (TG_OP = 'DELETE' AND book.is_practice\n                   AND coalesce(current_setting('kahro.throwing_away', true), '') = 'yes')) THEN\n            RAISE EXCEPTION 'a decided benefit table stays as it is' USING ERRCODE = '23514', CONSTRAINT = 'benefit_table_is_final';\n        END IF;\n        IF TG_OP = 'DELETE' THEN\n            RETURN OLD;\n        END IF;\n        RETURN NEW;\n    ", hash='e11f98ef362586252a505e4baa9dc12738ea1cc4', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_benefit_stays_when_decided_10673', table='welfare_benefit', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='benefittable',
            trigger=pgtrigger.compiler.Trigger(name='benefittable_in_two_steps', sql=ledger.triggers.GuardSql(declare='DECLARE demo BOOLEAN := (SELECT coalesce(bool_and(book.is_demo), false) FROM villages_groupbook group_book\n              JOIN ledger_book book ON book.id = group_book.book_id WHERE group_book.group_id = (SELECT group_book.group_id FROM welfare_scheme scheme\n               JOIN villages_groupbook group_book ON group_book.id = scheme.group_book_id\n              WHERE scheme.id = NEW.scheme_id));', func="\n        IF TG_OP = 'UPDATE' AND OLD.agreed_at IS NOT NULL THEN\n            RAISE EXCEPTION 'a decided benefit table stays as it is' USING ERRCODE = '23514', CONSTRAINT = 'benefittable_is_final';\n        ELSIF TG_OP = 'INSERT' AND (NEW.agreed_at IS NOT NULL OR NEW.agreed_by_id IS NOT NULL) THEN\n            RAISE EXCEPTION 'a by-law is written before it is agreed'\n                USING ERRCODE = '23514', CONSTRAINT = 'bylaw_is_written_first';\n        ELSIF NEW.written_by_id IS NULL OR NEW.decided_on IS NULL THEN\n            RAISE EXCEPTION 'a by-law says who wrote it and which meeting decided'\n                USING ERRCODE = '23514', CONSTRAINT = 'bylaw_names_its_meeting';\n        END IF;\n        IF TG_OP = 'UPDATE' AND NEW.scheme_id <> OLD.scheme_id THEN\n            RAISE EXCEPTION 'a by-law stays with what it is about'\n                USING ERRCODE = '23514', CONSTRAINT = 'bylaw_stays_with_its_subject';\n        ELSIF NEW.agreed_at IS NULL THEN\n            IF NEW.written_at IS NULL OR NOT demo THEN\n                NEW.written_at := clock_timestamp();\n            END IF;\n            IF NEW.decided_on > (NEW.written_at AT TIME ZONE 'Asia/Bangkok')::date THEN\n                RAISE EXCEPTION 'the meeting lies in days to come'\n                    USING ERRCODE = '23514', CONSTRAINT = 'bylaw_names_its_meeting';\n            END IF;\n            RETURN NEW;\n        END IF;\n\n        IF to_jsonb(NEW) - ARRAY['agreed_by_id', 'agreed_at'] <> to_jsonb(OLD) - ARRAY['agreed_by_id', 'agreed_at'] THEN\n            RAISE EXCEPTION 'what is agreed to is what was written'\n                USING ERRCODE = '23514', CONSTRAINT = 'bylaw_is_agreed_as_written';\n        ELSIF NOT demo THEN\n            NEW.agreed_at := clock_timestamp();\n        END IF;\n        -- Who writes money and who changes its rule wait for each other at the book.\n        PERFORM FROM ledger_book WHERE id IN (SELECT book_id FROM villages_groupbook WHERE group_id = (SELECT group_book.group_id FROM welfare_scheme scheme\n               JOIN villages_groupbook group_book ON group_book.id = scheme.group_book_id\n              WHERE scheme.id = NEW.scheme_id))\n            ORDER BY id FOR NO KEY UPDATE;\n        IF EXISTS (SELECT FROM welfare_benefittable bylaw WHERE bylaw.scheme_id = NEW.scheme_id AND bylaw.agreed_at IS NOT NULL)\n           AND EXISTS (SELECT FROM (\n    SELECT claim.event_on AS day, 'claim' AS what FROM welfare_claim claim\n      JOIN welfare_enrolment enrolment ON enrolment.id = claim.enrolment_id WHERE enrolment.scheme_id = NEW.scheme_id\n) judged WHERE judged.day >= NEW.effective_from) THEN\n            RAISE EXCEPTION 'something was judged on this day or later'\n                USING ERRCODE = '23514', CONSTRAINT = 'bylaw_comes_after_what_was_judged';\n        END IF;\n        RETURN NEW;\n    ", hash='8ff1feefca28e5185640ed933ec08c58d19a13c9', operation='INSERT OR UPDATE', pgid='pgtrigger_benefittable_in_two_steps_b38f2', table='welfare_benefittable', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='benefittable',
            trigger=pgtrigger.compiler.Trigger(name='benefittable_is_final', sql=ledger.triggers.GuardSql(condition='WHEN (OLD."agreed_at" IS NOT NULL)', func="\n        IF TG_OP = 'DELETE' AND current_setting('kahro.throwing_away', true) = 'yes' AND EXISTS (SELECT FROM villages_group WHERE id = (SELECT group_book.group_id FROM welfare_scheme scheme\n               JOIN villages_groupbook group_book ON group_book.id = scheme.group_book_id\n              WHERE scheme.id = OLD.scheme_id) AND is_practice) THEN\n            RETURN OLD;\n        END IF;\n     RAISE EXCEPTION 'a decided benefit table stays as it is' USING ERRCODE = '23514', CONSTRAINT = 'benefittable_is_final';", hash='bff7543c8dd6201a6f6fea56c7d1a9da5d8036e2', operation='DELETE', pgid='pgtrigger_benefittable_is_final_6df1a', table='welfare_benefittable', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='evidenceview',
            trigger=pgtrigger.compiler.Trigger(name='evidence_view_is_final', sql=ledger.triggers.GuardSql(func="RAISE EXCEPTION 'what is written stays as it is' USING ERRCODE = '23514', CONSTRAINT = 'books_are_final';", hash='690b61fbaf480fe48dabdaf6b74169cebd6c51e2', operation='UPDATE', pgid='pgtrigger_evidence_view_is_final_38f8c', table='welfare_evidenceview', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='evidenceview',
            trigger=pgtrigger.compiler.Trigger(name='evidence_view_is_kept', sql=ledger.triggers.GuardSql(func="\n        IF TG_OP = 'DELETE' AND current_setting('kahro.throwing_away', true) = 'yes' AND EXISTS (SELECT FROM welfare_claim claim JOIN welfare_enrolment enrolment\n                               ON enrolment.id = claim.enrolment_id\n                               JOIN ledger_account account ON account.id = enrolment.account_id\n                               JOIN ledger_book book ON book.id = account.book_id\n                               WHERE claim.id = (SELECT claim_id FROM welfare_evidence WHERE id = OLD.evidence_id) AND book.is_practice) THEN\n            RETURN OLD;\n        END IF;\n     RAISE EXCEPTION 'the books are never emptied' USING ERRCODE = '23514', CONSTRAINT = 'books_are_kept';", hash='576352a6552a87581fe34e7e309b474981bc1955', operation='DELETE', pgid='pgtrigger_evidence_view_is_kept_5fee1', table='welfare_evidenceview', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='evidenceview',
            trigger=pgtrigger.compiler.Trigger(name='evidence_view_is_never_emptied', sql=ledger.triggers.GuardSql(func="RAISE EXCEPTION 'the books are never emptied' USING ERRCODE = '23514', CONSTRAINT = 'books_are_kept';", hash='e909abdfed7c1388f33e659efe8273aaf89f709b', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_evidence_view_is_never_emptied_a5089', table='welfare_evidenceview', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='memberlisthandout',
            trigger=pgtrigger.compiler.Trigger(name='member_list_handout_is_kept', sql=ledger.triggers.GuardSql(func="\n        IF TG_OP = 'DELETE' AND current_setting('kahro.throwing_away', true) = 'yes' AND EXISTS (SELECT FROM welfare_scheme scheme\n                                JOIN villages_groupbook group_book ON group_book.id = scheme.group_book_id\n                                JOIN ledger_book book ON book.id = group_book.book_id\n                                WHERE scheme.id = OLD.scheme_id AND book.is_practice) THEN\n            RETURN OLD;\n        END IF;\n     RAISE EXCEPTION 'the books are never emptied' USING ERRCODE = '23514', CONSTRAINT = 'books_are_kept';", hash='564ec2cec632845d6143644318b8b187087fe310', operation='DELETE', pgid='pgtrigger_member_list_handout_is_kept_7a984', table='welfare_memberlisthandout', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='schemebylaw',
            trigger=pgtrigger.compiler.Trigger(name='schemebylaw_in_two_steps', sql=ledger.triggers.GuardSql(declare='DECLARE demo BOOLEAN := (SELECT coalesce(bool_and(book.is_demo), false) FROM villages_groupbook group_book\n              JOIN ledger_book book ON book.id = group_book.book_id WHERE group_book.group_id = (SELECT group_book.group_id FROM welfare_scheme scheme\n               JOIN villages_groupbook group_book ON group_book.id = scheme.group_book_id\n              WHERE scheme.id = NEW.scheme_id));', func='\n        IF TG_OP = \'UPDATE\' AND OLD.agreed_at IS NOT NULL THEN\n            RAISE EXCEPTION \'an agreed by-law stays as it is\' USING ERRCODE = \'23514\', CONSTRAINT = \'schemebylaw_is_final\';\n        ELSIF TG_OP = \'INSERT\' AND (NEW.agreed_at IS NOT NULL OR NEW.agreed_by_id IS NOT NULL) THEN\n            RAISE EXCEPTION \'a by-law is written before it is agreed\'\n                USING ERRCODE = \'23514\', CONSTRAINT = \'bylaw_is_written_first\';\n        ELSIF NEW.written_by_id IS NULL OR NEW.decided_on IS NULL THEN\n            RAISE EXCEPTION \'a by-law says who wrote it and which meeting decided\'\n                USING ERRCODE = \'23514\', CONSTRAINT = \'bylaw_names_its_meeting\';\n        END IF;\n        IF TG_OP = \'UPDATE\' AND NEW.scheme_id <> OLD.scheme_id THEN\n            RAISE EXCEPTION \'a by-law stays with what it is about\'\n                USING ERRCODE = \'23514\', CONSTRAINT = \'bylaw_stays_with_its_subject\';\n        ELSIF NEW.agreed_at IS NULL THEN\n            IF NEW.written_at IS NULL OR NOT demo THEN\n                NEW.written_at := clock_timestamp();\n            END IF;\n            IF NEW.decided_on > (NEW.written_at AT TIME ZONE \'Asia/Bangkok\')::date THEN\n                RAISE EXCEPTION \'the meeting lies in days to come\'\n                    USING ERRCODE = \'23514\', CONSTRAINT = \'bylaw_names_its_meeting\';\n            END IF;\n            RETURN NEW;\n        END IF;\n\n        IF to_jsonb(NEW) - ARRAY[\'agreed_by_id\', \'agreed_at\'] <> to_jsonb(OLD) - ARRAY[\'agreed_by_id\', \'agreed_at\'] THEN\n            RAISE EXCEPTION \'what is agreed to is what was written\'\n                USING ERRCODE = \'23514\', CONSTRAINT = \'bylaw_is_agreed_as_written\';\n        ELSIF NOT demo THEN\n            NEW.agreed_at := clock_timestamp();\n        END IF;\n        -- Who writes money and who changes its rule wait for each other at the book.\n        PERFORM FROM ledger_book WHERE id IN (SELECT book_id FROM villages_groupbook WHERE group_id = (SELECT group_book.group_id FROM welfare_scheme scheme\n               JOIN villages_groupbook group_book ON group_book.id = scheme.group_book_id\n              WHERE scheme.id = NEW.scheme_id))\n            ORDER BY id FOR NO KEY UPDATE;\n        IF EXISTS (SELECT FROM welfare_schemebylaw bylaw WHERE bylaw.scheme_id = NEW.scheme_id AND bylaw.agreed_at IS NOT NULL)\n           AND EXISTS (SELECT FROM (\n    SELECT entry."on" AS day, \'money\' AS what FROM ledger_entry entry\n      JOIN villages_groupbook group_book ON group_book.book_id = entry.book_id\n      JOIN welfare_scheme scheme ON scheme.group_book_id = group_book.id\n     WHERE scheme.id = NEW.scheme_id AND entry.event <> \'J01\' AND entry.reverses_id IS NULL\n     UNION ALL\n    SELECT claim.event_on, \'claim\' FROM welfare_claim claim\n      JOIN welfare_enrolment enrolment ON enrolment.id = claim.enrolment_id WHERE enrolment.scheme_id = NEW.scheme_id\n     UNION ALL\n    SELECT make_date(closed.year, 12, 31), \'year\' FROM welfare_year closed WHERE closed.scheme_id = NEW.scheme_id\n) judged WHERE judged.day >= NEW.effective_from) THEN\n            RAISE EXCEPTION \'something was judged on this day or later\'\n                USING ERRCODE = \'23514\', CONSTRAINT = \'bylaw_comes_after_what_was_judged\';\n        END IF;\n        RETURN NEW;\n    ', hash='4e9912fed86f887e6a88e04d57caf96caebada13', operation='INSERT OR UPDATE', pgid='pgtrigger_schemebylaw_in_two_steps_98e44', table='welfare_schemebylaw', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='schemebylaw',
            trigger=pgtrigger.compiler.Trigger(name='schemebylaw_is_final', sql=ledger.triggers.GuardSql(condition='WHEN (OLD."agreed_at" IS NOT NULL)', func="\n        IF TG_OP = 'DELETE' AND current_setting('kahro.throwing_away', true) = 'yes' AND EXISTS (SELECT FROM villages_group WHERE id = (SELECT group_book.group_id FROM welfare_scheme scheme\n               JOIN villages_groupbook group_book ON group_book.id = scheme.group_book_id\n              WHERE scheme.id = OLD.scheme_id) AND is_practice) THEN\n            RETURN OLD;\n        END IF;\n     RAISE EXCEPTION 'an agreed by-law stays as it is' USING ERRCODE = '23514', CONSTRAINT = 'schemebylaw_is_final';", hash='2bffb1aa977d441c5024ac0cd745d39d43d562b0', operation='DELETE', pgid='pgtrigger_schemebylaw_is_final_9dcec', table='welfare_schemebylaw', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='schemebylaw',
            trigger=pgtrigger.compiler.Trigger(name='schemebylaw_is_never_emptied', sql=ledger.triggers.GuardSql(func="RAISE EXCEPTION 'the books are never emptied' USING ERRCODE = '23514', CONSTRAINT = 'books_are_kept';", hash='5ee07e8a2b59306ae448e60e11cbb97dc8f26668', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_schemebylaw_is_never_emptied_a3712', table='welfare_schemebylaw', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tier',
            trigger=pgtrigger.compiler.Trigger(name='tier_stays_when_decided', sql=ledger.triggers.GuardSql(func="\n        IF EXISTS (SELECT FROM welfare_benefittable tab JOIN welfare_scheme scheme ON scheme.id = tab.scheme_id\n              JOIN villages_groupbook group_book ON group_book.id = scheme.group_book_id\n              JOIN ledger_book book ON book.id = group_book.book_id\n              WHERE tab.id IN (SELECT table_id FROM welfare_benefit WHERE id IN (OLD.benefit_id, NEW.benefit_id)) AND tab.agreed_at IS NOT NULL AND NOT (TG_OP = 'DELETE' AND book.is_practice\n                   AND coalesce(current_setting('kahro.throwing_away', true), '') = 'yes')) THEN\n            RAISE EXCEPTION 'a decided benefit table stays as it is' USING ERRCODE = '23514', CONSTRAINT = 'benefit_table_is_final';\n        END IF;\n        IF TG_OP = 'DELETE' THEN\n            RETURN OLD;\n        END IF;\n        RETURN NEW;\n    ", hash='79a9ea49ac43d8a27fc10c13b0d6603ff3b79d78', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_tier_stays_when_decided_67a66', table='welfare_tier', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='vote',
            trigger=pgtrigger.compiler.Trigger(name='vote_is_final', sql=ledger.triggers.GuardSql(func="RAISE EXCEPTION 'what is written stays as it is' USING ERRCODE = '23514', CONSTRAINT = 'books_are_final';", hash='fa52b1b20fc174ae9909b7f865b41318725414f9', operation='UPDATE', pgid='pgtrigger_vote_is_final_0be60', table='welfare_vote', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='vote',
            trigger=pgtrigger.compiler.Trigger(name='vote_is_kept', sql=ledger.triggers.GuardSql(func="\n        IF TG_OP = 'DELETE' AND current_setting('kahro.throwing_away', true) = 'yes' AND EXISTS (SELECT FROM welfare_claim claim JOIN welfare_enrolment enrolment\n                               ON enrolment.id = claim.enrolment_id\n                               JOIN ledger_account account ON account.id = enrolment.account_id\n                               JOIN ledger_book book ON book.id = account.book_id\n                               WHERE claim.id = OLD.claim_id AND book.is_practice) THEN\n            RETURN OLD;\n        END IF;\n     RAISE EXCEPTION 'the books are never emptied' USING ERRCODE = '23514', CONSTRAINT = 'books_are_kept';", hash='cc003fcee3d876c1053b5dc2c281a71a80a49981', operation='DELETE', pgid='pgtrigger_vote_is_kept_d0843', table='welfare_vote', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='vote',
            trigger=pgtrigger.compiler.Trigger(name='vote_is_never_emptied', sql=ledger.triggers.GuardSql(func="RAISE EXCEPTION 'the books are never emptied' USING ERRCODE = '23514', CONSTRAINT = 'books_are_kept';", hash='492f9f83a68408b1d66f60fe5fed4071dc8133d5', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_vote_is_never_emptied_c8032', table='welfare_vote', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='year',
            trigger=pgtrigger.compiler.Trigger(name='welfare_year_is_kept', sql=ledger.triggers.GuardSql(func="\n        IF TG_OP = 'DELETE' AND current_setting('kahro.throwing_away', true) = 'yes' AND EXISTS (SELECT FROM welfare_scheme scheme\n                                JOIN villages_groupbook group_book ON group_book.id = scheme.group_book_id\n                                JOIN ledger_book book ON book.id = group_book.book_id\n                                WHERE scheme.id = OLD.scheme_id AND book.is_practice) THEN\n            RETURN OLD;\n        END IF;\n     RAISE EXCEPTION 'the books are never emptied' USING ERRCODE = '23514', CONSTRAINT = 'books_are_kept';", hash='e0090f3b89efdfce785251c84ede99bc3d51dbd5', operation='DELETE', pgid='pgtrigger_welfare_year_is_kept_a7722', table='welfare_year', when='BEFORE')),
        ),
    ]
