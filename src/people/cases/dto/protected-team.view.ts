import { z } from 'zod';

export const protectedTeamView = z
  .object({
    items: z.array(
      z.object({
        accountId: z.uuid(),
        name: z.string(),
        /** The lead worker of the open case is on the team by that alone. */
        lead: z.boolean(),
        since: z.iso.datetime().nullable(),
        reason: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'ProtectedTeam' });
export type ProtectedTeamView = z.infer<typeof protectedTeamView>;
