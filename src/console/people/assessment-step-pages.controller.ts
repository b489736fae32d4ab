import { Controller, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { RestartAssessment, StartTriage } from '../../people/assessments';
import { RequirePermission } from '../../trust/access';
import { redirect } from '../shell';

const id = z.uuid();

/** One press on from a scale: to the emergency triage that its flags ask for (S16), or to the draft in its new version. */
@ApiExcludeController()
@Controller('console/assessments/:id')
@RequirePermission('assessments:write')
export class AssessmentStepPages {
  constructor(
    private readonly startTriage: StartTriage,
    private readonly restartAssessment: RestartAssessment,
  ) {}

  @Post('triage')
  async triage(@Param('id', { schema: id }) assessmentId: string) {
    const { id: draftId } = await this.startTriage.execute(assessmentId);
    return redirect(`/console/assessments/${draftId}`);
  }

  @Post('restart')
  async restart(@Param('id', { schema: id }) assessmentId: string) {
    const { id: draftId } = await this.restartAssessment.execute(assessmentId);
    return redirect(`/console/assessments/${draftId}`, { flash: { key: 'safeguards.outdated.restarted' } });
  }
}
