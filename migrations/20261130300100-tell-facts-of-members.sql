-- migrate:up
-- What the means test asks of a person: how somebody works (R66), a serious illness of the list (B6, B7), and whether the
-- law counts the person in (B5), which is never asked why. Null: not asked yet.
alter table household_members
  add column works text constraint household_members_works_check check (works in ('stable', 'seasonal', 'flexible', 'no')),
  add column illness text constraint household_members_illness_check check (illness in ('none', 'serious')),
  add column counted boolean not null default true;

-- migrate:down
alter table household_members drop column works, drop column illness, drop column counted;
