import { Entity, Index } from 'typeorm';
import { RollUpColumns } from './roll-up-columns.js';

/** What a job came to in an hour, by status; counted again whenever something in it changed. */
@Entity('cron_job_hours')
@Index('cron_job_hours_began', ['beganAt'])
export class JobHourEntity extends RollUpColumns {}
