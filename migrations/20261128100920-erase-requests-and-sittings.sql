-- migrate:up
-- Erasing reaches what staff wrote to ask for access, conflicts, proofs of guardians and short openings too (design 8.8).
create function app.erase_household_requests(household uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  -- A reason has ten letters at least; what is left says only that there was one.
  update approvals set household_number = '', reason = 'erased with its file', version = version + 1,
    document_number = case when document_number is null then null else '' end,
    decision_note = null, notice_delay_reason = null,
    review_text = case when review_text is null then null else '' end where household_id = household;
  update conflicts set household_number = '', note = null, end_reason = case when end_reason is null then null else '' end,
    version = version + 1 where household_id = household;
  update consents set proof_ciphertext = null where household_id = household;
  delete from field_reveals where household_id = household;
  delete from browsed_files where household_id = household;
end;
revoke execute on function app.erase_household_requests(uuid) from public;

-- migrate:down
drop function app.erase_household_requests(uuid);
