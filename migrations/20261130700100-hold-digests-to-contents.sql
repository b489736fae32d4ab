-- migrate:up
-- A text that is kept to be done again is the text its digest names, whoever writes it (design 4); emptied rows have neither.
alter table calculation_rules
  add constraint calculation_rules_digest_check check (digest = encode(sha256(convert_to(content, 'UTF8')), 'hex'));
alter table calculations
  add constraint calculations_digest_check
    check ((digest = '' and result = '') or digest = encode(sha256(convert_to(result, 'UTF8')), 'hex')),
  -- Whom the keys m1, m2 … and l1, l2 … of the facts stand for, in their order; null for older rows.
  add column member_ids uuid[],
  add column line_ids uuid[];

-- The day a status began (R3); a later correction of the row does not move it. No constraint ties it to the state: the release
-- before does not fill it in.
alter table entitlements add column granted_from date;
update entitlements set granted_from = (updated_at at time zone 'Asia/Shanghai')::date where state = 'granted';

-- migrate:down
alter table entitlements drop column granted_from;
alter table calculations drop column line_ids, drop column member_ids, drop constraint calculations_digest_check;
alter table calculation_rules drop constraint calculation_rules_digest_check;
