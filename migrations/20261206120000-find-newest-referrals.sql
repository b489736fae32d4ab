-- migrate:up
-- The newest referrals of a district, whatever their village: what fairness reads of them is limited, and begins at the newest.
create index referrals_district_code_created_at_idx on referrals (district_code, created_at desc, id desc);

-- migrate:down
drop index referrals_district_code_created_at_idx;
