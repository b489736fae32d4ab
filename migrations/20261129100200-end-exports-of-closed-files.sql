-- migrate:up
-- A file with names that lies ready outlives the households in it by up to a day. When a household's file is closed or
-- erased, each such export ends at once, with its key (PIPL 47, design 8.8). Which ones hold it, the record knows: each
-- household of a file is on it with the number of the order, in the transaction that made the file.
alter table exports drop constraint exports_end_reason_check;
alter table exports add constraint exports_end_reason_check
  check (end_reason in ('expired', 'deleted', 'post-ended', 'household-closed'));

-- Closing waits for files that are being made, and then finds them: each statement of the function sees what was
-- committed before it.
create function app.erase_household_exports(household uuid) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(7294121);
  update exports x set state = 'ended', end_reason = 'household-closed', ended_at = coalesce(app.now(), clock_timestamp()),
      version = version + 1
    where x.state = 'ready' and x.mode = 'named' and x.number in (
      select jsonb_array_elements_text(e.fields) from audit_events e
      where e.household_id = household and e.action = 'household.exported');
end $$;
create function app.end_exports_of_closed_file() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform app.erase_household_exports(new.household_id);
  return null;
end $$;
create trigger closed_files_end_exports after insert on closed_files for each row
  execute function app.end_exports_of_closed_file();

-- A file that was being made while somebody in it was closed is not kept; the job makes it again without them.
create function app.keep_closed_out_of_exports() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock_shared(7294121);
  if exists (select from exports x join audit_events e on e.action = 'household.exported' and e.fields ? x.number
      join closed_files c on c.household_id = e.household_id
    where x.id = new.export_id and e.xid = pg_current_xact_id() and e.at > now() - interval '1 day')
  then
    raise exception 'a file of the export was closed meanwhile' using errcode = 'serialization_failure';
  end if;
  return new;
end $$;
create trigger export_files_keep_closed_out before insert on export_files for each row
  execute function app.keep_closed_out_of_exports();
revoke execute on function app.erase_household_exports(uuid), app.end_exports_of_closed_file(),
  app.keep_closed_out_of_exports() from public;

-- migrate:down
drop trigger export_files_keep_closed_out on export_files;
drop trigger closed_files_end_exports on closed_files;
drop function app.keep_closed_out_of_exports();
drop function app.end_exports_of_closed_file();
drop function app.erase_household_exports(uuid);
update exports set end_reason = 'deleted' where end_reason = 'household-closed';
alter table exports drop constraint exports_end_reason_check;
alter table exports add constraint exports_end_reason_check check (end_reason in ('expired', 'deleted', 'post-ended'));
