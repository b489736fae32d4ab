-- migrate:up
-- Papers printed for many files at once (R26, R28, B15, C3): who printed which paper of how many files, and for a day what
-- stands on them. The order stays; what stands on the papers goes after a day, by hand, with the post of whoever ordered it,
-- and of a household with its file.
create table batch_prints (
  id uuid primary key,
  number text not null unique,
  district_code text not null,
  ordered_by uuid not null references accounts (id),
  paper text not null,
  -- The paper as the pack had it when it was ordered.
  definition jsonb not null,
  pack_version text not null,
  locale text not null,
  state text not null constraint batch_prints_state_check
    check (state in ('waiting', 'running', 'ready', 'failed', 'cancelled', 'ended')),
  failure text,
  end_reason text constraint batch_prints_end_reason_check check (end_reason in ('expired', 'deleted', 'post-ended')),
  job_run_id uuid,
  done_count integer not null,
  total_count integer not null,
  left_out integer not null,
  ordered_at timestamptz not null,
  finished_at timestamptz,
  expires_at timestamptz not null,
  constraint batch_prints_finished_check check ((state in ('waiting', 'running')) = (finished_at is null)),
  constraint batch_prints_failed_check check (state <> 'failed' or failure is not null),
  constraint batch_prints_ended_check check ((state = 'ended') = (end_reason is not null)),
  constraint batch_prints_counts_check check (done_count between 0 and total_count and left_out between 0 and done_count)
);
create index batch_prints_ordered_by_idx on batch_prints (ordered_by, ordered_at desc, id desc);
alter table batch_prints enable row level security;
-- One's own; nobody looks through what colleagues have printed, each household sees it on its own record.
create policy batch_prints_all on batch_prints to yuanlian_app, yuanlian_worker using (
  district_code = any ((select app.districts())::text[])
  and ((select app.is_system()) or ordered_by = (select app.user_id())))
  with check (district_code = any ((select app.districts())::text[])
    and ((select app.is_system()) or ((select app.kind()) = 'user' and ordered_by = (select app.user_id()))));
grant select, insert on batch_prints to yuanlian_app, yuanlian_worker;
grant update (state, failure, end_reason, done_count, left_out, finished_at) on batch_prints to yuanlian_app, yuanlian_worker;

-- One file of a batch: what stands on its paper, sealed, or why it has none. Neither yet: it waits.
create table batch_print_files (
  batch_print_id uuid not null references batch_prints (id),
  household_id uuid not null references households (id),
  position integer not null,
  content bytea,
  left_out text,
  primary key (batch_print_id, household_id),
  constraint batch_print_files_content_check check (content is null or left_out is null)
);
create index batch_print_files_household_id_idx on batch_print_files (household_id);
alter table batch_print_files enable row level security;
-- For whoever printed it, and only as long as the file is in reach; their day is looked at by who reads them.
create policy batch_print_files_all on batch_print_files to yuanlian_app, yuanlian_worker using (
  exists (select 1 from batch_prints b where b.id = batch_print_id and b.ordered_by = (select app.user_id())
    and b.state in ('waiting', 'running', 'ready'))
  and household_id in (select h.id from households h));
grant select, insert on batch_print_files to yuanlian_app, yuanlian_worker;
grant update (content, left_out) on batch_print_files to yuanlian_app, yuanlian_worker;

-- With its end a batch loses all that stood on its papers, and the key that it was sealed with: one that was stopped too.
create function app.drop_batch_print_files() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from batch_print_files where batch_print_id = new.id;
  perform app.destroy_subject_key(new.id);
  return null;
end $$;
create trigger batch_prints_drop_files after update of state on batch_prints for each row
  when (new.state in ('failed', 'cancelled', 'ended') and old.state is distinct from new.state)
  execute function app.drop_batch_print_files();

-- What is over stays over.
create function app.keep_batch_print_ends() returns trigger
  language plpgsql set search_path = public, pg_temp as $$
begin
  raise exception 'the batch has ended' using errcode = '23514', constraint = 'batch_prints_ended_check';
end $$;
create trigger batch_prints_keep_ends before update on batch_prints for each row
  when (old.state in ('failed', 'cancelled', 'ended') and new.state <> old.state)
  execute function app.keep_batch_print_ends();

-- Whoever has no post any more has no papers any more, in the same statement (R14).
create function app.end_batch_prints_of(account uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  update batch_prints set state = 'ended', end_reason = 'post-ended',
    finished_at = coalesce(finished_at, app.now(), clock_timestamp())
    where ordered_by = account and state in ('waiting', 'running', 'ready');
end;
create function app.end_batch_prints_behind_post() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform app.end_batch_prints_of(new.account_id);
  return null;
end $$;
create function app.end_batch_prints_behind_account() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform app.end_batch_prints_of(new.id);
  return null;
end $$;
create trigger account_roles_end_batch_prints after update on account_roles for each row
  when (old.ended_at is null and new.ended_at is not null) execute function app.end_batch_prints_behind_post();
create trigger accounts_end_batch_prints after update on accounts for each row
  when (old.state = 'active' and new.state <> 'active') execute function app.end_batch_prints_behind_account();

-- A file that is closed or erased takes its papers along (PIPL 47, design 8.8).
create function app.erase_household_prints(household uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  delete from batch_print_files where household_id = household;
end;
create function app.drop_batch_prints_of_closed_file() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform app.erase_household_prints(new.household_id);
  return null;
end $$;
create trigger closed_files_drop_batch_prints after insert on closed_files for each row
  execute function app.drop_batch_prints_of_closed_file();

-- Whether something that only a named team may know keeps the household off every public sheet (B28, B30-B32, R46). The
-- answer goes into one reason with all others, so that it tells nobody why.
create function app.kept_from_publicity(household uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select exists (select 1 from needs n where n.household_id = household and app.restricted_code(n.code));
end;
revoke execute on function app.drop_batch_print_files(), app.keep_batch_print_ends(), app.end_batch_prints_of(uuid),
  app.end_batch_prints_behind_post(), app.end_batch_prints_behind_account(), app.erase_household_prints(uuid),
  app.drop_batch_prints_of_closed_file(), app.kept_from_publicity(uuid) from public;
grant execute on function app.kept_from_publicity(uuid) to yuanlian_app, yuanlian_worker;

select app.protect_by_record('batch_prints');
select app.protect_by_record('batch_print_files');

-- migrate:down
drop function app.kept_from_publicity(uuid);
drop trigger closed_files_drop_batch_prints on closed_files;
drop function app.drop_batch_prints_of_closed_file();
drop function app.erase_household_prints(uuid);
drop trigger accounts_end_batch_prints on accounts;
drop trigger account_roles_end_batch_prints on account_roles;
drop function app.end_batch_prints_behind_account();
drop function app.end_batch_prints_behind_post();
drop function app.end_batch_prints_of(uuid);
drop table batch_print_files;
drop table batch_prints;
drop function app.keep_batch_print_ends();
drop function app.drop_batch_print_files();
