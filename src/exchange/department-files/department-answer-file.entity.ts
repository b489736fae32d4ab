import { Column, Entity, PrimaryColumn } from 'typeorm';

export const answerFileStates = ['checked', 'confirmed', 'undone', 'discarded'] as const;
export type AnswerFileState = (typeof answerFileStates)[number];

/** A file that a department has answered an order with; what stands in it lies sealed, and not for long. */
@Entity('department_answer_files')
export class DepartmentAnswerFile {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { unique: true })
  number!: string;

  @Column('uuid')
  orderId!: string;

  @Column('text')
  districtCode!: string;

  @Column('text')
  fileName!: string;

  @Column('bytea')
  fileDigest!: Buffer;

  @Column('text')
  state!: AnswerFileState;

  /** It came after the day by which the department had to answer. */
  @Column('boolean')
  late!: boolean;

  @Column('integer')
  formulaCount!: number;

  /** The rows, sealed with a key of the file; null when they are destroyed. */
  @Column('bytea', { nullable: true })
  content!: Buffer | null;

  @Column('text')
  requestKey!: string;

  @Column('uuid')
  uploadedBy!: string;

  @Column('timestamptz')
  uploadedAt!: Date;

  @Column('uuid', { nullable: true })
  confirmedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  confirmedAt!: Date | null;

  /** Which of the confirmed files of its order it was. */
  @Column('integer', { nullable: true })
  confirmedPlace!: number | null;

  /** When it was taken back or given up. */
  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  erasedAt!: Date | null;

  @Column('integer')
  version!: number;
}
