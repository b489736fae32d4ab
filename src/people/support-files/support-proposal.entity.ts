import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SupportForm } from './support-file.entity';
import type { SupportProposalState } from './support-proposal.lifecycle';

export const proposalKinds = ['form', 'exit'] as const;
export type ProposalKind = (typeof proposalKinds)[number];

/** Another form of support that the person wishes, or the exit; one waits for its decision at most (R3). */
@Entity('support_proposals')
export class SupportProposal {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  fileId!: string;

  @Column('uuid')
  householdId!: string;

  @Column('text')
  districtCode!: string;

  @Column('text')
  state!: SupportProposalState;

  @Column('text')
  kind!: ProposalKind;

  @Column('text', { nullable: true })
  toForm!: SupportForm | null;

  /** The new institution or carer; sealed. */
  @Column('bytea', { nullable: true })
  placeCiphertext!: Buffer | null;

  /** The day on which it was wished or found. */
  @Column('date')
  wishedOn!: string;

  /** In whose words; sealed. */
  @Column('bytea', { nullable: true })
  wordsCiphertext!: Buffer | null;

  @Column('uuid', { nullable: true })
  proposedBy!: string | null;

  @Column('timestamptz')
  proposedAt!: Date;

  @Column('bytea', { nullable: true })
  groundCiphertext!: Buffer | null;

  @Column('uuid', { nullable: true })
  decidedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  decidedAt!: Date | null;

  @Column('integer')
  version!: number;
}
