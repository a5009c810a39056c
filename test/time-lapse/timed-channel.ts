import type { AlertChannel, Delivery, NotificationKind } from 'nestjs-tracked-cron/monitor';
import type { FindingRule, Severity } from 'nestjs-tracked-cron';
import type { VirtualClock } from '../../libs/tracked-cron/src/testing/virtual-clock.js';

/** What somebody was told. */
export interface Told {
  readonly at: number;
  readonly channel: string;
  readonly subject: string;
  readonly kind: NotificationKind;
  /** Null in a digest, which has the severity of its loudest. */
  readonly severity: Severity | null;
  /** What holds, of which it tells first; null in a digest. */
  readonly rules: readonly FindingRule[] | null;
  readonly title: string;
}

/** `FAILED · billing.nightly: the last execution failed`. */
const DIGEST_LINE = /^(?<word>[A-Z]+) · (?<subject>[^:]+?)(?:: |$| \(over)/;

/** Accepts everything, and notes when. */
export class TimedChannel implements AlertChannel {
  readonly told: Told[] = [];

  constructor(
    readonly name: string,
    private readonly clock: VirtualClock,
  ) {}

  send({ kind, message }: Delivery): Promise<void> {
    const { subject, severity, title, lines, about } = message;
    const told = { at: this.clock.now(), channel: this.name, title };
    if (kind === 'digest') this.told.push(...(lines ?? []).map((line) => ({ ...told, ...readLine(line) })));
    else this.told.push({ ...told, kind, subject, severity, rules: about?.rules ?? null });
    return Promise.resolve();
  }
}

function readLine(line: string): Omit<Told, 'at' | 'channel'> {
  const { word, subject } = DIGEST_LINE.exec(line)?.groups ?? { word: '?', subject: line };
  return {
    subject,
    kind: word === 'RECOVERED' ? 'recovered' : 'opened',
    severity: null,
    rules: null,
    title: `digest: ${line}`,
  };
}
