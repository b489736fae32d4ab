-- migrate:up
-- Guesses are slowed down before they are stopped: from the free ones on each costs twice the wait of the one before.
alter table rate_limits add column blocked_until timestamptz;

-- Counts an attempt before it is looked at, so that parallel guesses cannot slip through. Gives the seconds to wait; 0:
-- go on. A refused attempt does not count: who waits gets in again.
create function app.take_attempt(wanted text, window_seconds integer, free integer, ceiling integer) returns integer
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  l rate_limits%rowtype;
  system_now timestamptz;
  over timestamptz;
begin
  insert into rate_limits (bucket, attempts, window_started_at) values (wanted, 0, clock_timestamp())
    on conflict (bucket) do nothing;
  select * into l from rate_limits f where f.bucket = wanted for update;
  system_now := clock_timestamp();
  if l.window_started_at < system_now - make_interval(secs => window_seconds) then
    l.attempts := 0;
    l.window_started_at := system_now;
    l.blocked_until := null;
  end if;
  over := l.window_started_at + make_interval(secs => window_seconds);
  if l.attempts >= ceiling then l.blocked_until := over; end if;
  if l.blocked_until > system_now then
    return greatest(1, ceil(extract(epoch from l.blocked_until - system_now)))::integer;
  end if;
  l.attempts := l.attempts + 1;
  l.blocked_until := case when l.attempts < free or l.attempts >= ceiling then null
    else system_now + make_interval(secs => least(power(2, least(l.attempts - free, 20)), window_seconds)) end;
  update rate_limits f set attempts = l.attempts, window_started_at = l.window_started_at, blocked_until = l.blocked_until
    where f.bucket = wanted;
  return 0;
end $$;
-- The attempt was no guess.
create function app.return_attempt(wanted text) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  update rate_limits set attempts = greatest(attempts - 1, 0), blocked_until = null where bucket = wanted;
end;
revoke execute on function app.take_attempt(text, integer, integer, integer), app.return_attempt(text) from public;
grant execute on function app.take_attempt(text, integer, integer, integer), app.return_attempt(text)
  to yuanlian_app, yuanlian_worker;

-- migrate:down
drop function app.return_attempt(text);
drop function app.take_attempt(text, integer, integer, integer);
alter table rate_limits drop column blocked_until;
