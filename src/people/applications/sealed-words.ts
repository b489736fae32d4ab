import { Injectable } from '@nestjs/common';
import { Sealer } from '../../platform/crypto';
import type { Application } from './application.entity';
import type { ApplicationObjection } from './application-objection.entity';
import type { ApplicationVisit } from './application-visit.entity';

const PLACES = {
  note: 'application_visits.note',
  words: 'application_objections.words',
  answer: 'application_objections.answer',
  urgency: 'applications.urgency',
  finding: 'urgent_papers.finding',
  papersGround: 'urgent_papers.ground',
  lookGround: 'second_looks.ground',
  lookAnswer: 'second_looks.answer',
} as const;
type Place = keyof typeof PLACES;

/** What people write about a household in a visit or an objection: sealed, and opened for who may read it (design 8.7). */
@Injectable()
export class SealedWords {
  constructor(private readonly sealer: Sealer) {}

  seal(place: Place, householdId: string, rowId: string, text: string): Promise<Buffer> {
    return this.sealer.seal(householdId, PLACES[place], rowId, text);
  }

  /** Opens what was sealed under `place`; null where there is nothing, and after the household was erased. */
  async open(place: Place, householdId: string, rowId: string, sealed: Buffer | null): Promise<string | null> {
    return sealed && this.sealer.open(householdId, PLACES[place], rowId, sealed);
  }

  urgency({ householdId, id, urgencyCiphertext }: Application): Promise<string | null> {
    return this.open('urgency', householdId, id, urgencyCiphertext);
  }

  async note({ householdId, id, noteCiphertext }: ApplicationVisit): Promise<string | null> {
    return noteCiphertext && this.sealer.open(householdId, PLACES.note, id, noteCiphertext);
  }

  async words({ householdId, id, wordsCiphertext }: ApplicationObjection): Promise<string | null> {
    return wordsCiphertext && this.sealer.open(householdId, PLACES.words, id, wordsCiphertext);
  }

  async answer({ householdId, id, answerCiphertext }: ApplicationObjection): Promise<string | null> {
    return answerCiphertext && this.sealer.open(householdId, PLACES.answer, id, answerCiphertext);
  }
}
