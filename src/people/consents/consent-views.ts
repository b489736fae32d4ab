import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database';
import { markOf, reaches } from '../../trust/access';
import { HouseholdLevels } from '../households';
import type { Receipt, SittingSheet } from './consent-sittings';
import type { Consent } from './consent.entity';
import { consentView, type ConsentView, viewConsent } from './dto/consent.view';
import { type ReceiptLinesView, type SittingView, viewReceipt, viewSitting } from './dto/sitting.view';

/** A consent for a page; who gave it is null for those who see no names (C3). */
export type ReadableConsent = Omit<Consent, 'givenByName'> & { givenByName: string | null };

/** Consents as the reader may see them: what was agreed, and who agreed where the table of fields releases names (C3). */
@Injectable()
export class ConsentViews {
  constructor(
    private readonly levels: HouseholdLevels,
    private readonly transactions: Transactions,
  ) {}

  async one(consent: Consent): Promise<ConsentView> {
    return viewConsent(consent, this.roles, await this.levels.of(consent.householdId));
  }

  async list(consents: readonly Consent[]): Promise<ConsentView[]> {
    const views: ConsentView[] = [];
    for (const consent of consents) views.push(await this.one(consent));
    return views;
  }

  async sitting(sheet: SittingSheet): Promise<SittingView> {
    return viewSitting(sheet, this.roles, await this.levels.of(sheet.sitting.householdId));
  }

  /** @param asked the digest that somebody asks about */
  async receipt(receipt: Receipt, asked?: string): Promise<ReceiptLinesView> {
    return viewReceipt(receipt, await this.levels.of(receipt.sitting.householdId), asked);
  }

  /** For a page or a print. */
  async readable(consents: readonly Consent[]): Promise<ReadableConsent[]> {
    const levels = await this.levels.ofAll(consents.map(({ householdId }) => householdId));
    const shown = markOf(consentView.shape.givenByName)!;
    return consents.map((consent) => {
      const level = levels.get(consent.householdId)?.[shown.group] ?? 'none';
      return { ...consent, givenByName: reaches(level, shown.from) ? consent.givenByName : null };
    });
  }

  private get roles(): readonly string[] {
    return this.transactions.actor.roles;
  }
}
