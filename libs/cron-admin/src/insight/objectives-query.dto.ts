import { IsOptional } from 'class-validator';
import {
  OBJECTIVE_GROUPINGS,
  type JobName,
  type ObjectiveGrouping,
  type ObjectivesQuery,
} from 'nestjs-tracked-cron';
import { IsJobName, IsText, IsWhole, IsWord } from '../api/validators.js';

/** The query of `GET /reports/objectives`, as it is sent. */
export class ObjectivesQueryDto {
  @IsOptional() @IsJobName() jobName?: string;
  @IsOptional() @IsText(1, 200) group?: string;
  @IsOptional() @IsText(1, 200) owner?: string;
  @IsOptional() @IsWord(OBJECTIVE_GROUPINGS) groupBy?: ObjectiveGrouping;
  @IsOptional() @IsWhole(1, 1_000) limit?: string;
}

/** The same, for the manager. */
export function toObjectivesQuery({ jobName, group, owner, groupBy }: ObjectivesQueryDto): ObjectivesQuery {
  return {
    ...(jobName !== undefined && { jobName: jobName as JobName }),
    ...(group !== undefined && { group }),
    ...(owner !== undefined && { owner }),
    ...(groupBy !== undefined && { groupBy }),
  };
}
