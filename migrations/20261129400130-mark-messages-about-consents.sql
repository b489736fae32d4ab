-- migrate:up
-- A message about a consent to a shelter is as restricted as one about the referral there (R46, B30-B32).
create or replace function app.mark_restricted() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  new.restricted := case tg_table_name
    when 'assessments' then coalesce(app.restricted_needs_in(to_jsonb(new) -> 'result'), false)
    when 'match_runs' then coalesce(app.restricted_needs_in(to_jsonb(new) -> 'snapshot'), false)
    when 'consents' then app.restricted_receiver((to_jsonb(new) ->> 'household_id')::uuid, (to_jsonb(new) ->> 'receiver_id')::uuid)
    when 'evaluations' then app.restricted_referral((to_jsonb(new) ->> 'referral_id')::uuid)
    when 'follow_ups' then app.restricted_referral((to_jsonb(new) ->> 'referral_id')::uuid)
    when 'notifications' then app.restricted_reading((to_jsonb(new) ->> 'subject_id')::uuid)
    else app.restricted_subject((to_jsonb(new) ->> 'subject_id')::uuid) end;
  return new;
end $$;
update notifications n set restricted = true from consents c where c.id = n.subject_id and c.restricted and not n.restricted;

-- migrate:down
create or replace function app.mark_restricted() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  new.restricted := case tg_table_name
    when 'assessments' then coalesce(app.restricted_needs_in(to_jsonb(new) -> 'result'), false)
    when 'match_runs' then coalesce(app.restricted_needs_in(to_jsonb(new) -> 'snapshot'), false)
    when 'consents' then app.restricted_receiver((to_jsonb(new) ->> 'household_id')::uuid, (to_jsonb(new) ->> 'receiver_id')::uuid)
    when 'evaluations' then app.restricted_referral((to_jsonb(new) ->> 'referral_id')::uuid)
    when 'follow_ups' then app.restricted_referral((to_jsonb(new) ->> 'referral_id')::uuid)
    else app.restricted_subject((to_jsonb(new) ->> 'subject_id')::uuid) end;
  return new;
end $$;
