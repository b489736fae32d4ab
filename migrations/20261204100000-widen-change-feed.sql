-- migrate:up
-- Change feed of the matching index (design 8.5): until now it told of offerings and capacity; an offering also depends on
-- its provider's state, the credentials of its staff (B30), its contract (R73) and its fund (R13).
alter table offering_changes add column noted_at timestamptz not null default clock_timestamp();
create index offering_changes_noted_at_idx on offering_changes (noted_at);

create function app.note_provider_change() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into offering_changes (offering_id) select o.id from offerings o
    where o.provider_id = coalesce(to_jsonb(coalesce(new, old)) ->> 'provider_id', to_jsonb(coalesce(new, old)) ->> 'id')::uuid;
  return null;
end $$;
create function app.note_contract_change() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into offering_changes (offering_id) select o.id from offerings o
    where o.contract_id = coalesce(to_jsonb(new) ->> 'contract_id', to_jsonb(new) ->> 'id')::uuid;
  return null;
end $$;
create function app.note_fund_change() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into offering_changes (offering_id) select o.id from offerings o where o.fund_id = new.id;
  return null;
end $$;
revoke execute on function app.note_provider_change(), app.note_contract_change(), app.note_fund_change() from public;

create index offerings_contract_id_idx on offerings (contract_id) where contract_id is not null;
create index offerings_fund_id_idx on offerings (fund_id) where fund_id is not null;

create trigger providers_changed after update on providers for each row
  when (old.state is distinct from new.state or old.name is distinct from new.name) execute function app.note_provider_change();
create trigger credentials_changed after insert or update or delete on credentials for each row
  execute function app.note_provider_change();
create trigger contracts_changed after update on contracts for each row execute function app.note_contract_change();
create trigger contract_balances_changed after insert or update on contract_balances for each row
  execute function app.note_contract_change();
create trigger funds_changed after update on funds for each row execute function app.note_fund_change();

-- Old rows go: whoever has not looked for so long builds anew. In short transactions, the oldest first.
create function app.prune_offering_changes(minutes integer, most integer) returns integer
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  with gone as (
    delete from offering_changes where app.is_whole_machine() and ctid = any (array(
      select c.ctid from offering_changes c where c.noted_at < clock_timestamp() - minutes * interval '1 minute'
      order by c.noted_at limit most))
    returning 1)
  select count(*)::integer from gone;
end;
revoke all on function app.prune_offering_changes(integer, integer) from public;
grant execute on function app.prune_offering_changes(integer, integer) to yuanlian_app, yuanlian_worker;

-- migrate:down
drop function app.prune_offering_changes(integer, integer);
drop trigger funds_changed on funds;
drop trigger contract_balances_changed on contract_balances;
drop trigger contracts_changed on contracts;
drop trigger credentials_changed on credentials;
drop trigger providers_changed on providers;
drop index offerings_fund_id_idx;
drop index offerings_contract_id_idx;
drop function app.note_fund_change();
drop function app.note_contract_change();
drop function app.note_provider_change();
drop index offering_changes_noted_at_idx;
alter table offering_changes drop column noted_at;
