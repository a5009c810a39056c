import type { ExecutionDetails, ExecutionError, ExecutionRecord } from 'nestjs-tracked-cron';

/** What of an execution can be kept from somebody: `error` is its message, stack and causes; class and code are shown. */
export const HIDDEN_PARTS = ['parameters', 'result', 'metadata', 'error', 'logs'] as const;
export type HiddenPart = (typeof HIDDEN_PARTS)[number];

/** What stands where something is hidden. */
const HIDDEN = '[hidden]';

/** An execution without these parts. */
export function withoutParts<Execution extends ExecutionRecord>(
  execution: Execution,
  hidden: readonly HiddenPart[],
): Execution {
  if (hidden.length === 0) return execution;
  const shown = { ...execution } as Execution & { failedAttempts?: ExecutionDetails['failedAttempts'] };
  for (const part of ['parameters', 'result', 'metadata'] as const) {
    // what there isn't needn't be hidden
    if (hidden.includes(part) && shown[part] !== null) Object.assign(shown, { [part]: { hidden: true } });
  }
  if (!hidden.includes('error')) return shown;
  return Object.assign(shown, {
    error: withoutWords(shown.error),
    ...(shown.failedAttempts && {
      failedAttempts: shown.failedAttempts.map((one) => ({ ...one, error: withoutWords(one.error) })),
    }),
  });
}

function withoutWords<Kept extends ExecutionError | null>(error: Kept): Kept {
  return error && { ...error, message: HIDDEN, stack: null, causes: [] };
}
