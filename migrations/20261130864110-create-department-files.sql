-- migrate:up
-- Files that departments are asked by, and those they answer with (R93, R65, B16). An order holds numbers of questions only:
-- names and identity numbers are read when its file is fetched, and lie nowhere.
create table department_orders (
  id uuid primary key,
  number text not null unique,
  district_code text not null,
  department text not null,
  state text not null constraint department_orders_state_check check (state in
    ('sent', 'partly-answered', 'answered', 'cancelled')),
  pack_version text not null,
  ordered_by uuid not null references accounts (id),
  ordered_at timestamptz not null,
  -- When the department has to have answered (working days).
  due_at timestamptz not null,
  -- How long the file can be fetched.
  file_until timestamptz not null,
  call_count integer not null,
  line_count integer not null constraint department_orders_line_count_check check (line_count > 0),
  answered_count integer not null constraint department_orders_answered_count_check check (answered_count >= 0),
  -- Departments' calls that waited and were not put into it, since nobody may be asked about any more.
  left_out integer not null,
  downloads integer not null,
  last_download_at timestamptz,
  cancelled_at timestamptz,
  version integer not null,
  constraint department_orders_counts_check check (answered_count <= line_count),
  constraint department_orders_cancelled_check check ((state = 'cancelled') = (cancelled_at is not null))
);
create index department_orders_district_code_idx on department_orders (district_code, ordered_at desc, id desc);
create index department_orders_open_idx on department_orders (district_code, due_at)
  where state in ('sent', 'partly-answered');
alter table department_orders enable row level security;
create policy department_orders_all on department_orders to yuanlian_app, yuanlian_worker using (
  district_code = any ((select app.districts())::text[])
  and ((select app.has_role('centre-worker')) or (select app.has_role('officer')) or (select app.is_system())));
grant select, insert on department_orders to yuanlian_app, yuanlian_worker;
grant update (state, answered_count, downloads, last_download_at, cancelled_at, version) on department_orders
  to yuanlian_app, yuanlian_worker;

-- One question of an order by its place in the file.
create table department_order_lines (
  order_id uuid not null references department_orders (id),
  line integer not null constraint department_order_lines_line_check check (line > 0),
  answer_id uuid not null references check_answers (id),
  call_id uuid not null references check_calls (id),
  authorised_until date not null,
  primary key (order_id, line)
);
create unique index department_order_lines_answer_id_key on department_order_lines (order_id, answer_id);
create index department_order_lines_call_id_idx on department_order_lines (call_id);
alter table department_order_lines enable row level security;
create policy department_order_lines_all on department_order_lines to yuanlian_app, yuanlian_worker using (
  exists (select 1 from department_orders o where o.id = order_id));
grant select, insert on department_order_lines to yuanlian_app, yuanlian_worker;

-- A file that came back: what stands in it, sealed with a key of its own, and not for long.
create table department_answer_files (
  id uuid primary key,
  number text not null unique,
  order_id uuid not null references department_orders (id),
  district_code text not null,
  file_name text not null,
  file_digest bytea not null,
  state text not null constraint department_answer_files_state_check check (state in
    ('checked', 'confirmed', 'undone', 'discarded')),
  late boolean not null,
  formula_count integer not null,
  content bytea,
  request_key text not null,
  uploaded_by uuid not null references accounts (id),
  uploaded_at timestamptz not null,
  confirmed_by uuid references accounts (id),
  confirmed_at timestamptz,
  -- Which of the files of its order that were confirmed it was: taken back from the last on.
  confirmed_place integer,
  ended_at timestamptz,
  erased_at timestamptz,
  version integer not null,
  constraint department_answer_files_confirmed_check check
    ((state in ('confirmed', 'undone')) = (confirmed_at is not null) and (confirmed_at is null) = (confirmed_place is null)),
  constraint department_answer_files_ended_check check ((state in ('undone', 'discarded')) = (ended_at is not null)),
  constraint department_answer_files_erased_check check ((erased_at is null) = (content is not null))
);
create unique index department_answer_files_request_key_key on department_answer_files (uploaded_by, request_key);
create index department_answer_files_order_id_idx on department_answer_files (order_id, uploaded_at desc, id desc);
alter table department_answer_files enable row level security;
create policy department_answer_files_all on department_answer_files to yuanlian_app, yuanlian_worker using (
  district_code = any ((select app.districts())::text[])
  and ((select app.has_role('centre-worker')) or (select app.has_role('officer')) or (select app.is_system())));
grant select, insert on department_answer_files to yuanlian_app, yuanlian_worker;
grant update (state, late, content, confirmed_by, confirmed_at, confirmed_place, ended_at, erased_at, version) on department_answer_files
  to yuanlian_app, yuanlian_worker;

-- What becomes, or became, of a row of the file: a question of the order, an outcome, codes of what is wrong; no content.
create table department_answer_lines (
  file_id uuid not null references department_answer_files (id),
  row integer not null,
  line integer,
  answer_id uuid references check_answers (id),
  outcome text not null constraint department_answer_lines_outcome_check check (outcome in
    ('first', 'again', 'same', 'unanswered', 'problem')),
  problems text[] not null,
  primary key (file_id, row),
  constraint department_answer_lines_problems_check check ((outcome = 'problem') = (cardinality(problems) > 0))
);
create index department_answer_lines_answer_id_idx on department_answer_lines (answer_id);
alter table department_answer_lines enable row level security;
create policy department_answer_lines_all on department_answer_lines to yuanlian_app, yuanlian_worker using (
  exists (select 1 from department_answer_files f where f.id = file_id));
grant select, insert, delete on department_answer_lines to yuanlian_app, yuanlian_worker;

select app.protect_by_record(name::regclass)
  from unnest(array['department_orders', 'department_order_lines', 'department_answer_files']) as name;

-- With the content goes the key it was sealed with.
create function app.drop_answer_file_key() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform app.destroy_subject_key(new.id);
  return null;
end $$;
create trigger department_answer_files_drop_key after update on department_answer_files for each row
  when (old.erased_at is null and new.erased_at is not null) execute function app.drop_answer_file_key();

-- Joins the erasure by its name (see erase_household): a file that speaks of an erased household is not kept any longer.
create function app.erase_household_answerfiles(household uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  update department_answer_files f set content = null, erased_at = coalesce(app.now(), clock_timestamp())
    where f.erased_at is null and exists (select 1 from department_order_lines l join check_answers a on a.id = l.answer_id
      where l.order_id = f.order_id and a.household_id = household);
end;
revoke execute on function app.drop_answer_file_key(), app.erase_household_answerfiles(uuid) from public;

-- migrate:down
drop function app.erase_household_answerfiles(uuid);
drop table department_answer_lines, department_answer_files, department_order_lines, department_orders;
drop function app.drop_answer_file_key();
