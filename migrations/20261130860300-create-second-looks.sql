-- migrate:up
-- The district looks again at decisions of its townships that were drawn (B22, R70). It confirms them, or says what is to be
-- corrected: a task for the township, which changes no grant by itself.
create table second_looks (
  id uuid primary key,
  application_id uuid not null constraint second_looks_application_id_key unique references applications (id),
  household_id uuid not null references households (id),
  district_code text not null,
  state text not null constraint second_looks_state_check check (state in ('waiting', 'confirmed', 'to-correct', 'answered')),
  ground_ciphertext bytea,
  looked_by uuid not null,
  looked_at timestamptz not null,
  answer_ciphertext bytea,
  answered_by uuid,
  answered_at timestamptz,
  version integer not null,
  constraint second_looks_answered_check check ((state = 'answered') = (answered_at is not null))
);
create index second_looks_household_id_idx on second_looks (household_id);
alter table second_looks enable row level security;
create policy second_looks_all on second_looks to yuanlian_app, yuanlian_worker
  using (exists (select 1 from applications a where a.id = application_id));
grant select, insert on second_looks to yuanlian_app, yuanlian_worker;
grant update (state, answer_ciphertext, answered_by, answered_at, version) on second_looks to yuanlian_app, yuanlian_worker;
create index applications_sampled_idx on applications (district_code, decided_at, id) where sampled;
select app.protect_by_record('second_looks');

create or replace function app.erase_household_applications(household uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  update applications set ground_ciphertext = null, urgency_ciphertext = null where household_id = household;
  update application_visits set note_ciphertext = null where household_id = household;
  update application_objections set words_ciphertext = null, answer_ciphertext = null where household_id = household;
  update urgent_papers set finding_ciphertext = null, ground_ciphertext = null where household_id = household;
  update second_looks set ground_ciphertext = null, answer_ciphertext = null where household_id = household;
end;

-- migrate:down
create or replace function app.erase_household_applications(household uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  update applications set ground_ciphertext = null, urgency_ciphertext = null where household_id = household;
  update application_visits set note_ciphertext = null where household_id = household;
  update application_objections set words_ciphertext = null, answer_ciphertext = null where household_id = household;
  update urgent_papers set finding_ciphertext = null, ground_ciphertext = null where household_id = household;
end;
drop index applications_sampled_idx;
drop table second_looks;
