import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One sealed piece of a picture. */
@Entity('assessment_photo_chunks')
export class PhotoChunk {
  @PrimaryColumn('uuid')
  photoId!: string;

  @PrimaryColumn('integer')
  place!: number;

  @Column('bytea')
  content!: Buffer;
}
