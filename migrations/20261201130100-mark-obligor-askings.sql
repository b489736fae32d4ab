-- migrate:up
-- "Asked, there is nobody" (R65) belongs to what a file is like: a regrouping that carried obligors is taken back only while
-- nobody has said so since (R99).
create or replace function app.file_mark(household uuid) returns text
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select encode(sha256(convert_to(coalesce(string_agg(line, ' ' order by line), ''), 'UTF8')), 'hex') from (
    select 'h' || id || ':' || version as line from households where id = household
    union all select 'm' || id || ':' || version from household_members where household_id = household
    union all select 'e' || id || ':' || version from economy_lines where household_id = household
    union all select 'n' || id || ':' || version from needs where household_id = household and not app.restricted_code(code)
    union all select 'a' || id || ':' || version from assessments where household_id = household and restricted is not true
    union all select 'c' || id || ':' || version from consents where household_id = household and restricted is not true
    union all select 'p' || id || ':' || version from applications where household_id = household
    union all select 't' || id || ':' || version from entitlements where household_id = household and state = 'granted'
    union all select 'o' || id || ':' || version from support_obligors where household_id = household
    union all select 'q' || id from support_obligor_askings where household_id = household and ended_at is null
    union all select 's' || id || ':' || version from support_files where household_id = household
    union all select 'k' || id || ':' || version from commitments where household_id = household) as parts (line);
end;

-- migrate:down
create or replace function app.file_mark(household uuid) returns text
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select encode(sha256(convert_to(coalesce(string_agg(line, ' ' order by line), ''), 'UTF8')), 'hex') from (
    select 'h' || id || ':' || version as line from households where id = household
    union all select 'm' || id || ':' || version from household_members where household_id = household
    union all select 'e' || id || ':' || version from economy_lines where household_id = household
    union all select 'n' || id || ':' || version from needs where household_id = household and not app.restricted_code(code)
    union all select 'a' || id || ':' || version from assessments where household_id = household and restricted is not true
    union all select 'c' || id || ':' || version from consents where household_id = household and restricted is not true
    union all select 'p' || id || ':' || version from applications where household_id = household
    union all select 't' || id || ':' || version from entitlements where household_id = household and state = 'granted'
    union all select 'o' || id || ':' || version from support_obligors where household_id = household
    union all select 's' || id || ':' || version from support_files where household_id = household
    union all select 'k' || id || ':' || version from commitments where household_id = household) as parts (line);
end;
