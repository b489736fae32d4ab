-- migrate:up
-- The head of a day, countersigned by the audit administrator or by an outside body (C2): whoever rewrites or cuts off the
-- record behind it is found although the file of exported heads is lost. Rows are only ever inserted.
create table audit_countersignatures (
  id uuid primary key,
  seal_number bigint not null,
  seal_hash bytea not null,
  account_id uuid not null,
  signer text not null,
  statement text not null,
  signature text,
  signed_at timestamptz not null default clock_timestamp(),
  constraint audit_countersignatures_hash_check check (octet_length(seal_hash) = 32),
  constraint audit_countersignatures_signer_check check (signer <> '' and length(signer) <= 200),
  constraint audit_countersignatures_statement_check check (statement <> '' and length(statement) <= 2000),
  constraint audit_countersignatures_signature_check check (length(signature) <= 20000)
);
create index audit_countersignatures_seal_number_idx on audit_countersignatures (seal_number);
grant select on audit_countersignatures to yuanlian_app, yuanlian_worker;
grant insert (id, seal_number, seal_hash, account_id, signer, statement, signature) on audit_countersignatures to yuanlian_app;
alter table audit_countersignatures enable row level security;
create policy audit_countersignatures_select on audit_countersignatures for select to yuanlian_app, yuanlian_worker
  using ((select app.is_system()) or (select app.has_role('audit-administrator')));
create policy audit_countersignatures_insert on audit_countersignatures for insert to yuanlian_app
  with check ((select app.has_role('audit-administrator')) and account_id = (select app.user_id()));
select app.protect_by_record('audit_countersignatures');

-- What has been pruned: up to which seal, and which row of the record tells of it. Written by the owner alone.
create table audit_prunings (
  through_seal bigint primary key,
  partition_name text not null,
  row_count bigint not null,
  event_id uuid not null,
  pruned_at timestamptz not null default clock_timestamp()
);
grant select on audit_prunings to yuanlian_app, yuanlian_worker;
alter table audit_prunings enable row level security;
create policy audit_prunings_select on audit_prunings for select to yuanlian_app, yuanlian_worker
  using ((select app.is_system()) or (select app.has_role('audit-administrator')));

-- The last head of each day is looked up by its time.
create index audit_seals_sealed_at_idx on audit_seals (sealed_at, number);

-- migrate:down
drop index audit_seals_sealed_at_idx;
drop table audit_prunings;
drop table audit_countersignatures;
