-- migrate:up
-- Who was trained for a scale may use it where the scale asks for that (R18): told by the centre, of somebody else than who tells.
create table assessor_trainings (
  id uuid primary key,
  district_code text not null,
  account_id uuid not null references accounts (id),
  instrument text not null constraint assessor_trainings_instrument_check check (instrument ~ '^S[0-9]{2}$'),
  trained_on date not null,
  -- The last day on which it counts; null where it does not run out.
  valid_until date,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  end_reason text,
  ended_by uuid,
  ended_at timestamptz,
  version integer not null,
  constraint assessor_trainings_days_check check (valid_until is null or valid_until >= trained_on),
  constraint assessor_trainings_other_check check (recorded_by <> account_id),
  constraint assessor_trainings_ended_check check ((ended_at is null) = (ended_by is null) and (ended_at is null) = (end_reason is null))
);
create index assessor_trainings_account_id_idx on assessor_trainings (account_id, instrument);
create index assessor_trainings_district_code_idx on assessor_trainings (district_code, instrument, id);
alter table assessor_trainings enable row level security;
-- Of colleagues, not of households: the staff of the district reads who may use what, the centre and the authority record it.
create policy assessor_trainings_read on assessor_trainings for select to yuanlian_app, yuanlian_worker using (
  district_code = any ((select app.districts())::text[]) and (select app.is_staff()));
create policy assessor_trainings_add on assessor_trainings for insert to yuanlian_app, yuanlian_worker with check (
  district_code = any ((select app.districts())::text[]) and (select app.is_centre()));
create policy assessor_trainings_change on assessor_trainings for update to yuanlian_app, yuanlian_worker using (
  district_code = any ((select app.districts())::text[]) and (select app.is_centre()));
grant select, insert on assessor_trainings to yuanlian_app, yuanlian_worker;
grant update (end_reason, ended_by, ended_at, version) on assessor_trainings to yuanlian_app, yuanlian_worker;
select app.protect_by_record('assessor_trainings');

-- migrate:down
drop table assessor_trainings;
