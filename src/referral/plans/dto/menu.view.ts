import { z } from 'zod';
import type { Phrase } from '../../matching';
import type { MenuNeed } from '../plan-menu';

/** The menu as the household gets it: plain cards, why each is shown, and what was said. */
export const menuView = z
  .object({
    id: z.string(),
    self: z.string(),
    needs: z.array(
      z.object({
        needId: z.string(),
        code: z.string(),
        name: z.string(),
        severity: z.number(),
        cards: z.array(
          z.object({
            ...{ offeringId: z.string(), name: z.string(), providerName: z.string(), priceFen: z.number() },
            ...{ askFirst: z.boolean(), planned: z.boolean(), why: z.array(z.string()) },
            said: z.object({ choice: z.string(), by: z.string(), mode: z.string(), at: z.string() }).nullable(),
          }),
        ),
        gap: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'PlanMenu' });

/** How phrases and codes are said to this reader. */
export interface MenuSpeech {
  say(phrase: Phrase): string;
  service(code: string): string;
}

export function viewMenu(planId: string, needs: readonly MenuNeed[], speech: MenuSpeech): z.infer<typeof menuView> {
  return {
    id: planId,
    self: `/api/v1/plans/${planId}/menu`,
    needs: needs.map(({ needId, code, severity, cards, gap }) => ({
      ...{ needId, code, name: speech.service(code), severity },
      cards: cards.map(({ offeringId, name, providerName, priceFen, askFirst, planned, why, said }) => ({
        ...{ offeringId, name, providerName, priceFen, askFirst, planned },
        why: why.map((phrase) => speech.say(phrase)),
        said: said && {
          ...{ choice: said.choice, by: said.chosenByName, mode: said.chosenMode },
          at: said.chosenAt.toISOString(),
        },
      })),
      gap: gap && speech.say(gap),
    })),
  };
}
