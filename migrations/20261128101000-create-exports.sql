-- migrate:up
-- Files that leave the house (R55, C2, C3): who ordered what, why, until when it may be fetched. The row stays; the file
-- goes after a day, by hand, or with the post of whoever ordered it (R14).
create table exports (
  id uuid primary key,
  number text not null unique,
  district_code text not null,
  -- Where the post of the orderer is.
  region_path text collate "C" not null,
  ordered_by uuid not null references accounts (id),
  kind text not null,
  mode text not null constraint exports_mode_check check (mode in ('named', 'statistics')),
  format text not null constraint exports_format_check check (format in ('csv', 'xlsx')),
  locale text not null,
  reason text not null,
  -- Codes and months only.
  filter jsonb not null,
  state text not null constraint exports_state_check check (state in ('waiting', 'ready', 'failed', 'ended')),
  failure text,
  end_reason text constraint exports_end_reason_check check (end_reason in ('expired', 'deleted', 'post-ended')),
  job_run_id uuid,
  row_count integer,
  left_out integer,
  file_name text,
  file_size integer,
  ordered_at timestamptz not null,
  ready_at timestamptz,
  expires_at timestamptz,
  ended_at timestamptz,
  downloads integer not null,
  last_download_at timestamptz,
  version integer not null,
  constraint exports_ready_check check (state <> 'ready'
    or (ready_at is not null and expires_at is not null and row_count is not null and file_name is not null)),
  constraint exports_failed_check check ((state = 'failed') = (failure is not null) or state = 'ended'),
  constraint exports_ended_check check ((state = 'ended') = (ended_at is not null and end_reason is not null))
);
create index exports_ordered_by_idx on exports (ordered_by, ordered_at desc);
create index exports_district_code_region_path_idx on exports (district_code, region_path, ordered_at desc);
alter table exports enable row level security;
-- One's own; all of the area for officers, and for the security administrator: the orders, never the files.
create policy exports_read on exports for select to yuanlian_app, yuanlian_worker using (
  (district_code = any ((select app.districts())::text[]) and (
    ordered_by = (select app.user_id()) or (select app.is_system())
    or ((select app.has_role('officer')) and region_path >= (select app.region_floor())
      and region_path < (select app.region_ceiling()))))
  or ((select app.has_role('security-administrator'))
    and (district_code = any ((select app.districts())::text[]) or (select app.whole_installation()))));
create policy exports_add on exports for insert to yuanlian_app, yuanlian_worker with check (
  (select app.kind()) = 'user' and ordered_by = (select app.user_id()) and state = 'waiting'
  and district_code = any ((select app.districts())::text[]));
create policy exports_change on exports for update to yuanlian_app, yuanlian_worker using (
  district_code = any ((select app.districts())::text[])
  and (ordered_by = (select app.user_id()) or (select app.is_system())));
grant select, insert on exports to yuanlian_app, yuanlian_worker;
grant update (state, failure, end_reason, job_run_id, row_count, left_out, file_name, file_size, ready_at, expires_at,
  ended_at, downloads, last_download_at, version) on exports to yuanlian_app, yuanlian_worker;

-- The contents, sealed; the machine writes them for the orderer, who alone reads them, and not after their time.
create table export_files (
  export_id uuid primary key references exports (id),
  content bytea not null
);
alter table export_files enable row level security;
create policy export_files_read on export_files for select to yuanlian_app using (
  exists (select 1 from exports e where e.id = export_id and e.ordered_by = (select app.user_id())
    -- A ready one always has an end.
    and e.state = 'ready' and coalesce(e.expires_at, 'infinity') > (select app.now())));
create policy export_files_add on export_files for insert to yuanlian_worker with check (
  exists (select 1 from exports e where e.id = export_id and e.ordered_by = (select app.user_id()) and e.state = 'waiting'));
grant select on export_files to yuanlian_app;
grant insert on export_files to yuanlian_worker;

-- What has ended stays ended, and an end moves only nearer.
create function app.keep_export_ends() returns trigger
  language plpgsql set search_path = public, pg_temp as $$
begin
  if (old.state = 'ended' and new.state <> 'ended') or (old.expires_at is not null and new.expires_at > old.expires_at) then
    raise exception 'the export has ended' using errcode = '23514', constraint = 'exports_ended_check';
  end if;
  return new;
end $$;
create trigger exports_keep_ends before update on exports for each row execute function app.keep_export_ends();

-- With the end goes the file, and the key that it was sealed with.
create function app.drop_export_file() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from export_files where export_id = new.id;
  perform app.destroy_subject_key(new.id);
  return null;
end $$;
create trigger exports_drop_file after update on exports for each row
  when (old.state <> 'ended' and new.state = 'ended') execute function app.drop_export_file();

-- Whoever has no post any more has no file any more, in the same statement (R14).
create function app.end_exports_of(account uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  update exports set state = 'ended', end_reason = 'post-ended', ended_at = coalesce(app.now(), clock_timestamp()),
    version = version + 1 where ordered_by = account and state <> 'ended';
end;
create function app.end_exports_behind_post() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform app.end_exports_of(new.account_id);
  return null;
end $$;
create function app.end_exports_behind_account() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform app.end_exports_of(new.id);
  return null;
end $$;
create trigger account_roles_end_exports after update on account_roles for each row
  when (old.ended_at is null and new.ended_at is not null) execute function app.end_exports_behind_post();
create trigger accounts_end_exports after update on accounts for each row
  when (old.state = 'active' and new.state <> 'active') execute function app.end_exports_behind_account();
revoke execute on function app.keep_export_ends(), app.drop_export_file(), app.end_exports_of(uuid),
  app.end_exports_behind_post(), app.end_exports_behind_account() from public;

select app.protect_by_record('exports');
select app.protect_by_record('export_files');

-- migrate:down
drop trigger accounts_end_exports on accounts;
drop trigger account_roles_end_exports on account_roles;
drop function app.end_exports_behind_account();
drop function app.end_exports_behind_post();
drop function app.end_exports_of(uuid);
drop table export_files;
drop table exports;
drop function app.drop_export_file();
drop function app.keep_export_ends();
