import { Injectable } from '@nestjs/common';
import { Households } from '../../people/households';
import { formatDate, formatDateTime, type TextParams, Texts } from '../../platform/i18n';
import type { WaitingListEntryView, WaitingListView } from '../../referral/waiting-list';
import { PhraseTexts } from '../../referral/matching';
import { Offerings } from '../../supply/offerings';
import { pageLocale } from '../shell';

const COLOURS: Readonly<Record<string, string>> = {
  waiting: 'yellow',
  offered: 'blue',
  accepted: 'green',
  lapsed: 'red',
  left: 'grey',
  'served-elsewhere': 'green',
};

/** Words of the pages about queues, in the reader's language. */
@Injectable()
export class WaitingListWords {
  constructor(
    private readonly texts: Texts,
    private readonly phrases: PhraseTexts,
    private readonly households: Households,
    private readonly offerings: Offerings,
  ) {}

  t(key: string, params?: TextParams): string {
    return this.texts.t(pageLocale(), `waiting-list.${key}`, params);
  }

  service(code: string): string {
    return this.phrases.service(pageLocale(), code);
  }

  /** Rows of a list with the names that the reader reaches. */
  async rows(entries: readonly WaitingListEntryView[]) {
    const names = await this.households.namesOf(entries.map(({ householdId }) => householdId));
    const offerings = await this.offerings.byIds(entries.map(({ offeringId }) => offeringId));
    return entries.map((entry) => ({
      id: entry.id,
      household: names.get(entry.householdId) ?? this.t('queue.out-of-reach'),
      offering: offerings.get(entry.offeringId)?.name ?? '—',
      need: this.service(entry.needCode),
      ...{ state: this.t(`state.${entry.state}`), colour: COLOURS[entry.state] },
      urgency: this.t(`urgency.${entry.urgency}`),
      place: entry.position === null ? null : this.t('queue.place', { position: entry.position }),
      wait: entry.state === 'waiting' ? this.wait(entry.wait) : null,
      worsened: this.worsened(entry),
      end: entry.endReason && this.t(`end.${entry.endReason}`),
    }));
  }

  /** One place in a queue, as facts in words. */
  async facts(entry: WaitingListEntryView) {
    const [row] = await this.rows([entry]);
    const locale = pageLocale();
    const values: Record<string, string | null> = {
      household: row!.household,
      need: row!.need,
      offering: row!.offering,
      urgency: row!.urgency,
      position: row!.place,
      wait: row!.wait,
      points: entry.priority === null ? null : String(entry.priority),
      joined: formatDateTime(locale, new Date(entry.joinedAt)),
      until: entry.state === 'offered' && entry.offeredUntil ? this.dateTime(entry.offeredUntil) : null,
      ended: entry.endedAt ? `${this.dateTime(entry.endedAt)} ${row!.end ?? ''}` : null,
    };
    return {
      ...{ state: row!.state, colour: row!.colour, worsened: row!.worsened, offering: row!.offering },
      rows: Object.entries(values).flatMap(([name, value]) =>
        value === null ? [] : [{ key: this.t(`field.${name}`), value }],
      ),
    };
  }

  /** How the order comes about, in sentences. */
  order({ points, pointsADay, overtakenWithinDays }: WaitingListView['order']): string[] {
    return [
      this.t('order.points', { ...points, aDay: pointsADay }),
      this.t('order.bound', { days: overtakenWithinDays }),
      this.t('order.reason'),
    ];
  }

  dateTime(instant: string): string {
    return formatDateTime(pageLocale(), new Date(instant));
  }

  private wait(range: WaitingListEntryView['wait']): string {
    if (range === null) return this.t('wait.unknown');
    const { fromDays: from, toDays: to } = range;
    return to === null ? this.t('wait.from', { from }) : this.t('wait.between', { from, to });
  }

  private worsened({ worsenedBy, worsenedAt }: WaitingListEntryView): string | null {
    if (worsenedBy === null || worsenedAt === null) return null;
    return this.t(`worsened.${worsenedBy}`, { date: formatDate(pageLocale(), new Date(worsenedAt)) });
  }
}
