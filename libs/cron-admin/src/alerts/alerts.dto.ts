import { ArrayMaxSize, IsIn, IsOptional } from 'class-validator';
import { SEVERITIES, type Severity } from 'nestjs-tracked-cron';
import {
  INCIDENT_STATES,
  NOTIFICATION_STATES,
  type IncidentQuery,
  type IncidentState,
  type NotificationQuery,
  type NotificationState,
} from 'nestjs-tracked-cron/monitor';
import { instant, ReasonDto } from '../api/steering.dto.js';
import { IsInstant, IsJobName, IsOne, IsText, IsWhole, IsWord, UUID } from '../api/validators.js';

/** Some of a few words, each once. */
function AreWords(words: readonly string[]): PropertyDecorator {
  const one = IsIn(words, {
    each: true,
    message: `Write one of ${words.join(', ')}; repeat the parameter for several.`,
  });
  const few = ArrayMaxSize(words.length, { message: 'Write each state once.' });
  return (target, name) => [one, few].forEach((decorate) => decorate(target, name));
}

/** The query of `GET /alerts`, as it is sent: text, `state` as often as wanted. */
export class IncidentQueryDto {
  @IsOptional() @AreWords(INCIDENT_STATES) state?: IncidentState[];
  @IsOptional() @IsWord(SEVERITIES) severity?: Severity;
  @IsOptional() @IsJobName() jobName?: string;
  @IsOptional() @IsText(1, 200) group?: string;
  @IsOptional() @IsText(1, 200) owner?: string;
  @IsOptional() @IsText(1, 200) tag?: string;
  @IsOptional() @IsInstant() from?: string;
  @IsOptional() @IsInstant() to?: string;
  @IsOptional() @IsWhole(1, 200) limit?: string;
  @IsOptional() @IsText(1, 2000) cursor?: string;
}

/** The query of `GET /alerts/notifications`, as it is sent. */
export class NotificationQueryDto {
  @IsOptional() @AreWords(NOTIFICATION_STATES) state?: NotificationState[];
  @IsOptional() @IsText(1, 60) channel?: string;

  @IsOptional()
  @IsOne("an incident's id, a UUID", (text) => UUID.test(text), { format: 'uuid' })
  incidentId?: string;

  @IsOptional() @IsWhole(1, 200) limit?: string;
  @IsOptional() @IsText(1, 2000) cursor?: string;
}

/** The query of `GET /alerts/stats`, as it is sent. */
export class AlertStatsQueryDto {
  @IsOptional() @IsInstant() from?: string;
  @IsOptional() @IsInstant() to?: string;
}

/** The body of a snooze. */
export class SnoozeDto extends ReasonDto {
  @IsInstant() until!: string;
}

/** What a URL's query says, for DTOs with a `state` that may be given several times. */
export function parseStates(query: URLSearchParams): Record<string, unknown> {
  const sent = [...new Set(query.keys())].map((name): [string, unknown] => {
    const values = query.getAll(name);
    return [name, name === 'state' ? [...new Set(values)] : values.length === 1 ? values[0] : values];
  });
  return Object.fromEntries(sent);
}

/** The same, for the monitor. */
export function toIncidentQuery({ from, to, limit, ...rest }: IncidentQueryDto): IncidentQuery {
  return { ...rest, ...toWindow({ from, to }), ...(limit !== undefined && { limit: Number(limit) }) };
}

/** The same, for the monitor. */
export function toNotificationQuery({ limit, ...rest }: NotificationQueryDto): NotificationQuery {
  return { ...rest, ...(limit !== undefined && { limit: Number(limit) }) };
}

/** The same, for the monitor. */
export function toWindow({ from, to }: AlertStatsQueryDto): { from?: Date; to?: Date } {
  return {
    ...(from !== undefined && { from: instant(from) }),
    ...(to !== undefined && { to: instant(to) }),
  };
}
