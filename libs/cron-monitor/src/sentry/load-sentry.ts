import { TrackedCronError } from 'nestjs-tracked-cron';

type Node = typeof import('@sentry/node');

/** What is used of the SDK: the same in `@sentry/node` and in `@sentry/nestjs`, which hands it on. */
export type Sentry = Pick<
  Node,
  | 'addBreadcrumb'
  | 'captureCheckIn'
  | 'captureEvent'
  | 'captureException'
  | 'contextLinesIntegration'
  | 'getClient'
  | 'getCurrentScope'
  | 'getIsolationScope'
  | 'initWithoutDefaultIntegrations'
  | 'linkedErrorsIntegration'
  | 'nodeContextIntegration'
  | 'startInactiveSpan'
  | 'withActiveSpan'
  | 'withIsolationScope'
  | 'withScope'
>;

/** A package that has the SDK. */
export interface SentryPackage {
  readonly name: string;
  load(): Promise<Sentry>;
}

/** By its name alone: where this is compiled it is not installed, because it has not taken Nest 12 yet. */
const FOR_NEST: string = '@sentry/nestjs';

const PACKAGES: readonly SentryPackage[] = [
  { name: FOR_NEST, load: () => import(FOR_NEST) as Promise<Sentry> },
  { name: '@sentry/node', load: () => import('@sentry/node') },
];

/**
 * Loads the SDK that the host has. Of two, the one with a client: each version has its clients to itself.
 *
 * @throws TrackedCronError `INVALID_OPTION`
 */
export async function loadSentry(packages: readonly SentryPackage[] = PACKAGES): Promise<Sentry> {
  let first: Sentry | null = null;
  for (const one of packages) {
    const sentry = await loadOne(one);
    if (sentry?.getClient()) return sentry;
    first ??= sentry;
  }
  if (first) return first;
  throw new TrackedCronError(
    'INVALID_OPTION',
    'CronMonitorModule is to tell Sentry, and its SDK is not installed: npm install @sentry/nestjs, or, with Nest 12, ' +
      'npm install @sentry/node. Or write sentry: false.',
  );
}

/** Null where it is not installed; one that is there and can't be loaded is a fault to be heard of. */
async function loadOne({ name, load }: SentryPackage): Promise<Sentry | null> {
  try {
    return await load();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const isMissing = code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND';
    if (isMissing && message.includes(`'${name}'`)) return null;
    throw error;
  }
}
