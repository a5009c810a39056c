import type { AuditedAct, AuditFacts } from '../audit/audit-entry.js';
import type { ScrubOptions, ScrubReport } from './scrub.interface.js';
import { withoutText } from './without-text.js';

/**
 * What the audit log has of it: how long the text is, never the text, nor a digest, by which a short one is found in no
 * time; and people do write it into their reason.
 */
export function scrubAct({ text, dryRun = false, by, reason, requestId }: ScrubOptions): AuditedAct {
  const isText = typeof text === 'string' && text !== '';
  const spoken = { by, reason, requestId };
  return {
    action: 'scrub',
    target: `a text of ${isText ? text.length : 0} characters`,
    after: { dryRun },
    ...(isText ? withoutText(text)(spoken) : spoken),
  };
}

export function scrubFacts({ dryRun, rows, inFlight, complete }: ScrubReport): AuditFacts {
  return { after: { dryRun, rows, inFlight, complete } };
}
