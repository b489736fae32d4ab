-- migrate:up
-- Urgent temporary aid (B24): granted before papers and visit, the papers come after, on a clock; what turns out wrong is
-- proposed to be reclaimed, and a second person decides. Who pays a grant: the district by its list, or the township (R70).
alter table applications
  add column urgent boolean not null default false,
  -- Why it cannot wait; sealed.
  add column urgency_ciphertext bytea,
  drop constraint applications_way_check,
  add constraint applications_way_check check (outcome is null
    or (accepted_at is not null and (checked_at is not null or (urgent and outcome = 'granted'))));
alter table benefit_payments
  add column paid_from text not null default 'district'
    constraint benefit_payments_paid_from_check check (paid_from in ('district', 'reserve'));
alter table applications alter column urgent drop default;
alter table benefit_payments alter column paid_from drop default;

create table urgent_papers (
  id uuid primary key,
  application_id uuid not null constraint urgent_papers_application_id_key unique references applications (id),
  household_id uuid not null references households (id),
  district_code text not null,
  state text not null constraint urgent_papers_state_check
    check (state in ('awaited', 'brought', 'right', 'wrong', 'reclaimed', 'waived')),
  due_at timestamptz not null,
  -- When the clock ran out and somebody was told.
  raised_at timestamptz,
  brought_at timestamptz,
  brought_by uuid,
  checked_at timestamptz,
  checked_by uuid,
  -- What the papers showed, and why it was decided so; sealed.
  finding_ciphertext bytea,
  reclaim_fen bigint constraint urgent_papers_reclaim_fen_check check (reclaim_fen > 0),
  decided_at timestamptz,
  decided_by uuid,
  ground_ciphertext bytea,
  version integer not null,
  constraint urgent_papers_brought_check check (state <> 'brought' or brought_at is not null),
  constraint urgent_papers_checked_check check (state in ('awaited', 'brought') or checked_at is not null),
  constraint urgent_papers_reclaim_check check (state not in ('wrong', 'reclaimed', 'waived') or reclaim_fen is not null),
  constraint urgent_papers_decided_check check ((state in ('reclaimed', 'waived')) = (decided_at is not null)),
  -- Nobody decides on their own finding.
  constraint urgent_papers_second_check check (decided_by is null or decided_by <> checked_by)
);
create index urgent_papers_household_id_idx on urgent_papers (household_id);
create index urgent_papers_due_at_idx on urgent_papers (district_code, due_at, id) where state in ('awaited', 'brought');
alter table urgent_papers enable row level security;
create policy urgent_papers_all on urgent_papers to yuanlian_app, yuanlian_worker
  using (exists (select 1 from applications a where a.id = application_id));
grant select, insert on urgent_papers to yuanlian_app, yuanlian_worker;
grant update (state, raised_at, brought_at, brought_by, checked_at, checked_by, finding_ciphertext, reclaim_fen, decided_at,
  decided_by, ground_ciphertext, version) on urgent_papers to yuanlian_app, yuanlian_worker;
select app.protect_by_record('urgent_papers');

create or replace function app.erase_household_applications(household uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  update applications set ground_ciphertext = null, urgency_ciphertext = null where household_id = household;
  update application_visits set note_ciphertext = null where household_id = household;
  update application_objections set words_ciphertext = null, answer_ciphertext = null where household_id = household;
  update urgent_papers set finding_ciphertext = null, ground_ciphertext = null where household_id = household;
end;

-- migrate:down
create or replace function app.erase_household_applications(household uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  update applications set ground_ciphertext = null where household_id = household;
  update application_visits set note_ciphertext = null where household_id = household;
  update application_objections set words_ciphertext = null, answer_ciphertext = null where household_id = household;
end;
drop table urgent_papers;
alter table benefit_payments drop column paid_from;
-- What was granted before its visit cannot be told in the older form: it counts as visited when it was decided.
update applications set checked_at = decided_at where urgent and checked_at is null and outcome is not null;
alter table applications
  drop constraint applications_way_check,
  drop column urgency_ciphertext,
  drop column urgent,
  add constraint applications_way_check check (outcome is null or (accepted_at is not null and checked_at is not null));
