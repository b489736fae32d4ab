import { z } from 'zod';
import { askingWays, type CheckItem } from '../../../reference/policies';
import type { AskedDepartment } from '../department-ways';

const words = { code: z.string(), zh: z.string(), en: z.string() };

/** A department of the catalogue, what it is asked and how (R93). */
export const departmentView = z
  .strictObject({
    ...words,
    way: z.enum(askingWays),
    packWay: z.enum(askingWays).describe('what the pack says; the district may say otherwise'),
    decidedAt: z.iso.datetime().nullable().describe('when the district said otherwise'),
    workDays: z.int().describe('working days that a file may take'),
    items: z.array(z.strictObject({ ...words, freshDays: z.int(), answerSeconds: z.int() })),
  })
  .meta({ id: 'CheckDepartment' });
export type DepartmentView = z.infer<typeof departmentView>;
export const departmentsView = z.object({ items: z.array(departmentView), next: z.null() });

export function viewDepartment(
  { department, way, packWay, workDays, decided }: AskedDepartment,
  catalogue: readonly CheckItem[],
): DepartmentView {
  const { code, zh, en } = department;
  return {
    ...{ code, zh, en, way, packWay, workDays, decidedAt: decided?.decidedAt.toISOString() ?? null },
    items: catalogue
      .filter((item) => item.department === code)
      .map((item) => ({
        ...{ code: item.code, zh: item.zh, en: item.en },
        ...{ freshDays: item.freshDays, answerSeconds: item.answerSeconds },
      })),
  };
}
