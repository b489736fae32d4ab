-- migrate:up
-- Masked fields that somebody opened for a stated reason (C3): who, which field, until when; never the value. The end is
-- the database's, by its own clock, and cannot be moved.
create table field_reveals (
  id uuid primary key default gen_random_uuid(),
  account_id uuid not null references accounts (id),
  household_id uuid not null references households (id),
  subject_id uuid not null,
  field text not null constraint field_reveals_field_check
    check (field in ('identity-number', 'phone', 'address', 'disability-card')),
  ends_at timestamptz not null default now() + interval '10 minutes'
);
create index field_reveals_account_id_household_id_idx on field_reveals (account_id, household_id);
create index field_reveals_household_id_idx on field_reveals (household_id);
alter table field_reveals enable row level security;
create policy field_reveals_read on field_reveals for select to yuanlian_app using (account_id = (select app.user_id()));
create policy field_reveals_add on field_reveals for insert to yuanlian_app with check (
  account_id = (select app.user_id()) and exists (select 1 from households h where h.id = household_id));
create policy field_reveals_remove on field_reveals for delete to yuanlian_app using (
  account_id = (select app.user_id()) and ends_at <= now());
grant select, insert (account_id, household_id, subject_id, field), delete on field_reveals to yuanlian_app;

-- migrate:down
drop table field_reveals;
