-- migrate:up
-- Whether the evaluator at work has become part of the case since the sample was drawn (R21): drawing leaves own cases
-- out, and whoever takes one over later decides nothing on it. Definer: the evaluator itself sees none of these rows.
create function app.evaluates_own_case(wanted uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select exists (select 1 from evaluations e join referrals r on r.id = e.referral_id
    where e.id = wanted and e.evaluator_id = app.user_id() and (
      r.owner_account_id = app.user_id() or r.created_by = app.user_id()
      or exists (select 1 from cases c where c.household_id = r.household_id and c.lead_worker_id = app.user_id())
      or exists (select 1 from assessments a where a.household_id = r.household_id and a.assessor_id = app.user_id())
      or exists (select 1 from deliveries d where d.referral_id = r.id and d.recorded_by = app.user_id())
      or exists (select 1 from moves m where m.actor_id = app.user_id() and m.lifecycle <> 'evaluation'
        and (m.household_id = r.household_id or m.subject_id = r.id))));
end;
revoke execute on function app.evaluates_own_case(uuid) from public;
grant execute on function app.evaluates_own_case(uuid) to yuanlian_app;

-- migrate:down
drop function app.evaluates_own_case(uuid);
