import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The market of an allocation, or what proves its result; packed, and by place alone. */
@Entity('allocation_files')
export class AllocationFile {
  @PrimaryColumn('uuid')
  allocationId!: string;

  @PrimaryColumn('text')
  kind!: 'market' | 'certificate';

  @Column('bytea')
  content!: Buffer;
}
