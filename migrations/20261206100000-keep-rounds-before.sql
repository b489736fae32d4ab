-- migrate:up
-- What a need got in the round before, so that a person sees what their choices have changed (matching.md 3.5, R22). Set by the
-- database whenever a round is kept: no round can forget it.
alter table allocation_needs
  add column outcome_before text constraint allocation_needs_outcome_before_check
    check (outcome_before in ('assigned', 'lost', 'unmatchable')),
  add column offering_before uuid references offerings (id);
create index allocation_needs_offering_before_idx on allocation_needs (offering_before) where offering_before is not null;
create function app.keep_round_before() returns trigger
  language plpgsql set search_path = public, pg_temp as $$
begin
  new.outcome_before := old.outcome;
  new.offering_before := old.offering_id;
  return new;
end $$;
revoke execute on function app.keep_round_before() from public;
create trigger allocation_needs_keep_round_before before update of outcome, offering_id on allocation_needs
  for each row execute function app.keep_round_before();

-- migrate:down
drop trigger allocation_needs_keep_round_before on allocation_needs;
drop function app.keep_round_before();
alter table allocation_needs drop column offering_before, drop column outcome_before;
