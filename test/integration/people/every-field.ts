/** A column as PostgreSQL describes it. */
interface Column {
  table: string;
  name: string;
  type: string;
  checks: string[] | null;
  /** Table that a foreign key of this column alone points to. */
  parent: string | null;
}

type Rows = <T extends object>(sql: string, values?: unknown[]) => Promise<T[]>;

const TYPES = ['text', 'bytea', 'jsonb', 'text[]'];

/** Tables whose rows belong to a household: they name it, its people or its holder, or hang on a table that does. */
const TABLES = `with recursive own (id) as (
    select t.attrelid from pg_attribute t join pg_class c on c.oid = t.attrelid and c.relkind in ('r', 'p') and not c.relispartition
     where c.relnamespace = 'public'::regnamespace
       and (t.attname in ('household_id', 'member_id') or c.relname in ('households', 'fund_requests'))
    union select k.conrelid from own join pg_constraint k on k.contype = 'f' and k.confrelid = own.id)
  select distinct c.relname as name from own join pg_class c on c.oid = own.id where not c.relispartition order by 1`;

const COLUMNS = `select c.relname as table, t.attname as name, format_type(t.atttypid, null) as type,
    (select array_agg(pg_get_constraintdef(k.oid)) from pg_constraint k
      where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[t.attnum]) as checks,
    (select k.confrelid::regclass::text from pg_constraint k
      where k.conrelid = c.oid and k.contype = 'f' and k.conkey = array[t.attnum] limit 1) as parent
  from pg_class c join pg_attribute t on t.attrelid = c.oid and t.attnum > 0 and not t.attisdropped and t.attgenerated = ''
  where c.relnamespace = 'public'::regnamespace and c.relname = any ($1) order by 1, t.attnum`;

/** The database lets no digest name another text. */
const RULES_DIGEST = `encode(sha256('KEPT-calculation_rules.content/'), 'hex')`;

/** What the constraints of a few tables ask for beyond single columns, and what ties a row to the household. */
const FIXED: Record<string, string> = {
  'access_grants.organisation_id': 'null',
  'allocations.published_by': 'null',
  'allocations.ended_at': 'null',
  'allocations.ends_on': `'1949-03-03'`,
  'allocation_needs.choices': '0',
  'allocation_needs.left_out': 'null',
  'allocation_pins.removed_at': 'null',
  'allocation_pins.removed_by': 'null',
  'approvals.kind': `'numbered-request'`,
  'approvals.state': `'reviewed'`,
  'approvals.decided_by': 'gen_random_uuid()',
  'approvals.reviewed_by': 'gen_random_uuid()',
  'application_objections.state': `'answered'`,
  'assessments.state': `'completed'`,
  'assessments.restarted_as': 'null',
  'benefit_payments.from_month': `'2026-11-01'`,
  'check_answers.state': `'failed'`,
  'check_calls.state': `'failed'`,
  'commitments.state': `'signed'`,
  'commitments.read_aloud': 'true',
  'commitments.outcome': 'null',
  'commitments.found_at': 'null',
  'commitments.found_by': 'gen_random_uuid()',
  'consent_sittings.receipt_digest': `repeat('a', 64)`,
  'economy_lines.exempt_on': 'null',
  'economy_lines.exempt_reason': 'null',
  'event_deliveries.dead_at': 'null',
  'fund_requests.requested_by': 'gen_random_uuid()',
  'fund_requests.second_approver': 'null',
  'flag_tasks.state': `'done'`,
  'gaps.month': `'2026-11'`,
  'mandatory_reports.state': `'reported'`,
  'mandatory_reports.withdrawn_at': 'null',
  'mandatory_reports.withdrawn_by': 'null',
  'offerings.capacity_known': 'true',
  'calculation_rules.digest': RULES_DIGEST,
  'calculations.rules_digest': RULES_DIGEST,
  'calculations.digest': `encode(sha256('CANARY-calculations.result/'), 'hex')`,
  'household_clocks.grounds': 'null',
  'household_clocks.pauses': `'[]'`,
  'household_clocks.occasion': 'null',
  'household_clocks.ended_on': 'null',
  'reserve_entries.undoes_id': 'null',
  'second_looks.answered_at': 'null',
  'urgent_papers.decided_at': 'null',
  'urgent_papers.decided_by': 'null',
  'assessment_conflicts.state': `'open'`,
  'assessment_conflicts.counting_id': 'null',
  'assessment_conflicts.settled_at': 'null',
  // Of another file, which has two.
  'assessment_conflicts.first_id': '(select min(id::text)::uuid from assessments)',
  'assessment_conflicts.second_id': '(select max(id::text)::uuid from assessments)',
  'field_sheets.state': `'open'`,
  'integrity_answers.undone_at': 'null',
  'rechecks.closed_at': 'null',
  'regroupings.undone_at': 'null',
  // Sealed now; the column keeps words from before until the worker has sealed them.
  'regroupings.note': 'null',
  'regroupings.no_adult_reason': 'null',
  'support_obligors.note': 'null',
  // Another file, which is nobody's here.
  'regroupings.other_household_id': `(select id from households where display_name not like '%display_name%' limit 1)`,
  'closed_files.erased_at': 'null',
  'pack_adoptions.decided_by': 'null',
  'pack_adoptions.pack_code': 'null',
  'pack_adoptions.withdrawn_at': 'null',
  'pack_drafts.dropped_at': 'null',
  'recalculations.ended_at': 'null',
  'recalculation_households.classification_id': 'null',
  'recalculation_households.decided_at': 'null',
  'recalculation_households.told_at': 'null',
  'batch_print_files.left_out': 'null',
  'batch_prints.end_reason': 'null',
  'batch_prints.finished_at': 'null',
  'department_answer_lines.outcome': `'problem'`,
  'department_orders.state': `'closed'`,
  'department_orders.cancelled_at': 'null',
  'department_answer_files.confirmed_at': 'null',
  'department_answer_files.confirmed_place': 'null',
  'department_answer_files.confirmed_by': 'null',
  'department_answer_files.ended_at': 'null',
  'department_answer_files.erased_at': 'null',
  'watch_lists.confirmed_at': 'null',
  'take_alongs.state': `'open'`,
  'take_alongs.ended_at': 'null',
  'take_alongs.end_reason': 'null',
  'support_agreements.ended_on': 'null',
  'support_files.end_reason': 'null',
  'support_files.ended_on': 'null',
  'support_proposals.decided_at': 'null',
  'support_visits.seen': 'true',
  'simulations.end_reason': 'null',
  'simulations.finished_at': 'null',
  'rights_requests.state': `'granted'`,
  'referrals.legal_reviewed_by': 'gen_random_uuid()',
  'waiting_list_entries.state': `'left'`,
  'waiting_list_entries.period': `'2026-11'`,
  'sessions.kind': `'household'`,
  'sessions.account_id': 'null',
};
/** Columns written by the database alone. */
const OWN = new Set(['audit_events.xid', 'audit_events.epoch', 'outbox_events.xid']);

/** What those rows point to and nobody has made yet; none of it tells of a household. */
const AROUND = [
  'allocations',
  ...['reserves', 'calculation_rules', 'simulations', 'providers', 'offerings', 'funds', 'evaluation_samples'],
  ...['batch_prints', 'ledger_imports', 'pack_adoptions', 'pack_drafts', 'recalculations'],
  ...['department_orders', 'department_answer_files', 'watch_lists', 'take_alongs'],
];

export const householdTables = async (rows: Rows): Promise<string[]> =>
  (await rows<{ name: string }>(TABLES)).map(({ name }) => name);

/** The columns that can hold words: coded ones, whose values a constraint lists, cannot. */
export async function wordColumns(rows: Rows, tables: readonly string[]): Promise<string[]> {
  const columns = await rows<Column>(COLUMNS, [tables]);
  return columns.filter((one) => TYPES.includes(one.type) && !listOf(one)).map((one) => `${one.table}.${one.name}`);
}

/**
 * Writes one row into every table of a household with a canary in every column that can hold words; foreign keys and
 * triggers asleep.
 * @param isKept columns whose canary is `KEPT` instead
 */
export async function fillEveryField(
  rows: Rows,
  householdId: string,
  isKept: (column: string) => boolean,
): Promise<void> {
  const ofHousehold = await householdTables(rows);
  const tables = [...AROUND, ...ofHousehold];
  const columns = await rows<Column>(COLUMNS, [tables]);
  const canary = (column: string) =>
    `${ofHousehold.includes(column.split('.')[0]!) && !isKept(column) ? 'CANARY' : 'KEPT'}-${column}`;
  await rows('set session_replication_role = replica');
  try {
    for (const table of tables) {
      const own = columns.filter((one) => one.table === table && !OWN.has(`${table}.${one.name}`));
      const values = own.map((column) => valueOf(column, householdId, canary(`${table}.${column.name}`), tables));
      await rows(`insert into ${table} (${own.map(({ name }) => name).join(', ')}) values (${values.join(', ')})`);
    }
  } finally {
    await rows('set session_replication_role = origin');
  }
}

function listOf({ checks }: Column): string | undefined {
  return checks?.map((check) => /ARRAY\['([^']+)'::text/.exec(check)?.[1]).find((first) => first !== undefined);
}

function valueOf(column: Column, householdId: string, canary: string, made: readonly string[]): string {
  const { table, name, type, parent } = column;
  const fixed = FIXED[`${table}.${name}`];
  if (fixed) return fixed;
  if (parent && !made.includes(parent)) return `(select id from ${parent} limit 1)`;
  const listed = listOf(column);
  if (listed) return type.endsWith('[]') ? `array['${listed}']` : `'${listed}'`;
  if (type === 'text') return `'${canary}/'`;
  if (type === 'text[]') return `array['${canary}']`;
  if (type === 'jsonb') return `'{"words": "${canary}"}'`;
  if (type === 'bytea') return `'${canary}'::bytea`;
  if (type === 'uuid') return idFor(table, name, householdId);
  if (type === 'uuid[]' || type === 'integer[]') return `'{}'`;
  if (type === 'date') return `'1949-03-02'`;
  if (type.startsWith('timestamp')) return `'2026-11-01T00:00:00Z'`;
  if (type === 'boolean') return 'false';
  return '1';
}

/** Every row hangs on the household; rows that hang on one another share an id made of the household's. */
function idFor(table: string, name: string, householdId: string): string {
  const belongs = ['household_id', 'holder_id', 'household_actor_id'].includes(name);
  if (belongs || (table === 'households' && name === 'id')) return `'${householdId}'`;
  if (name === 'merged_into') return 'null';
  return `'${householdId.slice(0, 24)}${'0'.repeat(11)}1'`;
}
