import { Injectable } from '@nestjs/common';
import { Sealer } from '../../platform/crypto';
import { Transactions } from '../../platform/database';
import { PhotoChunk } from './photo-chunk.entity';

const PLACE = 'assessment_photo_chunks.content';
const CHUNK_BYTES = 256 * 1024;

interface Place {
  id: string;
  householdId: string;
}

/**
 * Bytes of pictures: in pieces, each sealed for the household with its place (design 8.7, 8.11), so that none can be changed,
 * moved or left out unseen.
 */
@Injectable()
export class PhotoContents {
  constructor(
    private readonly transactions: Transactions,
    private readonly sealer: Sealer,
  ) {}

  async keep({ id, householdId }: Place, bytes: Buffer): Promise<void> {
    const count = Math.ceil(bytes.length / CHUNK_BYTES);
    for (let place = 0; place < count; place += 1) {
      const piece = bytes.subarray(place * CHUNK_BYTES, (place + 1) * CHUNK_BYTES);
      const content = await this.sealer.sealBytes(householdId, PLACE, `${id}/${place}/${count}`, piece);
      await this.transactions.manager.insert(PhotoChunk, { photoId: id, place, content });
    }
  }

  /** @throws CiphertextError where a piece was changed, moved or left out */
  async open({ id, householdId }: Place): Promise<Buffer> {
    const chunks = await this.transactions.manager.find(PhotoChunk, {
      where: { photoId: id },
      order: { place: 'ASC' },
    });
    const pieces: Buffer[] = [];
    for (const [place, { content }] of chunks.entries())
      pieces.push(await this.sealer.openBytes(householdId, PLACE, `${id}/${place}/${chunks.length}`, content));
    return Buffer.concat(pieces);
  }

  async drop({ id }: Place): Promise<void> {
    await this.transactions.manager.delete(PhotoChunk, { photoId: id });
  }
}
