import { Entity, Index } from 'typeorm';
import { RollUpColumns } from './roll-up-columns.js';

/** What a job came to in a day that is over, by status; added up from its hours. */
@Entity('cron_job_days')
@Index('cron_job_days_began', ['beganAt'])
export class JobDayEntity extends RollUpColumns {}
