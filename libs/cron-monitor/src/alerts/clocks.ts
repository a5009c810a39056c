/** What a zone's clock shows at an instant. */
interface ClockFace {
  readonly date: string;
  readonly year: string;
  readonly time: string;
}

const formats = new Map<string, Intl.DateTimeFormat | null>();

/**
 * Tells instants for people who read a message at about a time: a day is only named where it is another one.
 * `02:00 Europe/Riga (00:00 UTC)`, `25 Nov 02:00 Europe/Riga (00:00 UTC)`, `02:00 UTC`.
 */
export class Clocks {
  /** The job's zone; UTC where it is none that this process knows. */
  readonly timeZone: string;

  /** @param at when the message is about */
  constructor(
    timeZone: string,
    private readonly at: Date,
  ) {
    this.timeZone = formatOf(timeZone) === null ? 'UTC' : timeZone;
  }

  /** By the clock of the job's zone, and by UTC. */
  both(instant: Date): string {
    const own = this.local(instant);
    if (isUtc(this.timeZone)) return `${own} UTC`;
    const utc = faceOf('UTC', instant);
    const day = own.includes(' ') && utc.date !== faceOf(this.timeZone, instant).date ? `${utc.date} ` : '';
    return `${own} ${this.timeZone} (${day}${utc.time} UTC)`;
  }

  /** By the clock of the job's zone only: for what stands in a sentence that has named the zone. */
  local(instant: Date): string {
    const { date, year, time } = faceOf(this.timeZone, instant);
    const today = faceOf(this.timeZone, this.at);
    if (year !== today.year) return `${date} ${year} ${time}`;
    return date === today.date ? time : `${date} ${time}`;
  }

  /** The instants in a text that the record's own words hold (`2026-11-26 00:00:00 UTC (… in Europe/Riga)`), told shorter. */
  shorten(text: string, told: (instant: Date) => string = (instant) => this.local(instant)): string {
    return text.replace(
      /(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) UTC(?: \(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d in [\w+/-]+\))?/g,
      (_all, date: string, time: string) => told(new Date(`${date}T${time}Z`)),
    );
  }
}

function faceOf(timeZone: string, instant: Date): ClockFace {
  const parts = new Map(
    formatOf(timeZone)!
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  const seconds = parts.get('second') === '00' ? '' : `:${parts.get('second')}`;
  return {
    date: `${parts.get('day')} ${parts.get('month')}`,
    year: parts.get('year')!,
    time: `${parts.get('hour')}:${parts.get('minute')}${seconds}`,
  };
}

/** Making one takes long, and there are few zones. */
function formatOf(timeZone: string): Intl.DateTimeFormat | null {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = makeFormat(timeZone);
    formats.set(timeZone, format);
  }
  return format;
}

function makeFormat(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
  } catch {
    return null;
  }
}

function isUtc(timeZone: string): boolean {
  return formatOf(timeZone)!.resolvedOptions().timeZone === 'UTC';
}
