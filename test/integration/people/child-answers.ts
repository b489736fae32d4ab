/** Answers of S09: everything at ease, but those that are given. */
export const childAnswers = (worse: Record<string, number> = {}): Record<string, number> => ({
  ...{ guardian: 0, care: 0, safety: 0, school: 0, emotion: 0, contact: 0, capacity: 0, surroundings: 0 },
  ...{ hurt: 0, sexual: 0, alone: 0, exploited: 0, unheard: 0 },
  ...worse,
});
