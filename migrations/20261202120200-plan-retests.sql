-- migrate:up
-- When a scale is asked again (domain D: after 3 to 6 months): due from the first day, overdue after the last. A result is
-- never written over, and a newer one takes its place on the list. Null for what is asked at every intake (S16).
alter table assessments add column retest_from date, add column retest_until date,
  add constraint assessments_retest_check check ((retest_from is null) = (retest_until is null) and retest_from <= retest_until);
create index assessments_retest_from_idx on assessments (retest_from, id) where retest_from is not null;
update assessments set retest_from = ((completed_at at time zone 'Asia/Shanghai')::date + interval '3 months')::date,
    retest_until = ((completed_at at time zone 'Asia/Shanghai')::date + interval '6 months')::date
  where state = 'completed' and instrument <> 'S16';

-- migrate:down
drop index assessments_retest_from_idx;
alter table assessments drop constraint assessments_retest_check, drop column retest_from, drop column retest_until;
delete from due_items where kind in ('retest', 'retest-overdue') and done_at is null;
