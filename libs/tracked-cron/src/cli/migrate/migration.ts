import type TS from 'typescript';
import { inQuotes, lineOf, oneLine, type SourceText } from '../source/source-text.js';

/** How far a migrated job is to differ from what it was. */
type MigrationProfile = 'like-cron' | 'recommended';

/** What the person who migrates chose. */
export interface MigrationOptions {
  readonly profile: MigrationProfile;
  /** Whether `@Interval` is rewritten too, although its runs then come at other instants. */
  readonly intervals: boolean;
}

/** A job that was rewritten. */
export interface RewrittenJob {
  readonly path: string;
  readonly line: number;
  readonly job: string;
  readonly was: string;
  readonly becomes: string;
  readonly differs: readonly string[];
}

/** Something that schedules and stays as it is. */
export interface LeftAlone {
  readonly path: string;
  readonly line: number;
  readonly what: string;
  readonly why: string;
}

interface Pending extends Omit<RewrittenJob, 'becomes'> {
  readonly source: SourceText;
  readonly from: number;
  readonly to: number;
}

/** One run over a set of sources: what is decided so far. */
export class Migration {
  readonly leftAlone: LeftAlone[] = [];
  /** What a person has to know or do beside the jobs. */
  readonly remarks: string[] = [];
  private readonly pending: Pending[] = [];
  private readonly names = new Map<string, string>();

  /** @param madeByHand classes that others extend or make with `new`, whose constructors stay as they are */
  constructor(
    readonly options: MigrationOptions,
    readonly madeByHand: ReadonlySet<string>,
  ) {}

  /** Properties that every rewritten job gets. */
  extraFor(source: SourceText): string[] {
    return this.options.profile === 'like-cron' ? [`profile: ${inQuotes(source, 'like-cron')}`] : [];
  }

  get changesAnything(): boolean {
    return this.pending.length > 0;
  }

  /** Whether jobs that the application of a file runs were rewritten: its own, or those of a shared library. */
  concerns(path: string): boolean {
    return this.pending.some((job) => ['', applicationOf(path)].includes(applicationOf(job.path)));
  }

  rewrote(
    source: SourceText,
    node: TS.Node,
    job: string,
    differs: readonly string[],
    range: TS.Node = node,
  ): void {
    this.pending.push({
      source,
      path: source.path,
      line: lineOf(source, node),
      job,
      was: oneLine(node.getText(source.ast)),
      differs: [...new Set([profileNote(this.options.profile), ...differs])],
      from: range.getStart(source.ast),
      to: range.end,
    });
  }

  leave(source: SourceText, node: TS.Node, why: string): void {
    const what = oneLine(node.getText(source.ast), 80);
    this.leftAlone.push({ path: source.path, line: lineOf(source, node), what, why });
  }

  /**
   * Takes a job's name, which only one job of an application may have.
   * @returns where the other job of that name is, if there is one
   */
  claimName(source: SourceText, node: TS.Node, name: string): string | undefined {
    const key = `${applicationOf(source.path)} ${name}`;
    const other = this.names.get(key);
    if (other === undefined) this.names.set(key, `${source.path}:${lineOf(source, node)}`);
    return other;
  }

  /** What was rewritten, with the text it has now. */
  rewritten(): RewrittenJob[] {
    return this.pending.map(({ source, from, to, ...job }) => ({
      ...job,
      becomes: oneLine(source.edits.apply(source.text, from, to)),
    }));
  }
}

/** In a monorepo each application has its own jobs and its own root module. */
export function applicationOf(path: string): string {
  return /^(?:.*\/)?(?:apps|packages|services)\/[^/]+\//.exec(path)?.[0] ?? '';
}

function profileNote(profile: MigrationProfile): string {
  return profile === 'like-cron'
    ? 'as before, it runs in every replica, and nothing is caught up (like-cron)'
    : 'it runs once over all replicas, a slot that comes due while it is in flight is skipped, and the latest slot of a down-time is caught up';
}
