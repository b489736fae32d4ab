import { z } from 'zod';
import type { Term } from './term';

export const termView = z.object({
  id: z.string(),
  self: z.string(),
  code: z.string(),
  name: z.object({ 'zh-CN': z.string(), en: z.string() }),
  parent: z.string().nullable(),
  restricted: z.boolean(),
  mappings: z.object({
    beijing: z.string(),
    hebei: z.number().nullable(),
    pilot: z.string(),
    hsds: z.string(),
    sdoh: z.array(z.string()),
  }),
});
export const taxonomyView = z.object({ version: z.string(), items: z.array(termView) });

export function viewTerm(term: Term): z.infer<typeof termView> {
  return {
    id: term.code,
    self: `/api/v1/taxonomy/${term.code}`,
    code: term.code,
    name: { 'zh-CN': term.zh, en: term.en },
    parent: term.parent,
    restricted: term.restricted,
    mappings: { beijing: term.bj, hebei: term.hb, pilot: term.pt, hsds: term.hsds, sdoh: term.sdoh },
  };
}
