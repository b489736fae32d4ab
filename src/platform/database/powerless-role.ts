import type { DataSource } from 'typeorm';

/**
 * Row-level security binds only roles that own nothing and cannot bypass it (design 8.3), so a login with such power
 * must not serve requests.
 * @throws Error naming what is wrong with the role
 */
export async function assertPowerless(dataSource: DataSource): Promise<void> {
  const [role] = await dataSource.query<Array<{ name: string; powerful: boolean; owned: string }>>(
    `select current_user as name, r.rolsuper or r.rolbypassrls as powerful,
       (select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where n.nspname = 'public' and c.relowner = r.oid) as owned
     from pg_roles r where r.rolname = current_user`,
  );
  if (!role || role.powerful || Number(role.owned) > 0) {
    await dataSource.destroy();
    throw new Error(`Database login ${role?.name ?? '?'} owns tables or can bypass row-level security: refused`);
  }
}
