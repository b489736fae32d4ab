import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A staff credential with its end (B30). */
@Entity('credentials')
export class Credential {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  providerId!: string;

  @Column('text')
  holderName!: string;

  @Column('text')
  kind!: 'background-check' | 'social-worker' | 'care-worker' | 'counsellor' | 'medical' | 'food-safety' | 'other';

  @Column('date')
  expiresOn!: string;

  @Column('uuid', { nullable: true })
  checkedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  checkedAt!: Date | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('integer')
  version!: number;
}
