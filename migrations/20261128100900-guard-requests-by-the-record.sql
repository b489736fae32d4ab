-- migrate:up
-- What people ask for, agree to and declare is changed on the record or not at all (C2), as files are.
select app.protect_by_record('approvals');
select app.protect_by_record('conflicts');
select app.protect_by_record('consent_sittings');
select app.protect_by_record('guardian_bars');
select app.protect_by_record('rights_requests');

-- migrate:down
drop trigger demand_record on approvals;
drop trigger demand_record on conflicts;
drop trigger demand_record on consent_sittings;
drop trigger demand_record on guardian_bars;
drop trigger demand_record on rights_requests;
