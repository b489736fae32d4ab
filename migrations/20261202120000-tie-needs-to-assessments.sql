-- migrate:up
-- Only a need that a scale speaks for is looked for, planned or referred (R18, R95). The code says so with a message; this
-- is the lock behind it. Rows from before stay what they are: a need that was planned by hand goes on to its end.
alter table needs
  add column further_causes text[] constraint needs_further_causes_check check (further_causes is null or
    further_causes <@ array['ability', 'opportunity', 'illness', 'disability', 'disaster', 'study', 'family', 'other']),
  -- How often somebody has to come, where an answer says so (S06).
  add column every_days integer constraint needs_every_days_check check (every_days > 0);
alter table needs add constraint needs_assessed_check check (assessed = (cardinality(assessment_ids) > 0)) not valid;

create function app.refuse_unassessed_need() returns trigger
  language plpgsql volatile security definer set search_path = public, pg_temp as $$ begin
  if exists (select 1 from needs n where n.id = new.need_id and not n.assessed) then
    raise exception 'need % of a row of % was not assessed', new.need_id, tg_table_name using errcode = 'check_violation';
  end if;
  return new;
end $$;
revoke execute on function app.refuse_unassessed_need() from public;
create trigger referrals_assessed_need before insert on referrals for each row execute function app.refuse_unassessed_need();
create trigger plan_items_assessed_need before insert on plan_items for each row
  when (new.need_id is not null) execute function app.refuse_unassessed_need();
create function app.refuse_unassessed_plan() returns trigger
  language plpgsql volatile set search_path = public, pg_temp as $$ begin
  raise exception 'need % was not assessed and cannot be %', new.id, new.state using errcode = 'check_violation';
end $$;
revoke execute on function app.refuse_unassessed_plan() from public;
create trigger needs_planned_assessed before update of state on needs for each row
  when (not new.assessed and old.state in ('found', 'confirmed') and new.state in ('planned', 'served'))
  execute function app.refuse_unassessed_plan();

create function app.erase_household_needcauses(household uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  update needs set further_causes = null where household_id = household;
end;
revoke execute on function app.erase_household_needcauses(uuid) from public;

-- migrate:down
drop function app.erase_household_needcauses(uuid);
drop trigger needs_planned_assessed on needs;
drop function app.refuse_unassessed_plan();
drop trigger plan_items_assessed_need on plan_items;
drop trigger referrals_assessed_need on referrals;
drop function app.refuse_unassessed_need();
alter table needs drop constraint needs_assessed_check, drop column further_causes, drop column every_days;
