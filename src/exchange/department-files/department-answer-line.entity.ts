import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The first answer stands, another is counted, the same changes nothing; a row without one waits on. */
export const answerOutcomes = ['first', 'again', 'same', 'unanswered', 'problem'] as const;
export type AnswerOutcome = (typeof answerOutcomes)[number];

/** What a row of an answer file does: codes only, nothing that stood in it. */
@Entity('department_answer_lines')
export class DepartmentAnswerLine {
  @PrimaryColumn('uuid')
  fileId!: string;

  /** As spreadsheet programs count. */
  @PrimaryColumn('integer')
  row!: number;

  /** The question of the order; null where it names none. */
  @Column('integer', { nullable: true })
  line!: number | null;

  @Column('uuid', { nullable: true })
  answerId!: string | null;

  @Column('text')
  outcome!: AnswerOutcome;

  @Column('text', { array: true })
  problems!: string[];
}
