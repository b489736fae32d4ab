import { defineCopySection } from '../../trust/copies';

defineCopySection({
  key: 'deliveries',
  order: 130,
  sql: `select r.number as "referralNumber", d.delivered_on::text as "deliveredOn", d.units
    from deliveries d join referrals r on r.id = d.referral_id
    where d.household_id = $1 and d.corrected_by is null and r.need_code <> all ($2::text[])
    and r.restricted is not true order by d.delivered_on, d.id`,
});
