import { Injectable } from '@nestjs/common';
import { GuardianBars } from '../../people/consents';

/**
 * Whether a household hears news through its worker alone: of a restricted service (violence, custody, release from
 * prison), and any news while a member must not be told (B30, B31). A letter or message can be read by others at home,
 * and nobody wrote down whose the address is.
 */
@Injectable()
export class WorkerAlone {
  constructor(private readonly bars: GuardianBars) {}

  async reaches(householdId: string, restricted: boolean): Promise<boolean> {
    return restricted || (await this.bars.stand(householdId));
  }
}
