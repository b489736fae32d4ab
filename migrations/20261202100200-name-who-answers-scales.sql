-- migrate:up
-- Who answers a scale for somebody else, what they are to the person, and why (R98); sealed. A draft whose scale has changed is
-- begun anew, and leads to the one that follows it.
alter table assessments add column answered_by_ciphertext bytea, add column restarted_as uuid references assessments (id);

-- Joins the erasure by its name (see erase_household).
create function app.erase_household_answerers(household uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  update assessments set answered_by_ciphertext = null where household_id = household;
end;
revoke execute on function app.erase_household_answerers(uuid) from public;

-- migrate:down
drop function app.erase_household_answerers(uuid);
alter table assessments drop column answered_by_ciphertext, drop column restarted_as;
