import { z } from 'zod';

const day = z.iso.date();

export const workDaysSchema = z.strictObject({
  office: z.strictObject({ from: z.int().min(0).max(23), to: z.int().min(1).max(24) }),
  years: z.array(
    z.strictObject({
      year: z.int(),
      provisional: z.boolean(),
      source: z.string().min(1),
      off: z.array(z.strictObject({ from: day, to: day, name: z.string() })),
      work: z.array(day),
    }),
  ),
});
export type WorkDays = z.infer<typeof workDaysSchema>;

/** What the schema cannot see: a day outside its year, a swap day that is no week-end or is also a holiday. */
export function workDaysProblems(data: WorkDays): string[] {
  return data.years.flatMap(({ year, off, work }) => {
    const days = [...off.flatMap(({ from, to }) => [from, to]), ...work];
    const outside = days.filter((date) => !date.startsWith(`${year}-`)).map((date) => `${date} is not in ${year}`);
    const backwards = off
      .filter(({ from, to }) => from > to)
      .map(({ from }) => `holiday from ${from} ends before it starts`);
    const notWeekEnd = work.filter((date) => !isWeekEnd(date)).map((date) => `swap day ${date} is no week-end`);
    const both = work
      .filter((date) => off.some(({ from, to }) => date >= from && date <= to))
      .map((date) => `${date} is both holiday and working day`);
    return [...outside, ...backwards, ...notWeekEnd, ...both];
  });
}

/** Saturday or Sunday; `date` is YYYY-MM-DD. */
export function isWeekEnd(date: string): boolean {
  return [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());
}

/** The civil date `days` later. */
export function plusDays(date: string, days: number): string {
  const instant = new Date(`${date}T00:00:00Z`);
  instant.setUTCDate(instant.getUTCDate() + days);
  return instant.toISOString().slice(0, 10);
}
