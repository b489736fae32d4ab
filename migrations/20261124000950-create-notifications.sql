-- migrate:up
-- One row for each message to one recipient by one channel (ux 4.2). Subject and body are encrypted; what tells rows
-- apart in lists is ids, codes and states only.
create table notifications (
  id uuid primary key,
  event_id uuid not null,
  event_type text not null,
  subject_id uuid not null,
  recipient_kind text not null constraint notifications_recipient_kind_check
    check (recipient_kind in ('household', 'account', 'provider')),
  recipient_id uuid not null,
  household_id uuid,
  owner_account_id uuid,
  district_code text not null,
  region_path text collate "C" not null,
  channel text not null constraint notifications_channel_check
    check (channel in ('email', 'sms', 'letter', 'phone-task', 'in-app')),
  template text not null,
  locale text not null,
  state text not null constraint notifications_state_check check (state in ('queued', 'held', 'sending', 'sent',
    'failed-temporary', 'failed-permanent', 'dead', 'cancelled', 'done')),
  state_reason text,
  subject_ciphertext bytea not null,
  body_ciphertext bytea not null,
  attempts integer not null constraint notifications_attempts_check check (attempts >= 0),
  next_attempt_at timestamptz,
  last_error text,
  sent_at timestamptz,
  handled_by uuid,
  handled_at timestamptz,
  handled_note text,
  created_at timestamptz not null,
  version integer not null,
  constraint notifications_sent_check check ((state = 'sent') <= (sent_at is not null)),
  constraint notifications_done_check check ((state = 'done') <= (handled_at is not null)),
  unique (event_id, recipient_id, channel, template)
);
create index notifications_district_code_region_path_idx on notifications (district_code, region_path, id desc);
create index notifications_owner_account_id_idx on notifications (owner_account_id, state);
create index notifications_recipient_id_idx on notifications (recipient_id, id desc);
create index notifications_household_id_idx on notifications (household_id, id desc);
alter table notifications enable row level security;
create policy notifications_read on notifications for select to yuanlian_app, yuanlian_worker using (
  recipient_id = (select app.user_id())
  or (not (select app.is_provider()) and (select app.household()) is null
    and district_code = any ((select app.districts())::text[])
    and ((region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()))
      or household_id = any ((select app.granted_households())::uuid[]))));
create policy notifications_add on notifications for insert to yuanlian_worker
  with check ((select app.is_system()) and district_code = any ((select app.districts())::text[]));
create policy notifications_change on notifications for update to yuanlian_app, yuanlian_worker using (
  recipient_id = (select app.user_id())
  or (not (select app.is_provider()) and (select app.household()) is null
    and district_code = any ((select app.districts())::text[])
    and ((region_path >= (select app.region_floor()) and region_path < (select app.region_ceiling()))
      or household_id = any ((select app.granted_households())::uuid[]))));
grant select on notifications to yuanlian_app, yuanlian_worker;
grant insert on notifications to yuanlian_worker;
grant update (state, state_reason, attempts, next_attempt_at, last_error, sent_at, handled_by, handled_at, handled_note, version)
  on notifications to yuanlian_app, yuanlian_worker;

-- Definer: who holds the letter with the link, but not yet the PIN, may see a telephone number to ask at, and nothing
-- else: that of the smallest catchment with a telephone, so that not even the village is told.
create function app.household_link_phone(hash bytea) returns text
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select u.phone from household_links l
    join units u on u.district_code = l.district_code and starts_with(l.region_path, u.region_path)
   where l.token_hash = hash and u.phone is not null and u.valid_to is null and u.tier in ('window', 'station', 'centre')
   order by length(u.region_path) desc limit 1;
end;
revoke execute on function app.household_link_phone(bytea) from public;
grant execute on function app.household_link_phone(bytea) to yuanlian_app;

-- migrate:down
drop function app.household_link_phone(bytea);
drop table notifications;
