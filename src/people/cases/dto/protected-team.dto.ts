import { z } from 'zod';

const reason = z.string().trim().min(2).max(300);
export const JoinTeam = z.strictObject({ accountId: z.uuid(), reason }).meta({ id: 'JoinProtectedTeam' });
export const LeaveTeam = z.strictObject({ reason }).meta({ id: 'LeaveProtectedTeam' });
