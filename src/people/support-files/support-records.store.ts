import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Transactions } from '../../platform/database';
import { invalid, stale } from '../../platform/errors';
import { SupportAgreement } from './support-agreement.entity';
import { SupportAssessment } from './support-assessment.entity';
import { SupportProposal } from './support-proposal.entity';
import { SupportVisit } from './support-visit.entity';

/** As many visits as a page shows; the older ones stay in the database. */
export const SHOWN_VISITS = 50;

/** What hangs on a file: assessments, agreements, visits, proposals. */
@Injectable()
export class SupportRecordsStore {
  constructor(private readonly transactions: Transactions) {}

  async insertAssessment(row: SupportAssessment): Promise<void> {
    await this.transactions.manager.insert(SupportAssessment, row);
  }

  /** Newest first. */
  assessments(fileId: string): Promise<SupportAssessment[]> {
    return this.transactions.manager.find(SupportAssessment, {
      where: { fileId },
      order: { assessedOn: 'DESC', id: 'DESC' },
    });
  }

  /** @throws AppError 422 `support-agreement-overlaps` when another of the file runs on one of its days, whatever races */
  async insertAgreement(row: SupportAgreement): Promise<void> {
    await this.transactions.manager.insert(SupportAgreement, row).catch((error: unknown) => {
      const { constraint } = (error as { driverError?: { constraint?: string } }).driverError ?? {};
      if (constraint === 'support_agreements_overlap')
        throw invalid([{ field: 'startsOn', code: 'support-agreement-overlaps' }]);
      throw error;
    });
  }

  /** The latest first. */
  agreements(fileId: string): Promise<SupportAgreement[]> {
    return this.transactions.manager.find(SupportAgreement, {
      where: { fileId },
      order: { startsOn: 'DESC', id: 'DESC' },
    });
  }

  /** Of several files, in no order. */
  agreementsOf(fileIds: readonly string[]): Promise<SupportAgreement[]> {
    return this.transactions.manager.findBy(SupportAgreement, { fileId: In([...fileIds]) });
  }

  /** @throws AppError 412 when somebody else ended it */
  async updateAgreement(row: SupportAgreement, changes: Partial<SupportAgreement>): Promise<void> {
    const { id, state, version } = row;
    const change = { ...changes, version: version + 1 };
    const result = await this.transactions.manager.update(SupportAgreement, { id, state, version }, change);
    if (result.affected !== 1) throw stale();
  }

  async insertVisit(row: SupportVisit): Promise<void> {
    await this.transactions.manager.insert(SupportVisit, row);
  }

  /** The latest first, as many as a page shows. */
  visits(fileId: string): Promise<SupportVisit[]> {
    return this.transactions.manager.find(SupportVisit, {
      where: { fileId },
      order: { visitedOn: 'DESC', id: 'DESC' },
      take: SHOWN_VISITS,
    });
  }

  /** The last day on which the person was met; null before the first. */
  async lastMet(fileId: string): Promise<string | null> {
    const row = await this.transactions.manager.findOne(SupportVisit, {
      where: { fileId, seen: true },
      order: { visitedOn: 'DESC' },
    });
    return row?.visitedOn ?? null;
  }

  async insertProposal(row: SupportProposal): Promise<void> {
    await this.transactions.manager.insert(SupportProposal, row);
  }

  /** Newest first. */
  proposals(fileId: string): Promise<SupportProposal[]> {
    return this.transactions.manager.find(SupportProposal, {
      where: { fileId },
      order: { proposedAt: 'DESC', id: 'DESC' },
    });
  }

  /** The one that waits for its decision. */
  openProposal(fileId: string): Promise<SupportProposal | null> {
    return this.transactions.manager.findOneBy(SupportProposal, { fileId, state: 'proposed' });
  }

  /** @throws AppError 412 when somebody else decided */
  async updateProposal(row: SupportProposal, changes: Partial<SupportProposal>): Promise<void> {
    const { id, state, version } = row;
    const change = { ...changes, version: version + 1 };
    const result = await this.transactions.manager.update(SupportProposal, { id, state, version }, change);
    if (result.affected !== 1) throw stale();
  }
}
