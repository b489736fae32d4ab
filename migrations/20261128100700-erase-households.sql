-- migrate:up
-- Erasure (PIPL 47, design 8.8). One function a wing, named erase_household_<wing>: it empties whatever tells of a
-- household in that wing's tables. `app.erase_household` calls them all, destroys the keys, and needs no list: a new
-- table joins the function of its wing, and erasure.int-spec fails until it does. Numbers, places, codes, amounts and
-- dates stay: accounts and statistics need them, and they lead to nobody once names, papers and words are gone.
create function app.erase_household_people(household uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  update households set display_name = '', address_ciphertext = null, latitude = null, longitude = null, email = null,
    contact_channel = 'none', languages = '{}', state = 'closed', version = version + 1 where id = household;
  update household_members set name = '', birth_date = null, identity_ciphertext = null, identity_index = null,
    phone_ciphertext = null, phone_index = null, phone_tail_index = null, disability_kind = null, disability_grade = null,
    disability_card_ciphertext = null, leave_reason = null, version = version + 1 where household_id = household;
  delete from household_grams where household_id = household;
  delete from identity_claims where household_id = household;
  update leads set reporter_name = null, reporter_team = null, person_description = '', whereabouts = '', observed = '',
    contact_phone_ciphertext = null, triage_note = null, version = version + 1 where household_id = household;
  update handovers set residual_difficulty = '', return_reason = null where household_id = household;
  update consents set given_by_name = '', version = version + 1 where household_id = household;
  delete from economy_lines where household_id = household;
  update entitlements set document_number = null, reason = null, version = version + 1 where household_id = household;
  update classifications set inputs = '{}', steps = '[]', reason = null, version = version + 1
    where household_id = household;
  update assessments set answers_ciphertext = null, result = null, flags = '{}', version = version + 1
    where household_id = household;
  update needs set evidence = '[]', root_cause = null, note = null, confirmed_by_name = null, version = version + 1
    where household_id = household;
end;

create function app.erase_household_supply(household uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  update fund_requests set purpose = '' where holder_id = household;
end;

create function app.erase_household_referral(household uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  delete from match_runs where household_id = household;
  update plans set summary = null, no_family_self_reason = null, no_education_reason = null, change_reason = null,
    signed_by_name = null, version = version + 1 where household_id = household;
  update plan_items i set goal = '', action = '', owner_name = '', chosen_by = null, reasons = '{}'
    from plans p where p.id = i.plan_id and p.household_id = household;
  update plan_choices c set chosen_by_name = '' from plans p where p.id = c.plan_id and p.household_id = household;
  update referrals set legal_reason = case when legal_ground is null then null else '' end, message = null,
    safety_note = null, summary = '{}', decline_message = null, decline_private_note = null, confirmed_by_name = null,
    dispute_text = null, close_reason = null, version = version + 1 where household_id = household;
  update deliveries set note_ciphertext = null where household_id = household;
end;

create function app.erase_household_results(household uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  update evaluations set evidence = '{}', finding = case when finding is null then null else '' end, reply = null,
    version = version + 1 where household_id = household;
  update follow_ups set finding = null, version = version + 1 where household_id = household;
end;

create function app.erase_household_exchange(household uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  update notifications set subject_ciphertext = '', body_ciphertext = '', handled_note = null, last_error = null,
    version = version + 1 where household_id = household;
end;

create function app.erase_household_trust(household uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  -- Whoever moved stays known by the id; the words of a reason may tell of the household.
  update moves set reason = null, actor_name = '' where household_id = household;
  delete from sessions s using household_links l where l.id = s.household_link_id and l.household_id = household;
  delete from household_links where household_id = household;
  delete from access_grants where household_id = household;
end;

-- Destroys the keys of a household, its people and the leads about it, and empties what is readable without a key. The
-- machine alone may do it; it may be repeated. False when there is no such household.
create function app.erase_household(household uuid) returns boolean
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  wing regprocedure;
begin
  if not app.is_system() then
    raise exception 'only the machine erases' using errcode = 'insufficient_privilege';
  end if;
  perform from households where id = household for update;
  if not found then
    return false;
  end if;
  update subject_keys set wrapped = null, destroyed_at = clock_timestamp() where wrapped is not null and subject_id in (
    select household union all select id from household_members where household_id = household
    union all select id from leads where household_id = household);
  for wing in select p.oid::regprocedure from pg_proc p
      where p.pronamespace = 'app'::regnamespace and p.proname ~ '^erase_household_[a-z]+$' and p.proowner =
        (select proowner from pg_proc where oid = 'app.erase_household(uuid)'::regprocedure) order by p.proname loop
    execute format('select %s($1)', wing::regproc) using household;
  end loop;
  return true;
end $$;

-- Run by a restore for every household of the list that is kept outside the backups, in the transaction of the restore.
create function app.replay_erasure(household uuid) returns boolean
  language plpgsql volatile set search_path = public, pg_temp as $$
begin
  perform set_config('app.kind', 'system', true);
  if not app.erase_household(household) then
    return false;
  end if;
  insert into audit_events (id, actor_kind, purpose, action, subject_type, subject_id, household_id, district_code)
    select gen_random_uuid(), 'system', 'restore', 'household.erased', 'household', id, id, district_code
      from households where id = household;
  return true;
end $$;

revoke execute on function app.erase_household_people(uuid), app.erase_household_supply(uuid),
  app.erase_household_referral(uuid), app.erase_household_results(uuid), app.erase_household_exchange(uuid),
  app.erase_household_trust(uuid), app.erase_household(uuid), app.replay_erasure(uuid) from public;
grant execute on function app.erase_household(uuid) to yuanlian_worker;

-- migrate:down
drop function app.replay_erasure(uuid);
drop function app.erase_household(uuid);
drop function app.erase_household_trust(uuid);
drop function app.erase_household_exchange(uuid);
drop function app.erase_household_results(uuid);
drop function app.erase_household_referral(uuid);
drop function app.erase_household_supply(uuid);
drop function app.erase_household_people(uuid);
