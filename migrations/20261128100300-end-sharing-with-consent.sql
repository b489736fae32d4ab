-- migrate:up
-- What a provider is shown ends with the consent behind it, in the same transaction (A11, R98): an event would come too
-- late for a request that is already on its way. Items that were struck stay out of what is released (C3).
alter table referrals
  add column shared_items text[],
  add column sharing_ended_at timestamptz;
update referrals r set shared_items = c.items from consents c where c.id = r.consent_id;
-- What was withdrawn before this rule stays closed.
update referrals r set sharing_ended_at = coalesce(c.ended_at, c.asked_at) from consents c
  where c.id = r.consent_id and c.state = 'withdrawn';
create index referrals_consent_id_idx on referrals (consent_id);

-- Definer: the provider's own updates pass here too, and providers do not read consents.
create function app.take_consented_items() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  new.shared_items := (select items from consents where id = new.consent_id);
  return new;
end $$;
revoke execute on function app.take_consented_items() from public;
create trigger referrals_consented_items before insert or update of consent_id on referrals
  for each row when (new.consent_id is not null) execute function app.take_consented_items();

-- The referrals first: a provider that accepts at this moment holds the row, and its grant is seen by the second
-- statement. A newer sheet for the same receiver takes over what the older one carried.
create function app.end_sharing_of_consent() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  newer uuid;
  moment timestamptz := coalesce(new.ended_at, app.now());
begin
  if new.state = 'superseded' then
    select id into newer from consents c
     where c.household_id = new.household_id and c.state = 'given' and c.scope = new.scope
       and c.receiver_kind = new.receiver_kind and c.receiver_id is not distinct from new.receiver_id
       and (new.receiver_id is not null or c.receiver_name = new.receiver_name)
     order by c.given_at desc limit 1;
    update referrals set consent_id = newer where consent_id = new.id and newer is not null;
    return null;
  end if;
  update referrals set sharing_ended_at = moment
   where consent_id = new.id and sharing_ended_at is null;
  update access_grants set valid_until = moment
   where (source_id = new.id or source_id in (select id from referrals where consent_id = new.id))
     and (valid_until is null or valid_until > moment);
  return null;
end $$;
revoke execute on function app.end_sharing_of_consent() from public;
create trigger consents_end_sharing after update of state on consents
  for each row when (old.state = 'given' and new.state in ('withdrawn', 'expired', 'superseded'))
  execute function app.end_sharing_of_consent();

-- Who of a provider opened contact data of a household's referrals, for the household and the staff that reach its
-- file: the record itself is read by auditors only, so a definer function counts the rows.
create function app.contact_reads(wanted uuid)
  returns table (referral_id uuid, times bigint, first_at timestamptz, last_at timestamptz, fields text[])
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select e.subject_id, count(distinct e.id), min(e.at), max(e.at), array_agg(distinct field.name)
    from audit_events e, lateral jsonb_array_elements_text(e.fields) as field (name)
   where e.household_id = wanted and e.action = 'referral.contact-read' and e.organisation_id is not null
     and exists (select 1 from households h where h.id = wanted and not app.is_provider()
       and h.district_code = any (app.districts())
       and ((h.region_path >= app.region_floor() and h.region_path < app.region_ceiling())
         or h.id = any (app.granted_households())))
   group by e.subject_id;
end;
revoke execute on function app.contact_reads(uuid) from public;
grant execute on function app.contact_reads(uuid) to yuanlian_app, yuanlian_worker;

-- migrate:down
drop function app.contact_reads(uuid);
drop trigger consents_end_sharing on consents;
drop function app.end_sharing_of_consent();
drop trigger referrals_consented_items on referrals;
drop function app.take_consented_items();
drop index referrals_consent_id_idx;
alter table referrals drop column shared_items, drop column sharing_ended_at;
