import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Applications, SecondLooks } from '../../people/applications';
import { Retests } from '../../people/assessments';
import { Cases } from '../../people/cases';
import { Classifications, Rechecks } from '../../people/classification';
import { Checks } from '../../people/checks';
import { Leads } from '../../people/leads';
import { Reserves } from '../../people/reserves';
import { RightsRequests } from '../../people/rights';
import { SupportFiles } from '../../people/support-files';
import { type HomeCard, HomeCards } from '../shell';

/** What needs somebody today in leads, cases and classes (ux.md pattern 1); each count opens its list. */
@Injectable()
export class PeopleCards implements OnModuleInit {
  constructor(
    private readonly cards: HomeCards,
    private readonly leads: Leads,
    private readonly cases: Cases,
    private readonly classifications: Classifications,
    private readonly rechecks: Rechecks,
    private readonly retests: Retests,
    private readonly rights: RightsRequests,
    private readonly checks: Checks,
    private readonly applications: Applications,
    private readonly looks: SecondLooks,
    private readonly reserves: Reserves,
    private readonly supportFiles: SupportFiles,
  ) {}

  onModuleInit(): void {
    this.cards.register({ permission: 'leads:triage', load: () => this.forWorkers() });
    this.cards.register({ permission: 'classifications:confirm', load: () => this.forDeciders() });
    this.cards.register({ permission: 'classifications:propose', load: () => this.forRechecks() });
    this.cards.register({ permission: 'assessments:write', load: () => this.forRetests() });
    this.cards.register({ permission: 'applications:process', load: () => this.forUrgentAid() });
    this.cards.register({ permission: 'support-files:write', load: () => this.forSupport() });
    this.cards.register({ permission: 'checks:settle', load: () => this.forClarifying() });
    this.cards.register({ permission: 'rights:decide', load: () => this.forRights() });
  }

  private async forWorkers(): Promise<HomeCard[]> {
    const { fresh, late } = await this.leads.counts();
    const handovers = await this.cases.countWaitingForMe();
    const { all, emergency } = await this.cases.countMine();
    const mine = '/console/cases?mine=true&open=true';
    return [
      { key: 'desk.cards.late-leads', count: late, href: '/console/leads?late=true', urgency: 'late' },
      { key: 'desk.cards.emergencies', count: emergency, href: `${mine}&emergency=true`, urgency: 'late' },
      { key: 'desk.cards.new-leads', count: fresh, href: '/console/leads?state=new', urgency: 'today' },
      { key: 'desk.cards.handovers', count: handovers, href: '/console/handovers', urgency: 'today' },
      { key: 'desk.cards.my-cases', count: all, href: mine, urgency: 'calm' },
    ];
  }

  private async forDeciders(): Promise<HomeCard[]> {
    const count = await this.classifications.countWaiting();
    return [{ key: 'desk.cards.classes', count, href: '/console/classifications', urgency: 'today' }];
  }

  private async forRechecks(): Promise<HomeCard[]> {
    const { raised, overdue, week } = await this.rechecks.counts({ mine: false });
    const href = '/console/rechecks';
    return [
      { key: 'rechecks.cards.raised', count: raised, href: `${href}?raised=true`, urgency: 'late' },
      { key: 'rechecks.cards.overdue', count: overdue, href: `${href}?overdue=true`, urgency: 'late' },
      { key: 'rechecks.cards.week', count: week, href: `${href}?week=true`, urgency: 'soon' },
    ];
  }

  /** Scales that the reader's own cases are asked again (domain D). */
  private async forRetests(): Promise<HomeCard[]> {
    const { due, overdue } = await this.retests.counts({ mine: true });
    const href = '/console/retests?mine=true';
    return [
      { key: 'retests.cards.overdue', count: overdue, href: `${href}&overdue=true`, urgency: 'late' },
      { key: 'retests.cards.due', count: due, href: `${href}&overdue=false`, urgency: 'soon' },
    ];
  }

  /** Papers after the money (B24), second looks (B22), reserves that run low (R70). */
  private async forUrgentAid(): Promise<HomeCard[]> {
    const { late, brought, wrong } = await this.applications.paperCounts();
    const { waiting, toCorrect } = await this.looks.counts();
    const [list, looks] = ['/console/applications?papers=', '/console/second-looks?state='];
    const low = await this.reserves.countLow();
    return [
      { key: 'urgent-aid.cards.late', count: late, href: `${list}late`, urgency: 'late' },
      { key: 'urgent-aid.cards.brought', count: brought, href: `${list}brought`, urgency: 'today' },
      { key: 'urgent-aid.cards.wrong', count: wrong, href: `${list}wrong`, urgency: 'today' },
      { key: 'second-looks.cards.to-correct', count: toCorrect, href: `${looks}to-correct`, urgency: 'today' },
      { key: 'second-looks.cards.waiting', count: waiting, href: `${looks}waiting`, urgency: 'soon' },
      { key: 'reserves.cards.low', count: low, href: '/console/reserves?low=true', urgency: 'soon' },
    ];
  }

  private async forSupport(): Promise<HomeCard[]> {
    const { lateVisits, lateReassess, reassess } = await this.supportFiles.counts();
    const list = '/console/support-files';
    return [
      { key: 'support-files.cards.late-visits', count: lateVisits, href: `${list}?lateVisit=true`, urgency: 'late' },
      {
        key: 'support-files.cards.late-reassess',
        count: lateReassess,
        href: `${list}?lateReassess=true`,
        urgency: 'late',
      },
      { key: 'support-files.cards.reassess', count: reassess, href: `${list}?reassess=true`, urgency: 'soon' },
    ];
  }

  private async forClarifying(): Promise<HomeCard[]> {
    const { mine, late } = await this.checks.counts();
    const desk = '/console/check-mismatches';
    return [
      { key: 'checks.cards.late', count: late, href: `${desk}?late=true`, urgency: 'late' },
      { key: 'checks.cards.mine', count: mine, href: `${desk}?mine=true&waiting=true`, urgency: 'today' },
    ];
  }

  private async forRights(): Promise<HomeCard[]> {
    const { open, late } = await this.rights.counts();
    return [
      { key: 'rights.cards.late', count: late, href: '/console/rights?late=true', urgency: 'late' },
      { key: 'rights.cards.open', count: open, href: '/console/rights?open=true', urgency: 'soon' },
    ];
  }
}
