-- migrate:up
-- Pictures beside a filled-in scale (R18, design 8.11): sealed for the household, there for whoever sees the scale. Which of
-- them reads the picture is the table of fields' (C3).
create table assessment_photos (
  id uuid primary key,
  household_id uuid not null references households (id),
  assessment_id uuid not null references assessments (id),
  media_type text not null constraint assessment_photos_media_type_check check (media_type in
    ('image/jpeg', 'image/png', 'image/webp')),
  bytes integer not null constraint assessment_photos_bytes_check check (bytes between 1 and 10485760),
  width integer not null,
  height integer not null,
  -- What is to be seen on it, and why it was taken away; sealed.
  caption_ciphertext bytea,
  removal_ciphertext bytea,
  -- `waiting`: nobody opens it before a look for malware.
  scan text not null constraint assessment_photos_scan_check check (scan in ('none', 'waiting', 'clean')),
  request_key text not null,
  added_by uuid not null,
  added_at timestamptz not null,
  removed_by uuid,
  removed_at timestamptz,
  version integer not null,
  constraint assessment_photos_removed_check check ((removed_at is null) = (removed_by is null))
);
create unique index assessment_photos_request_key_key on assessment_photos (added_by, request_key);
create index assessment_photos_assessment_id_idx on assessment_photos (assessment_id, added_at, id);
create index assessment_photos_household_id_idx on assessment_photos (household_id);
alter table assessment_photos enable row level security;
-- As the scale itself: neither a provider nor an evaluator, a restricted one for its team alone (R46).
create policy assessment_photos_all on assessment_photos to yuanlian_app, yuanlian_worker using (
  exists (select 1 from assessments a where a.id = assessment_id and a.household_id = assessment_photos.household_id));
grant select, insert on assessment_photos to yuanlian_app, yuanlian_worker;
grant update (scan, removal_ciphertext, caption_ciphertext, removed_by, removed_at, version) on assessment_photos
  to yuanlian_app, yuanlian_worker;

-- The picture in sealed pieces; gone when it is removed.
create table assessment_photo_chunks (
  photo_id uuid not null references assessment_photos (id),
  place integer not null constraint assessment_photo_chunks_place_check check (place >= 0),
  content bytea not null,
  primary key (photo_id, place)
);
alter table assessment_photo_chunks enable row level security;
create policy assessment_photo_chunks_all on assessment_photo_chunks to yuanlian_app, yuanlian_worker using (
  exists (select 1 from assessment_photos p where p.id = photo_id));
grant select, insert, delete on assessment_photo_chunks to yuanlian_app, yuanlian_worker;

select app.protect_by_record(name::regclass) from unnest(array['assessment_photos', 'assessment_photo_chunks']) as name;
create trigger assessment_photos_keep_merged_shut before insert on assessment_photos
  for each row execute function app.keep_merged_shut();

-- Joins the erasure by its name (see erase_household).
create function app.erase_household_photos(household uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  delete from assessment_photo_chunks c using assessment_photos p where p.id = c.photo_id and p.household_id = household;
  delete from assessment_photos where household_id = household;
end;
revoke execute on function app.erase_household_photos(uuid) from public;

-- migrate:down
drop function app.erase_household_photos(uuid);
drop table assessment_photo_chunks, assessment_photos;
